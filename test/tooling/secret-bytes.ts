/** A run of bytes that would give a secret away, and what it is, for the test's report. */
export interface SecretBytes {
  readonly of: string;
  readonly bytes: Buffer;
}

/** What base64 makes of a text, wherever in what was packed it stands: without the characters that its neighbours share. */
const inBase64 = (text: string): string[] =>
  [0, 1, 2].map((before) => {
    const packed = Buffer.from('.'.repeat(before) + text).toString('base64');
    const shared = [0, 3, 2][(before + Buffer.byteLength(text)) % 3];
    return packed.slice([0, 2, 3][before], packed.length - shared);
  });

/** A password as it is, and in base64, as a client sends it with AUTH PLAIN and AUTH LOGIN. */
export const bytesOfPassword = (of: string, password: string): SecretBytes[] => [
  { of, bytes: Buffer.from(password) },
  ...inBase64(password).map((text) => ({ of: `${of} in base64`, bytes: Buffer.from(text) })),
];

/** An RSA key of 2048 bits begins with what everybody may know: the modulus is in the certificate, or in DNS. */
const PRIVATE_PART = 528;

/** Some of a private key: two lines of the file, and a piece of what they stand for. */
export const bytesOfKey = (of: string, pem: string): SecretBytes[] => {
  const lines = pem.split('\n').filter((line) => /^[\w+/=]+$/.test(line));
  const der = Buffer.from(lines.join(''), 'base64');
  // 48 bytes a line.
  const [first] = lines.slice(PRIVATE_PART / 48);
  return [
    { of, bytes: Buffer.from(first) },
    { of, bytes: Buffer.from(lines[lines.length - 3]) },
    { of: `${of} in DER`, bytes: der.subarray(PRIVATE_PART, PRIVATE_PART + 32) },
  ];
};
