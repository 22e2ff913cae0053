import * as fs from 'fs';
import { createRequire } from 'module';
import * as path from 'path';
import { Edit } from './variations';

const IMAGES = path.join(__dirname, '..', '..', 'lib', 'images');

/** Has files of the images read as they would be without a setting. */
export const editWhatIsRead = (edits: readonly Edit[]): void => {
  // The module itself, which can be changed, and not a copy of what it exports.
  const real = createRequire(__filename)('fs') as typeof fs;
  const read = real.readFileSync;
  const edited = (file: fs.PathOrFileDescriptor, text: string): string =>
    edits
      .filter((edit) => path.join(IMAGES, edit.file) === file)
      .reduce((before, { from, to }) => {
        const after = before.replace(from, to);
        if (after === before) {
          throw new Error(`nothing in ${String(file)} is like ${String(from)}`);
        }
        return after;
      }, text);
  const readFileSync = (file: fs.PathOrFileDescriptor, ...rest: unknown[]): unknown => {
    const found = Reflect.apply(read, real, [file, ...rest]) as unknown;
    return typeof found === 'string' ? edited(file, found) : found;
  };
  Object.assign(real, { readFileSync });
};
