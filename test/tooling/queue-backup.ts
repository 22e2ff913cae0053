import { spawnSync } from 'child_process';
import { RunAs } from 'cdktf-dual-mta';
import { backupCommand, restoreCommand } from '../../lib/models/gateway-commands';
import { RunningContainer } from './running-container';

/** A file in a tar file. */
export interface Member {
  readonly name: string;
  readonly content: string;
  /** The letter of what is no plain file; of a link what it points to. */
  readonly type?: string;
  readonly link?: string;
}

export interface Backup {
  readonly code: number;
  readonly said: string;
  readonly archive: Buffer;
}

const BLOCK = 512;
const padded = (bytes: Buffer): Buffer =>
  Buffer.concat([bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)]);

/** Takes a backup of the queues of a sendmail's container, with the command that the stack puts out. */
export const backUp = ({ name }: RunningContainer, runAs = RunAs.SMMSP): Backup => {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', backupCommand(name, runAs)], { maxBuffer: 2 ** 30 });
  return { code: status ?? 1, said: stderr.toString(), archive: stdout };
};

/** As `backUp`, of a backup that has to succeed. */
export const archiveOf = (container: RunningContainer, runAs = RunAs.SMMSP): Buffer => {
  const { code, said, archive } = backUp(container, runAs);
  if (code !== 0) {
    throw new Error(said);
  }
  return archive;
};

/** Puts a backup back, with the command that the stack puts out. */
export const restore = (
  { name }: RunningContainer,
  archive: Buffer,
  runAs = RunAs.SMMSP,
): { readonly code: number; readonly said: string } => {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', restoreCommand(name, runAs)], { input: archive });
  return { code: status ?? 1, said: `${stdout.toString()}${stderr.toString()}` };
};

/** The files in a tar file. */
export const membersOf = (archive: Buffer): Member[] => {
  const members: Member[] = [];
  for (let at = 0; archive[at] !== 0;) {
    const [name] = archive.toString('latin1', at, at + 100).split('\0');
    const size = parseInt(archive.toString('latin1', at + 124, at + 135), 8);
    members.push({ name, content: archive.toString('latin1', at + BLOCK, at + BLOCK + size) });
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return members;
};

const headerOf = ({ name, content, type = '0', link = '' }: Member): Buffer => {
  const header = Buffer.alloc(BLOCK);
  header.write(name);
  header.write(content.length.toString(8).padStart(11, '0'), 124);
  header.write(`        ${type}${link}`, 148);
  header.write('ustar\u000000', 257);
  header.write(
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0`,
    148,
  );
  return header;
};

/** A tar file with these files, without an end. */
export const tarWithoutEnd = (members: readonly Member[]): Buffer =>
  Buffer.concat(members.flatMap((member) => [headerOf(member), padded(Buffer.from(member.content, 'latin1'))]));

/** A tar file with these files. */
export const tarOf = (members: readonly Member[]): Buffer =>
  Buffer.concat([tarWithoutEnd(members), Buffer.alloc(2 * BLOCK)]);
