import { Duration, QueueGroup, QueueGroupFlag, QueueRunning, QueueSortOrder, SmtpEndpoint } from 'cdktf-dual-mta';
import { LoneMtaRx, mailBehindHanging, subjects } from '../../tooling/lone-mta-rx';

const FILTER = SmtpEndpoint.lmtp('127.0.0.1', 10024);
const QUEUE = '/var/spool/mqueue-rx/queue';
const TOO_MANY = 10;

/** Paths of the files of a kind below the queue. */
const queued = (rx: LoneMtaRx, kind: string): string[] =>
  rx.container
    .exec(['find', '/var/spool/mqueue-rx', '-type', 'f', '-name', `${kind}*`], { user: 'smmsp' })
    .stdout.split('\n')
    .filter((line) => line !== '');

describe('a queue of many directories', () => {
  let rx: LoneMtaRx;

  beforeAll(async () => {
    rx = await LoneMtaRx.start(FILTER, 3, {
      queueDirectories: 3,
      splitQueueFiles: true,
      separateWorkArea: true,
      queueSortOrder: QueueSortOrder.RANDOM,
      queueGroups: [
        QueueGroup.forDomains('slow', ['example.net'], {
          directory: 'relayed',
          jobs: 5,
          interval: Duration.seconds(2),
        }),
      ],
    });
    rx.send(subjects('local', 30));
    rx.send(subjects('relayed', 3), 'anybody@example.net');
  });

  afterAll(() => rx?.remove());

  test('MtaRx.queueDirectories: messages spread over them', () => {
    const directories = queued(rx, 'df').map((file) => file.split('/').slice(0, -2).join('/'));

    expect([...new Set(directories)].filter((one) => !one.includes('relayed')).sort()).toEqual(
      [1, 2, 3].map((number) => `${QUEUE}/q${number}`),
    );
  });

  test('MtaRx.splitQueueFiles: control and data files lie apart', () => {
    expect(queued(rx, 'qf').filter((file) => !/\/q\d\/qf\/qf/.test(file))).toEqual([]);
    expect(queued(rx, 'df').filter((file) => !/\/q\d\/df\/df/.test(file))).toEqual([]);
    expect(queued(rx, 'qf')).toHaveLength(33);
  });

  test('MtaRx.queueGroups: mail for the domains of a group waits in its own directory', () => {
    expect(queued(rx, 'qf').filter((file) => file.startsWith(`${QUEUE}/relayed/`))).toHaveLength(3);
  });

  test('MtaRx.separateWorkArea: the daemon stands in memory, above the queue', () => {
    const shell = 'readlink /proc/$(pgrep -o -x sendmail)/cwd; stat -f -c %T /var/spool/mqueue-rx';
    const { stdout } = rx.container.exec(['sh', '-c', shell], { user: 'smmsp' });

    expect(stdout).toBe('/var/spool/mqueue-rx\ntmpfs\n');
  });

  test('MtaRx.queueDirectories: one that others could read is not healthy', () => {
    const change = (mode: string) => rx.container.exec(['chmod', mode, `${QUEUE}/q2`], { user: 'smmsp' });
    change('770');
    const { code, said } = rx.container.exec(['/usr/lib/dual-mta/health']);
    change('700');

    expect({ code, said }).toMatchObject({
      code: 78,
      said: expect.stringContaining(`${QUEUE}/q2: belongs to smmsp:smmsp with mode 770`) as string,
    });
  });

  test('MtaRx.queueRunners: all of it reaches the filter, in as many connections as it has processes', async () => {
    await rx.startSink(TOO_MANY);
    await rx.untilSeen(/^end/, 33);
    rx.send(subjects('scan 0.3', 20));
    rx.send(subjects('scan 0.3 x', 6), 'anybody@example.net');
    await rx.untilSeen(/^end scan/, 26);

    expect(rx.mostConnections()).toBe(3);
  });

  test('MtaRx.queueRunning: mail goes on while some of it hangs at the filter', async () => {
    const seen = await mailBehindHanging(rx);

    expect(seen.some(({ what }) => what.startsWith('end hold'))).toBe(false);
  });
});

describe('a queue with one runner', () => {
  let rx: LoneMtaRx;

  beforeAll(async () => {
    rx = await LoneMtaRx.start(FILTER, 1, {
      queueRunning: QueueRunning.persistent(),
      queueFlags: [],
      queueSortOrder: QueueSortOrder.PRIORITY,
      minQueueAge: Duration.seconds(3),
    });
  });

  afterAll(() => rx?.remove());

  test('MtaRx.queueRunning: it can be persistent', () => {
    expect(rx.container.logs()).toMatch(/starting daemon \(.*persistent-queueing/);
  });

  test('MtaRx.minQueueAge: a message that the filter did not take is tried again, and not before its time', async () => {
    await rx.startSink();
    rx.send(['later']);
    const tries = (await rx.untilSeen(/^begin later/, 3)).map(({ time }) => time);

    expect(Math.min(tries[1] - tries[0], tries[2] - tries[1])).toBeGreaterThanOrEqual(2.5);
    rx.release();
    await rx.untilSeen(/^end later/);
  });

  test('MtaRx.queueFlags: without FORK the one runner itself speaks to the filter', async () => {
    rx.container.exec(['rm', '-f', '/tmp/release']);
    rx.send(['on hold']);
    await rx.untilSeen(/^begin on hold/);

    const programs = rx.container.processes().filter(({ program }) => program === 'sendmail');
    expect(programs).toHaveLength(2);
    rx.release();
    await rx.untilSeen(/^end on hold/);
  });

  test('MtaRx.queueSortOrder: by priority, what has fewer recipients goes first', async () => {
    rx.container.exec(['rm', '-f', '/tmp/release']);
    rx.send(['hold']);
    await rx.untilSeen(/^begin hold/);
    rx.send(['three recipients'], 'postmaster@example.com>\nRCPT TO:<root@example.com>\nRCPT TO:<smmsp@example.com');
    rx.send(['one recipient']);
    rx.release();
    await rx.untilSeen(/^end three/);
    const order = rx.sinkLines().flatMap(({ what }) => /^end (one|three)/.exec(what)?.[1] ?? []);

    expect(order).toEqual(['one', 'three']);
  });
});

test('MtaRx.queueSortOrder: by modification, the oldest change goes first', async () => {
  const rx = await LoneMtaRx.start(FILTER, 1, {
    queueRunning: QueueRunning.persistent(),
    queueSortOrder: QueueSortOrder.MODIFICATION,
  });
  const order = ['message 3', 'message 0', 'message 4', 'message 1', 'message 2'];
  try {
    await rx.startSink();
    // The one runner is busy with it, and looks at the queue again only afterwards.
    rx.send(['hold']);
    await rx.untilSeen(/^begin hold/);
    rx.send([...order].sort());
    const touch = (subject: string, age: number) =>
      `touch -d '-${age} minutes' $(grep -l 'Subject: ${subject}$' /var/spool/mqueue-rx/qf*)`;
    const script = order.map((subject, index) => touch(subject, order.length - index)).join(' && ');
    expect(rx.container.exec(['sh', '-c', script], { user: 'smmsp' })).toMatchObject({ code: 0 });
    rx.release();

    const seen = await rx.untilSeen(/^end message/, order.length);
    expect(seen.map(({ what }) => what)).toEqual(order.map((subject) => `end ${subject}`));
  } finally {
    rx.remove();
  }
});

describe('groups with and without a process for each runner', () => {
  const GROUPS = { pair: 'example.com', single: 'example.net' };
  let rx: LoneMtaRx;

  beforeAll(async () => {
    const common = { interval: Duration.hours(1) };
    rx = await LoneMtaRx.start(FILTER, 4, {
      queueFlags: [],
      queueGroups: [
        QueueGroup.forDomains('pair', [GROUPS.pair], { ...common, runners: 2, flags: [QueueGroupFlag.FORK] }),
        QueueGroup.forDomains('single', [GROUPS.single], { ...common, flags: [] }),
      ],
    });
    await rx.startSink();
  });

  afterAll(() => rx?.remove());

  /** One run of a group, beside those of the daemon: the next of these is an hour away. */
  const run = (group: keyof typeof GROUPS): void => {
    const sendmail = `sendmail -C /etc/mail/sendmail-rx.cf -qG${group}`;
    rx.container.exec(['sh', '-c', `${sendmail} > /tmp/run 2>&1 &`], { user: 'smmsp' });
  };

  test('MtaRx.queueGroups.runners, MtaRx.queueGroups.flags: with the flag, both runners of a run have a message each', async () => {
    rx.send(['hold 1', 'hold 2'], `postmaster@${GROUPS.pair}`);
    run('pair');
    await rx.untilSeen(/^begin hold/, 2);
    rx.release();
    await rx.untilSeen(/^end hold/, 2);
  });

  test('MtaRx.queueGroups.flags: without it, one message goes after the other', async () => {
    rx.send(['scan 0.5 1', 'scan 0.5 2'], `anybody@${GROUPS.single}`);
    run('single');
    const seen = (await rx.untilSeen(/scan/, 4)).map(({ what }) => what.split(' ')[0]);

    expect(seen).toEqual(['begin', 'end', 'begin', 'end']);
  });
});
