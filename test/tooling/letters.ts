import { randomUUID } from 'crypto';

/** A file that a letter brings. */
export interface Attachment {
  readonly name: string;
  readonly content: Buffer;
  /** What the sender says that it is. */
  readonly type?: string;
}

export interface LetterOptions {
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  /** More lines of the header. */
  readonly header?: readonly string[];
  readonly text?: string;
  readonly attachments?: readonly Attachment[];
  readonly id?: string;
}

const BOUNDARY = 'a-boundary-of-the-test';

const base64 = (content: Buffer): string[] => content.toString('base64').match(/.{1,76}/g) ?? [];

const part = (header: readonly string[], body: readonly string[]): string[] => [
  `--${BOUNDARY}`,
  ...header,
  '',
  ...body,
];

/** A message, with `\n` at the end of each line. */
export const letter = (options: LetterOptions = {}): string => {
  const {
    from = 'someone@sender.example',
    to = 'user@example.com',
    subject = 'hello',
    header = [],
    text = 'Hello.',
  } = options;
  const { attachments = [], id = `<${randomUUID()}@sender.example>` } = options;
  const top = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${id}`,
    'MIME-Version: 1.0',
    ...header,
  ];
  if (attachments.length === 0) {
    return [...top, '', ...text.split('\n'), ''].join('\n');
  }
  return [
    ...top,
    `Content-Type: multipart/mixed; boundary="${BOUNDARY}"`,
    '',
    ...part(['Content-Type: text/plain'], text.split('\n')),
    ...attachments.flatMap(({ name, content, type = 'application/octet-stream' }) =>
      part(
        [
          `Content-Type: ${type}; name="${name}"`,
          `Content-Disposition: attachment; filename="${name}"`,
          'Content-Transfer-Encoding: base64',
        ],
        base64(content),
      ),
    ),
    `--${BOUNDARY}--`,
    '',
  ].join('\n');
};

/** SpamAssassin's test for spam: 1000 points. */
export const GTUBE = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';

/** The virus scanners' test file, in two halves so that no scanner takes this file for it. */
export const EICAR = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
);

/** The beginning of a program for Windows, as file(1) knows it; it does nothing. */
export const PROGRAM = ((): Buffer => {
  const program = Buffer.alloc(512);
  program.write('MZ', 0, 'latin1');
  program.writeUInt32LE(0x80, 0x3c);
  program.write('PE\0\0', 0x80, 'latin1');
  program.writeUInt16LE(0x014c, 0x84);
  program.writeUInt16LE(0x00e0, 0x94);
  program.writeUInt16LE(0x0102, 0x96);
  program.writeUInt16LE(0x010b, 0x98);
  program.writeUInt16LE(2, 0xdc);
  return program;
})();
