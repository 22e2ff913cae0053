import { Duration, QueueRunning, SmtpEndpoint } from 'cdktf-dual-mta';
import { eventually } from '../../tooling/eventually';
import { LoneMtaRx } from '../../tooling/lone-mta-rx';

const SIX = ['1', '2', '3', '4', '5', '6'];

/** How many messages came in each connection. */
const messagesOfConnections = (rx: LoneMtaRx): number[] => {
  const open = new Map<string, number>();
  const counts: number[] = [];
  for (const { process, what } of rx.sinkLines()) {
    if (what === 'open') {
      open.set(process, counts.push(0) - 1);
    } else if (what.startsWith('begin')) {
      counts[open.get(process) ?? 0]++;
    }
  }
  return counts;
};

const recipientsSeen = (rx: LoneMtaRx): string[] =>
  rx.sinkLines().flatMap(({ what }) => /^RCPT TO:<([^>]*)>/i.exec(what)?.[1] ?? []);

describe('to a filter that speaks LMTP', () => {
  let rx: LoneMtaRx;

  beforeAll(async () => {
    rx = await LoneMtaRx.start(SmtpEndpoint.lmtp('127.0.0.1', 10024), 1, { messagesPerConnection: 2 });
    // An alias or a .forward file, if it were read, would send this user's mail elsewhere.
    const forward = 'echo other@example.net > /var/lib/sendmail/.forward; echo other@example.net > /tmp/.forward';
    rx.container.exec(['sh', '-c', forward], { user: 'smmsp' });
    rx.send(SIX);
    rx.send(['to a user of the container'], 'smmsp@example.com');
    rx.send(['to root'], 'root@example.com');
    await rx.startSink();
    await rx.untilSeen(/^end/, 8);
  });

  afterAll(() => rx?.remove());

  test('the filter: it says LHLO', () => {
    const greetings = rx.sinkLines().filter(({ what }) => /^(LHLO|EHLO|HELO)/.test(what));

    expect([...new Set(greetings.map(({ what }) => what))]).toEqual(['LHLO mx.example.com']);
  });

  test('MtaRx.messagesPerConnection: a connection has two messages and no more', () => {
    expect(Math.max(...messagesOfConnections(rx))).toBe(2);
  });

  test('there are no aliases, no .forward and no local users: recipients stay as they are', () => {
    expect([...new Set(recipientsSeen(rx))].sort()).toEqual([
      'postmaster@example.com',
      'root@example.com',
      'smmsp@example.com',
    ]);
  });
});

describe("to somebody else's filter, which speaks SMTP", () => {
  let rx: LoneMtaRx;

  beforeAll(async () => {
    rx = await LoneMtaRx.start(SmtpEndpoint.smtp('127.0.0.1', 2525), 1, {
      dataTimeout: Duration.seconds(2),
      minQueueAge: Duration.seconds(1),
      queueRunning: QueueRunning.every(Duration.seconds(1)),
    });
    rx.send(SIX);
    await rx.startSink();
    await rx.untilSeen(/^end/, 6);
  });

  afterAll(() => rx?.remove());

  test('the filter: it says EHLO', () => {
    const greetings = rx.sinkLines().filter(({ what }) => /^(LHLO|EHLO|HELO)/.test(what));

    expect([...new Set(greetings.map(({ what }) => what))]).toEqual(['EHLO mx.example.com']);
  });

  test('MtaRx.messagesPerConnection: six messages in one connection, if nothing is said', () => {
    expect(messagesOfConnections(rx)).toEqual([6]);
  });

  test('MtaRx.dataTimeout: a message that takes longer stays in the queue, and is tried again', async () => {
    rx.send(['hold']);
    await rx.untilSeen(/^begin hold/);
    await eventually('a try given up in the log', () =>
      /Deferred: Connection timed out|timeout waiting for input from.*during message/i.test(rx.container.logs())
        ? true
        : undefined,
    );
    rx.release();
    await rx.untilSeen(/^begin hold/, 2);
    await eventually('an empty queue', () =>
      rx.container.exec(['sh', '-c', 'ls /var/spool/mqueue-rx/qf*'], { user: 'smmsp' }).code === 0 ? undefined : true,
    );
  });
});
