import { QueueGroup } from 'cdktf-dual-mta';
import { LaidQueue } from '../tooling/laid-queue';
import { archiveOf, backUp, membersOf, restore } from '../tooling/queue-backup';

const CONTROL = 'V8\nT1\nS<>\nRPFD:<postmaster@example.com>\nH??Subject: test\n.\n';
const [A, B, C] = ['69UHTCJo000101', '69UHTCJo000102', '69UHTCJo000103'];
const DATA = 'a line of a message\n'.repeat(200);
const message = (id: string): { [name: string]: string } => ({ [`qf${id}`]: CONTROL, [`df${id}`]: DATA });

const names = (archive: Buffer): string[] => membersOf(archive).map(({ name }) => name);

describe('a backup of a queue', () => {
  let queue: LaidQueue;

  beforeAll(() => {
    queue = LaidQueue.start();
  });

  afterAll(() => queue?.remove());

  test('has of each message the data, and behind it the control file: in use, quarantined or given up', () => {
    queue.lay({ ...message(A), [`hf${B}`]: CONTROL, [`df${B}`]: '', [`Qf${C}`]: 'what sendmail could not read' });
    const { said, archive } = backUp(queue.container);

    expect(said).toBe('mqueue-rx: 3 messages\n');
    expect(names(archive)).toHaveLength(6);
    expect(names(archive)).toEqual(
      expect.arrayContaining([`mqueue-rx/df${B}`, `mqueue-rx/hf${B}`, `mqueue-rx/Qf${C}`, 'mqueue-rx/messages']),
    );
    expect(membersOf(archive)).toEqual(
      expect.arrayContaining([
        { name: `mqueue-rx/df${A}`, content: DATA },
        { name: `mqueue-rx/qf${A}`, content: CONTROL },
      ]),
    );
    expect(names(archive).indexOf(`mqueue-rx/qf${A}`)).toBe(names(archive).indexOf(`mqueue-rx/df${A}`) + 1);
  });

  test('has nothing of a message that sendmail has not said yes to, nor what messages have left behind', () => {
    queue.lay({
      [`qf${A}`]: CONTROL.replace(/\.\n$/, ''),
      [`df${A}`]: DATA,
      [`qf${B}`]: '',
      [`tf${C}`]: '',
      [`df${C}`]: '',
    });

    expect(names(archiveOf(queue.container))).toEqual(['mqueue-rx/messages']);
  });

  test('leaves out what has no data file, and says so', () => {
    queue.lay({ ...message(A), [`qf${B}`]: CONTROL });
    const { code, said, archive } = backUp(queue.container);

    expect({ code, said }).toEqual({
      code: 0,
      said: 'mqueue-rx: 1 messages, and 1 without a data file, which were left out\n',
    });
    expect(names(archive)).not.toContain(`mqueue-rx/qf${B}`);
  });

  test('has the bounce of a message that was given up while it was taken; of the message itself all or nothing', () => {
    const large = 'a line of a message\n'.repeat(50_000);
    queue.lay({ ...message(A), ...message(B), [`df${A}`]: large, [`df${B}`]: large });
    // What nobody reads keeps the backup waiting within the first message.
    queue.shell(`
      mkfifo /tmp/backup
      /usr/lib/dual-mta/backup-queue > /tmp/backup 2> /dev/null &
      exec 3< /tmp/backup; sleep 2
      printf '${CONTROL.replaceAll('\n', '\\n')}' > qf${C}; echo bounce > df${C}; rm ?f${A} ?f${B}
      cat <&3 > /tmp/archive; wait; rm /tmp/backup`);
    const members = membersOf(queue.bytes('/tmp/archive'));

    expect(members.map(({ name }) => name.replace(/10[12]$/, ''))).toEqual([
      ...[`mqueue-rx/df${A.slice(0, -3)}`, `mqueue-rx/qf${A.slice(0, -3)}`],
      ...[`mqueue-rx/df${C}`, `mqueue-rx/qf${C}`, 'mqueue-rx/messages'],
    ]);
    expect(members[0].content).toBe(large);
  });

  test('fails when it is not taken by the owner of the queue', () => {
    const { code, said } = queue.container.exec(['/usr/lib/dual-mta/backup-queue']);

    expect({ code, said }).toEqual({
      code: 1,
      said: 'backup-queue: this runs as user 0, and the queue belongs to 2501: docker run --user 2501\n',
    });
  });

  describe('put back', () => {
    test('gives the files as they were, those of the user that sendmail runs as', () => {
      queue.lay({ ...message(A), [`hf${B}`]: CONTROL, [`df${B}`]: '', [`Qf${C}`]: 'what sendmail could not read' });
      const before = queue.files();
      const archive = archiveOf(queue.container);
      queue.lay({});

      expect(restore(queue.container, archive)).toEqual({ code: 0, said: 'mqueue-rx: 3 restored, 0 already there\n' });
      expect(queue.files()).toEqual(before);
      expect(queue.shell("find . -name '?f*' -printf '%U:%G %m\\n' | sort -u")).toBe('2501:2501 600\n');
    });

    test('twice does nothing, and what has become of a message meanwhile stays', () => {
      queue.lay({ ...message(A), ...message(B), ...message(C) });
      const archive = archiveOf(queue.container);
      const tried = CONTROL.replace('RPFD', 'N3\nRPFD');
      queue.lay({ [`qf${A}`]: tried, [`df${A}`]: DATA, [`hf${B}`]: CONTROL, [`df${B}`]: DATA });

      expect(restore(queue.container, archive).said).toBe('mqueue-rx: 1 restored, 2 already there\n');
      const after = queue.files();
      expect(after).toMatchObject({ [`qf${A}`]: tried, [`hf${B}`]: CONTROL, [`qf${C}`]: CONTROL });
      expect(restore(queue.container, archive).said).toBe('mqueue-rx: 0 restored, 3 already there\n');
      expect(queue.files()).toEqual(after);
    });

    test('waits for no other restore that is at work', () => {
      queue.lay(message(A));
      const archive = archiveOf(queue.container);
      queue.shell('flock -n . sleep 20 > /dev/null 2>&1 & sleep 1');

      expect(restore(queue.container, archive)).toEqual({
        code: 1,
        said: 'restore-queue: mqueue-rx: another restore is at work\n',
      });
    });
  });
});

describe('queues whose files lie elsewhere', () => {
  let plain: LaidQueue;
  let divided: LaidQueue;

  beforeAll(() => {
    plain = LaidQueue.start();
    divided = LaidQueue.start({
      queueDirectories: 2,
      splitQueueFiles: true,
      separateWorkArea: true,
      queueGroups: [QueueGroup.forDomains('slow', ['example.net'])],
    });
  });

  afterAll(() => {
    plain?.remove();
    divided?.remove();
  });

  /** Of data that lies in another directory the control file says where. */
  const FAR = CONTROL.replace('S<>', 'dqueue/q1/df\nS<>');

  const lay = (): void =>
    divided.lay({
      ...{ [`q1/qf/qf${A}`]: CONTROL, [`q1/df/df${A}`]: DATA },
      ...{ [`q2/qf/hf${B}`]: CONTROL, [`q2/df/df${B}`]: DATA },
      ...{ [`group-slow/q2/qf/qf${C}`]: FAR, [`q1/df/df${C}`]: 'far away' },
    });

  test('come back to where they were; data beside its control file', () => {
    lay();
    const archive = archiveOf(divided.container);
    divided.lay({});

    expect(restore(divided.container, archive).said).toBe('mqueue-rx: 3 restored, 0 already there\n');
    expect(divided.files()).toEqual({
      ...{ [`q1/qf/qf${A}`]: CONTROL, [`q1/df/df${A}`]: DATA },
      ...{ [`q2/qf/hf${B}`]: CONTROL, [`q2/df/df${B}`]: DATA },
      ...{ [`group-slow/q2/qf/qf${C}`]: CONTROL, [`group-slow/q2/df/df${C}`]: 'far away' },
    });
  });

  test('come to a gateway with one directory', () => {
    lay();
    plain.lay({});

    expect(restore(plain.container, archiveOf(divided.container)).said).toBe(
      'mqueue-rx: 3 restored, 0 already there\n',
    );
    expect(plain.files()).toEqual({
      ...message(A),
      ...{ [`hf${B}`]: CONTROL, [`df${B}`]: DATA, [`qf${C}`]: CONTROL, [`df${C}`]: 'far away' },
    });
  });

  test('come from one, to the first directory, where the gateway has not even started', () => {
    plain.lay(message(A));
    divided.shell('find . -mindepth 1 -delete');

    expect(restore(divided.container, archiveOf(plain.container)).said).toBe(
      'mqueue-rx: 1 restored, 0 already there\n',
    );
    expect(divided.files()).toEqual({ [`q1/qf/qf${A}`]: CONTROL, [`q1/df/df${A}`]: DATA });
  });
});

describe('a client queue', () => {
  let queue: LaidQueue;
  let without: LaidQueue;

  beforeAll(() => {
    queue = LaidQueue.start({ msp: {} });
    without = LaidQueue.start();
  });

  afterAll(() => {
    queue?.remove();
    without?.remove();
  });

  test('is in the backup of MTA-RX, and comes back; not to a gateway that has none', () => {
    queue.lay({ ...message(A), [`../mqueue-client/qf${B}`]: CONTROL, [`../mqueue-client/df${B}`]: DATA });
    const { said, archive } = backUp(queue.container);
    expect(said).toBe('mqueue-client: 1 messages\nmqueue-rx: 1 messages\n');
    queue.shell('rm [qd]f* ../mqueue-client/*');

    expect(restore(queue.container, archive).said).toBe(
      'mqueue-client: 1 restored, 0 already there\nmqueue-rx: 1 restored, 0 already there\n',
    );
    expect(queue.shell('ls ../mqueue-client')).toBe(`df${B}\nqf${B}\n`);
    without.lay({});
    expect(restore(without.container, archive)).toEqual({
      code: 1,
      said: 'restore-queue: the backup has messages of a client queue, which this gateway has not (rx.msp); nothing was restored\n',
    });
    expect(without.files()).toEqual({});
  });
});
