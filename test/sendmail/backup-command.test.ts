import * as fs from 'fs';
import * as path from 'path';
import { RunAs } from 'cdktf-dual-mta';
import { backupCommand, restoreCommand } from '../../lib/models/gateway-commands';
import { LaidQueue } from '../tooling/laid-queue';
import { ProgramResult, runProgram } from '../tooling/program';
import { membersOf, tarOf } from '../tooling/queue-backup';
import { makeTemporaryFolder } from '../tooling/temporary-folder';

const TOOLS = path.join(__dirname, '../../tools');
const CONTROL = 'V8\nT1\nS<>\nRPFD:<postmaster@example.com>\nH??Subject: test\n.\n';
const [A, B, C] = ['69UHTCJo000101', '69UHTCJo000102', '69UHTCJo000103'];
const message = (id: string): { [name: string]: string } => ({ [`qf${id}`]: CONTROL, [`df${id}`]: `text of ${id}\n` });

/** Runs a function of a command with a file and the outputs of a stack; prints what it gives. */
const call = (module: string, name: string, ...args: unknown[]): ProgramResult => {
  const script = `import fs from 'node:fs'; import { ${name} } from '${TOOLS}/${module}.mjs';
    const args = JSON.parse(fs.readFileSync(0, 'utf8'));
    try { console.log(JSON.stringify(await ${name}(...args, process.env))) }
    catch (error) { console.log(error.message); process.exitCode = 1 }`;
  return runProgram(process.execPath, ['--input-type=module', '--eval', script], { input: JSON.stringify(args) });
};

describe('one file for both queues', () => {
  let rx: LaidQueue;
  let tx: LaidQueue;
  let outputs: { [name: string]: string };
  let folder: string;
  let file: string;

  beforeAll(() => {
    rx = LaidQueue.start();
    tx = LaidQueue.ofMtaTx();
    outputs = {
      backup_rx: backupCommand(rx.container.name, RunAs.SMMSP),
      backup_tx: backupCommand(tx.container.name, RunAs.SMMTA),
      restore_rx: restoreCommand(rx.container.name, RunAs.SMMSP),
      restore_tx: restoreCommand(tx.container.name, RunAs.SMMTA),
    };
  });

  afterAll(() => {
    rx?.remove();
    tx?.remove();
  });

  beforeEach(() => {
    rx.lay({ ...message(A), ...message(B) });
    tx.lay(message(C));
    folder = makeTemporaryFolder();
    file = path.join(folder, 'queues.tar');
  });

  afterEach(() => fs.rmSync(folder, { recursive: true }));

  const backUp = (): ProgramResult => call('backup', 'backUp', file, outputs);
  const restore = (): ProgramResult => call('restore', 'restoreQueues', file, outputs);
  const changeEnd = (change: (bytes: Buffer) => Buffer): void => fs.writeFileSync(file, change(fs.readFileSync(file)));

  test('is a tar file that its owner alone can read, with what it is in it', () => {
    expect(backUp()).toMatchObject({ code: 0, stdout: '{"mqueue-rx":2,"mqueue":1}\n' });

    expect(fs.readdirSync(folder)).toEqual(['queues.tar']);
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    const listed = runProgram('tar', ['--list', '--file', file]);
    expect({ code: listed.code, names: listed.said.trim().split('\n').sort() }).toEqual({
      code: 0,
      names: [
        'manifest.json',
        ...[`mqueue-rx/df${A}`, `mqueue-rx/df${B}`, 'mqueue-rx/messages', `mqueue-rx/qf${A}`, `mqueue-rx/qf${B}`],
        ...[`mqueue/df${C}`, 'mqueue/messages', `mqueue/qf${C}`],
      ],
    });
    const manifest = JSON.parse(membersOf(fs.readFileSync(file)).at(-1)?.content ?? '') as unknown;
    expect(manifest).toEqual({
      format: 'cdktf-dual-mta queues 1',
      gateway: 'gateway',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
      messages: { 'mqueue-rx': 2, mqueue: 1 },
    });
  });

  test('is put back into both, and twice does nothing', () => {
    backUp();
    rx.lay(message(A));
    tx.lay({});

    expect(restore().stdout).toBe('{"mqueue-rx":{"restored":1,"already":1},"mqueue":{"restored":1,"already":0}}\n');
    expect(rx.files()).toEqual({ ...message(A), ...message(B) });
    expect(tx.files()).toEqual(message(C));
    expect(restore().stdout).toBe('{"mqueue-rx":{"restored":0,"already":2},"mqueue":{"restored":0,"already":1}}\n');
  });

  test('never goes over a file that is there', () => {
    fs.writeFileSync(file, 'what was there');

    expect(backUp()).toMatchObject({ code: 1, said: `${file} is there already\n` });
    expect(fs.readFileSync(file, 'utf8')).toBe('what was there');
  });

  test('is not there where one of the queues could not be copied', () => {
    const { code, said } = call('backup', 'backUp', file, {
      ...outputs,
      backup_tx: 'echo half; echo broken >&2; exit 3',
    });

    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('backup_tx failed: broken\n') as string });
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  test('copies MTA-RX first, so that a message that moves on meanwhile is found twice rather than nowhere', () => {
    const order = path.join(folder, 'order');
    const copy = (side: string): string => `echo ${side} >> ${order}; head --bytes=1024 /dev/zero`;
    const { code } = call('backup', 'backUp', file, { backup_tx: copy('tx'), backup_rx: copy('rx') });

    expect({ code, order: fs.readFileSync(order, 'utf8') }).toEqual({ code: 0, order: 'rx\ntx\n' });
  });

  test.each<[string, (bytes: Buffer) => Buffer, RegExp]>([
    ['is cut off', (bytes) => bytes.subarray(0, -600), /^\S+ is no backup of a gateway's queues, or not all of one/],
    ['is a tar file of something else', () => tarOf([{ name: 'other', content: 'text' }]), /^\S+ is no backup of a/],
    [
      'has damage in what is of MTA-TX',
      (bytes) => {
        bytes[bytes.indexOf(`text of ${C}`)] ^= 1;
        return bytes;
      },
      /^restore_rx failed: .*the backup has lost or changed messages of mqueue; nothing was restored\n/,
    ],
  ])('that %s is refused before anything is written into either queue', (_, change, said) => {
    backUp();
    changeEnd(change);
    rx.lay({});
    tx.lay({});

    expect(restore()).toMatchObject({ code: 1, said: expect.stringMatching(said) as string });
    expect([rx.files(), tx.files()]).toEqual([{}, {}]);
  });
});

describe('the commands', () => {
  test.each([
    ['backup', '--now', 'unknown argument --now'],
    ['restore', '--now', 'unknown argument --now'],
    ['restore', '/nonexistent/queues.tar', '/nonexistent/queues.tar: is not there'],
  ])('npm run %s -- %s says what is wrong with that', (command, argument, said) => {
    const result = runProgram(process.execPath, [path.join(TOOLS, `${command}.mjs`), argument]);

    expect(result).toMatchObject({ code: 1, said: expect.stringContaining(said) as string });
  });

  test('npm run restore wants a file', () => {
    const { code, said } = runProgram(process.execPath, [path.join(TOOLS, 'restore.mjs')]);

    expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining('npm run restore -- FILE') as string });
  });
});
