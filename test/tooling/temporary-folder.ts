import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

/** Makes a folder of its own below the system's folder for temporary files. The caller removes it. */
export const makeTemporaryFolder = (): string =>
  fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'cdktf-dual-mta-test-')));

/** Hands a folder to `use` and removes it afterwards. */
export const inTemporaryFolder = <Result>(use: (folder: string) => Result): Result => {
  const folder = makeTemporaryFolder();
  try {
    return use(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
};
