import * as zlib from 'zlib';

/** The European Institute for Computer Antivirus Research's harmless test file, put together so that no scanner takes this source for it. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!', '$H+H*'].join('');

/** A file of signatures with one that finds it (.ndb: name, any type, from the start, bytes). */
export const EICAR_SIGNATURE = `Company.Eicar:0:0:${Buffer.from(EICAR).toString('hex')}\n`;

const u16 = (number: number): Buffer => Buffer.from(Uint16Array.of(number).buffer);
const u32 = (number: number): Buffer => Buffer.from(Uint32Array.of(number).buffer);

/** A zip archive with these files. */
export const zip = (...files: readonly (readonly [string, Buffer])[]): Buffer => {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  for (const [name, content] of files) {
    const at = Buffer.concat(locals).length;
    const packed = zlib.deflateRawSync(content);
    const common = [
      ...[u16(20), u16(0), u16(8), u32(0x00210000), u32(zlib.crc32(content))],
      ...[u32(packed.length), u32(content.length), u16(name.length), u16(0)],
    ];
    locals.push(Buffer.concat([Buffer.from('PK\x03\x04'), ...common, Buffer.from(name), packed]));
    centrals.push(
      Buffer.concat([
        ...[Buffer.from('PK\x01\x02'), u16(20), ...common],
        ...[u16(0), u16(0), u16(0), u32(0), u32(at), Buffer.from(name)],
      ]),
    );
  }
  const [local, central] = [locals, centrals].map((parts) => Buffer.concat(parts));
  const counts = [u16(0), u16(0), u16(files.length), u16(files.length), u32(central.length), u32(local.length), u16(0)];
  return Buffer.concat([local, central, Buffer.from('PK\x05\x06'), ...counts]);
};

/** The lines of a message with files attached. */
export const messageWith = (subject: string, attachments: readonly (readonly [string, Buffer])[]): string[] => [
  ...['From: alice@elsewhere.example', 'To: postmaster@example.com', `Subject: ${subject}`],
  ...['Date: Mon, 02 Nov 2026 10:00:00 +0000', `Message-ID: <${subject.replace(/\W/g, '.')}@elsewhere.example>`],
  ...['MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="edge"', ''],
  ...['--edge', 'Content-Type: text/plain', '', 'Hello.'],
  ...attachments.flatMap(([name, content]) => [
    ...['--edge', `Content-Type: application/octet-stream; name="${name}"`, 'Content-Transfer-Encoding: base64'],
    ...['', ...(content.toString('base64').match(/.{1,76}/g) ?? [])],
  ]),
  '--edge--',
];
