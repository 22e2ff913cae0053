import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { docker } from '../test/tooling/engine';
import { runOrThrow } from '../test/tooling/program';
import { Machine } from './results';

/**
 * The file system of the engine's volumes. ext4 without a journal is said, because there each new file costs a search of all that
 * were deleted within the last minute (`recently_deleted` in the kernel's fs/ext4/ialloc.c): more than a tenth of all processor
 * time with this gateway at its limit.
 */
const fileSystem = (): string => {
  const root = docker('info', '--format', '{{.DockerRootDir}}');
  const mount = runOrThrow('findmnt', ['--noheadings', '--nofsroot', '--output', 'FSTYPE,SOURCE', '--target', root]);
  // Where one is mounted over another, the last line is the one that is seen.
  const [type, source] = mount.trim().split('\n').slice(-1)[0].split(/\s+/);
  // As the kernel names a journal: the device, whatever names lead to it, and the number of its inode.
  const hasJournal = (): boolean => fs.existsSync(`/proc/fs/jbd2/${path.basename(fs.realpathSync(source))}-8`);
  const said = type === 'ext4' && !hasJournal() ? 'ext4 without a journal' : type;
  return source.startsWith('/dev/loop') ? `${said} on a loop device` : said;
};

/** What this machine is. */
export const machine = (): Machine => ({
  cpu: os.cpus()[0].model,
  cores: os.cpus().length,
  memory: Math.round(os.totalmem() / 1024 ** 3),
  kernel: os.release(),
  engine: docker('version', '--format', '{{.Server.Version}}'),
  fileSystem: fileSystem(),
  load: os.loadavg()[0],
});
