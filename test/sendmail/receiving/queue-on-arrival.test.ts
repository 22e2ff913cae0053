import { Duration, QueueRunning, SmtpEndpoint } from 'cdktf-dual-mta';
import { eventually } from '../../tooling/eventually';
import { LoneMtaRx, mailBehindHanging, subjects } from '../../tooling/lone-mta-rx';

const FILTER = SmtpEndpoint.lmtp('127.0.0.1', 10024);
const [RUNNERS, TOO_MANY, WAITING] = [3, 10, 40];

const seconds = (count: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, count * 1000));

/** The part of all pairs that is in order. */
const inOrder = (numbers: readonly number[]): number => {
  const pairs = numbers.flatMap((one, place) => numbers.slice(place + 1).map((other) => one < other));
  return pairs.filter(Boolean).length / pairs.length;
};

describe('MtaRx.queueRunning, where mail that arrives starts runners,', () => {
  let rx: LoneMtaRx;

  beforeAll(async () => {
    rx = await LoneMtaRx.start(FILTER, RUNNERS, {
      // Nobody looks at the queue without a reason as long as this test lasts.
      queueRunning: QueueRunning.onArrival(Duration.hours(1)),
      queueDirectories: 2,
      splitQueueFiles: true,
      minQueueAge: Duration.seconds(2),
    });
  });

  afterAll(() => rx?.remove());

  const deferrals = (): number => rx.container.logs().match(/stat=Deferred/g)?.length ?? 0;

  test('while the filter is down each message is tried once, and then one of all now and then', async () => {
    rx.send(subjects('early', WAITING));
    await eventually('a try of each', () => deferrals() >= WAITING || undefined);
    const before = deferrals();
    await seconds(10);

    expect(deferrals() - before).toBeGreaterThan(0);
    expect(deferrals() - before).toBeLessThanOrEqual(6);
  });

  test('when it is back all of them go on, in the order in which they came but for those that were tried meanwhile', async () => {
    await rx.startSink(TOO_MANY);
    const ends = await rx.untilSeen(/^end early/, WAITING);
    const order = ends.map(({ what }) => Number(/\d+$/.exec(what)?.[0]));

    expect(new Set(order).size).toBe(WAITING);
    // Runners work side by side, so that neighbours change places. In no order at all it would be a half.
    expect(inOrder(order)).toBeGreaterThan(0.65);
  });

  test('a message goes to the filter when it has arrived', async () => {
    rx.send(['lone']);
    await rx.untilSeen(/^end lone/);
  });

  test('no more runners than the filter has processes, however many messages arrive', async () => {
    rx.send(subjects('scan 0.3', 30));
    await rx.untilSeen(/^end scan/, 30);

    expect(rx.mostConnections()).toBe(RUNNERS);
  });

  test('mail goes on while some of it hangs at the filter', async () => {
    const seen = await mailBehindHanging(rx);

    expect(seen.some(({ what }) => what.startsWith('end hold'))).toBe(false);
  });

  test('the program that starts them is begun anew if it ends, and then looks at what waits', async () => {
    rx.container.exec(['pkill', '-STOP', '-f', 'run-queue'], { user: 'smmsp' });
    rx.send(['missed']);
    rx.container.exec(['pkill', '-KILL', '-f', 'run-queue'], { user: 'smmsp' });

    await rx.untilSeen(/^end missed/);
  });

  test('where the kernel does not tell, the queue is run every second', () => {
    const inQueue = 'mkdir /tmp/queue; : > /tmp/queue/qfONE';
    const runQueue = '/usr/lib/dual-mta/run-queue "$(pgrep -o -x sendmail)" 1 60 /tmp/queue -- echo run';
    // The kernel's numbers are those of the processor; on this one they are not known.
    const script = `${inQueue}; timeout 5 setarch i686 ${runQueue}`;
    const { stdout, said } = rx.container.exec(['sh', '-c', script], { user: 'smmsp' });

    expect(said).toContain('so the queue is run every second');
    expect(stdout.match(/^run -qf$/gm)?.length).toBeGreaterThan(1);
  });
});
