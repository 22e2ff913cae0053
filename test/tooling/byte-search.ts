import { gunzipSync } from 'zlib';

const BLOCK = 512;

const isGzip = (bytes: Buffer): boolean => bytes.length > 18 && bytes.readUInt32BE(0) >>> 8 === 0x1f8b08;
const isArchive = (bytes: Buffer): boolean => bytes.length > BLOCK && bytes.toString('latin1', 257, 262) === 'ustar';

/** The contents of the files in an archive of tar. */
const filesIn = (archive: Buffer): Buffer[] => {
  const files: Buffer[] = [];
  for (let at = 0; at + BLOCK <= archive.length && archive[at] !== 0;) {
    const size = parseInt(archive.toString('latin1', at + 124, at + 136), 8) || 0;
    files.push(archive.subarray(at + BLOCK, at + BLOCK + size));
    at += BLOCK * (1 + Math.ceil(size / BLOCK));
  }
  return files;
};

/** What gzip has packed somewhere in it: itself, or files of archives, into any depth. */
const unpacked = (bytes: Buffer): Buffer[] => {
  if (isGzip(bytes)) {
    const content = gunzipSync(bytes);
    return [content, ...unpacked(content)];
  }
  return isArchive(bytes) ? filesIn(bytes).flatMap(unpacked) : [];
};

/**
 * Which of some bytes occur in a file, be it packed by gzip or an archive with packed files in it, such as `docker save`
 * writes: that has the layers in it, and these every file that was ever there. A file stands in an archive as it is.
 */
export const foundIn = <Needle extends { readonly bytes: Buffer }>(
  file: Buffer,
  needles: readonly Needle[],
): Needle[] => {
  const all = [file, ...unpacked(file)];
  return needles.filter(({ bytes }) => all.some((one) => one.includes(bytes)));
};
