import { zip } from './eicar';

/** A zip archive that says that it is encrypted. */
export const encryptedZip = (): Buffer => {
  const archive = zip(['secret.txt', Buffer.from('a secret')]);
  const central = archive.indexOf('PK\x01\x02', 'latin1');
  // General purpose bit flag, bit 0, in both headers of the file.
  archive[6] |= 1;
  archive[central + 8] |= 1;
  return archive;
};

/** A file in a zip archive in a zip archive, so many of them. */
export const nestedZip = (depth: number, content = Buffer.from('a file')): Buffer =>
  depth === 0 ? content : zip([`level${depth}`, nestedZip(depth - 1, content)]);

/** A PDF document for which a password is needed; nothing is in it. */
export const encryptedPdf = (): Buffer =>
  Buffer.from(
    [
      '%PDF-1.4',
      ...['1 0 obj', '<< /Type /Catalog /Pages 2 0 R >>', 'endobj'],
      ...['2 0 obj', '<< /Type /Pages /Kids [] /Count 0 >>', 'endobj'],
      ...['3 0 obj', `<< /Filter /Standard /V 1 /R 2 /O (${'o'.repeat(32)}) /U (${'u'.repeat(32)}) /P -4 >>`, 'endobj'],
      ...['trailer', `<< /Root 1 0 R /Encrypt 3 0 R /ID [<${'01'.repeat(16)}> <${'01'.repeat(16)}>] /Size 4 >>`],
      ...['startxref', '0', '%%EOF', ''],
    ].join('\n'),
  );

const u16 = (...numbers: number[]): Buffer => Buffer.from(Uint16Array.from(numbers).buffer);
const u32 = (...numbers: number[]): Buffer => Buffer.from(Uint32Array.from(numbers).buffer);

/** [MS-XLS]: a record of a workbook. */
const record = (type: number, data: Buffer): Buffer => Buffer.concat([u16(type, data.length), data]);

/** [MS-CFB]: marks of sectors and of what is not there. */
const [FAT_SECTOR, END, NONE] = [0xfffffffd, 0xfffffffe, 0xffffffff];
const SECTOR = 512;

/** [MS-CFB]: an entry of the directory. */
const entry = (name: string, type: number, child: number, start: number, size: number): Buffer => {
  const text = Buffer.from(`${name}\0`, 'utf16le');
  return Buffer.concat([
    ...[Buffer.concat([text, Buffer.alloc(64 - text.length)]), u16(text.length), Buffer.from([type, 1])],
    ...[u32(NONE, NONE, child), Buffer.alloc(36), u32(start, size, 0)],
  ]);
};

/** A workbook of Excel with a sheet of macros that are none: the sheet's name and its kind are all that is there. */
export const workbookWithMacros = (): Buffer => {
  const sheets = Buffer.concat([
    record(0x0809, Buffer.concat([u16(0x0600, 5), Buffer.alloc(12)])),
    record(0x0085, Buffer.concat([u32(SECTOR), Buffer.from([0, 1]), Buffer.from('\x06\x00Macros')])),
    record(0x000a, Buffer.alloc(0)),
  ]);
  // A shorter one would lie elsewhere.
  const stream = Buffer.concat([sheets, Buffer.alloc(8 * SECTOR - sheets.length)]);
  const chain = [FAT_SECTOR, END, ...Array.from({ length: 7 }, (_, index) => index + 3), END];
  const directory = Buffer.concat([entry('Root Entry', 5, 1, END, 0), entry('Workbook', 2, NONE, 2, stream.length)]);
  return Buffer.concat([
    ...[Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(16), u16(0x3e, 3, 0xfffe, 9, 6), Buffer.alloc(6)],
    ...[u32(0, 1, 1, 0, 8 * SECTOR, END, 0, END, 0, 0), Buffer.alloc(108 * 4, 0xff)],
    u32(...chain, ...Array.from({ length: SECTOR / 4 - chain.length }, () => NONE)),
    ...[directory, Buffer.alloc(SECTOR - directory.length), stream],
  ]);
};
