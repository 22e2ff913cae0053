import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

const FILE = path.join(os.tmpdir(), 'cdktf-dual-mta-bench.pid');

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Ends with an error where another benchmark runs: both would use the same names, and neither would measure anything. */
export const runAlone = (): void => {
  const other = fs.existsSync(FILE) ? Number(fs.readFileSync(FILE, 'utf8')) : 0;
  if (other > 0 && isAlive(other)) {
    throw new Error(`another benchmark runs on this machine (process ${other})`);
  }
  fs.writeFileSync(FILE, String(process.pid));
  process.on('exit', () => fs.rmSync(FILE, { force: true }));
};
