import * as zlib from 'zlib';
import { Packed } from './archives';

/** A header of the RAR 4 format: its checksum is the lower half of a CRC-32. */
const headed = (fields: Buffer): Buffer => {
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(zlib.crc32(fields) & 0xffff);
  return Buffer.concat([sum, fields]);
};

/** A RAR archive (format 4) with a file that is stored as it is: Debian has no program that makes one. */
export const rar = ({ name, content }: Packed): Buffer => {
  const file = Buffer.alloc(30);
  file.writeUInt8(0x74, 0);
  file.writeUInt16LE(0x8000, 1);
  file.writeUInt16LE(32 + name.length, 3);
  file.writeUInt32LE(content.length, 5);
  file.writeUInt32LE(content.length, 9);
  file.writeUInt8(3, 13);
  file.writeUInt32LE(zlib.crc32(content), 14);
  file.writeUInt32LE(0x58ab6000, 18);
  file.writeUInt8(20, 22);
  file.writeUInt8(0x30, 23);
  file.writeUInt16LE(name.length, 24);
  file.writeUInt32LE(0o100644, 26);
  return Buffer.concat([
    Buffer.from('Rar!\x1a\x07\x00', 'latin1'),
    headed(Buffer.from([0x73, 0, 0, 13, 0, 0, 0, 0, 0, 0, 0])),
    headed(Buffer.concat([file, Buffer.from(name)])),
    content,
    headed(Buffer.from([0x7b, 0, 0x40, 7, 0])),
  ]);
};
