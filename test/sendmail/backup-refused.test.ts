import { createHash } from 'crypto';
import { LaidQueue } from '../tooling/laid-queue';
import { archiveOf, Member, membersOf, restore, tarOf, tarWithoutEnd } from '../tooling/queue-backup';

const CONTROL = 'V8\nT1\nS<>\nRPFD:<postmaster@example.com>\nH??Subject: test\n.\n';
const DATA = 'a line of a message\n'.repeat(200);
const [A, B] = ['69UHTCJo000101', '69UHTCJo000102'];

const pair = (id: string): Member[] => [
  { name: `mqueue-rx/df${id}`, content: DATA },
  { name: `mqueue-rx/qf${id}`, content: CONTROL },
];

/** As a backup closes a queue. */
const closed = (members: readonly Member[], count: number): Member[] => {
  const digest = createHash('sha256').update(tarWithoutEnd(members)).digest('hex');
  return [...members, { name: 'mqueue-rx/messages', content: `${count} ${digest}\n` }];
};

describe('what is no whole backup', () => {
  let queue: LaidQueue;
  let archive: Buffer;

  beforeAll(() => {
    queue = LaidQueue.start();
    queue.lay({ [`qf${A}`]: CONTROL, [`df${A}`]: DATA, [`qf${B}`]: CONTROL, [`df${B}`]: DATA });
    archive = archiveOf(queue.container);
    queue.lay({});
  });

  afterAll(() => queue?.remove());

  const changed = (at: number): Buffer => {
    const copy = Buffer.from(archive);
    copy[at] ^= 1;
    return copy;
  };

  test.each<[string, () => Buffer, string]>([
    ['an empty file', () => Buffer.alloc(0), 'is cut off'],
    ['a page of text', () => Buffer.from('text\n'.repeat(1000)), 'is damaged, or no tar file'],
    ['a backup without its last block', () => archive.subarray(0, -512), 'is cut off'],
    ['a backup cut off within a message', () => archive.subarray(0, 3000), 'is cut off'],
    ['a backup without its closing', () => tarOf(membersOf(archive).slice(0, -1)), 'is cut off: mqueue-rx has no end'],
    ['a backup with one bit of a message changed', () => changed(700), 'has lost or changed messages of mqueue-rx'],
    ['a backup with one bit of a name changed', () => changed(20), 'is damaged, or no tar file'],
    [
      'a backup without one message',
      () => tarOf(membersOf(archive).slice(2)),
      'has lost or changed messages of mqueue-rx',
    ],
    ['a backup with more behind its end', () => Buffer.concat([archive, archive]), 'goes on behind its end'],
    [
      'one of other files',
      () => tarOf([{ name: 'etc/passwd', content: 'root' }]),
      'has in it what is no file of a queue: etc/passwd',
    ],
    [
      'one of another queue',
      () => tarOf([{ name: 'mqueue/messages', content: `0 ${createHash('sha256').digest('hex')}\n` }]),
      'has nothing of mqueue-rx',
    ],
    [
      'one with a path out of the queue',
      () => tarOf([...pair(A), { name: `mqueue-rx/../../../tmp/qf${B}`, content: CONTROL }]),
      `has in it what is no file of a queue: mqueue-rx/../../../tmp/qf${B}`,
    ],
    [
      'one with an absolute path',
      () => tarOf([{ name: `/mqueue-rx/df${B}`, content: DATA }]),
      `has in it what is no file of a queue: /mqueue-rx/df${B}`,
    ],
    [
      'one with words for the terminal',
      () => tarOf([{ name: 'mqueue-rx/\u001b[2J', content: '' }]),
      'has in it what is no file of a queue: mqueue-rx/?[2J',
    ],
    [
      'one with a link',
      () => tarOf([{ name: `mqueue-rx/df${B}`, content: '', type: '2', link: '/etc/passwd' }]),
      `has in it what is no plain file: mqueue-rx/df${B}`,
    ],
    [
      'one with a control file alone',
      () => tarOf(closed(pair(A).slice(1), 1)),
      `has no data file for mqueue-rx/qf${A}`,
    ],
    [
      'one with a data file alone',
      () => tarOf(closed(pair(A).slice(0, 1), 0)),
      'has mqueue-rx/messages at a wrong place',
    ],
    ['one with a message twice', () => tarOf(closed([...pair(A), ...pair(A)], 2)), `has two messages ${A}`],
    [
      'one with two data files for a control file',
      () => tarOf(closed([pair(B)[0], ...pair(A)], 1)),
      `has mqueue-rx/df${A} at a wrong place`,
    ],
    [
      'one with half a control file',
      () => tarOf(closed([pair(A)[0], { name: `mqueue-rx/qf${A}`, content: CONTROL.slice(0, -2) }], 1)),
      `has only a part of mqueue-rx/qf${A}`,
    ],
    [
      'one with messages behind the closing',
      () => tarOf([...closed(pair(A), 1), ...pair(B)]),
      `has mqueue-rx/df${B} at a wrong place`,
    ],
  ])('%s is refused, and nothing is written', (_, make, said) => {
    expect(restore(queue.container, make())).toEqual({
      code: 1,
      said: `restore-queue: the backup ${said}; nothing was restored\n`,
    });
    expect(queue.shell('ls -A')).toBe('.layout\n');
  });

  test('while the whole one is taken', () => {
    expect(restore(queue.container, archive).said).toBe('mqueue-rx: 2 restored, 0 already there\n');
  });
});
