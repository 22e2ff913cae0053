import { ClientLimit, Duration, MtaRxOptions } from 'cdktf-dual-mta';
import { BesiegedMtaRx, Siege } from '../../tooling/besieged-mta-rx';
import { clientHello } from '../../tooling/client-hello';
import { eventually } from '../../tooling/eventually';
import { converse, drip, flood, HOLD, HostileSession, HostileStep, line, say } from '../../tooling/hostile-client';

/** HOSTILE_CLIENTS has it try with fewer on a machine that has something else to do. */
const CLIENTS = Number(process.env.HOSTILE_CLIENTS ?? 500);
const MAX_DAEMON_CHILDREN = 100;
const SHARE = MAX_DAEMON_CHILDREN / 4;

const EHLO = 'EHLO client.example';
const DATA = converse(EHLO, 'MAIL FROM:<>', 'RCPT TO:<postmaster@example.com>', 'DATA');
const SLOWLY = 'x'.repeat(100);

/** How a client can keep a connection busy; HOLD and then nothing. */
const WAYS: [string, number, HostileStep[]][] = [
  ['say nothing at all', 25, [HOLD]],
  ['say nothing after EHLO', 587, [...converse(EHLO), HOLD]],
  ['send a command, a byte a second', 25, [...converse(EHLO), drip(SLOWLY), HOLD]],
  [
    'send a message, a byte a second',
    25,
    [...DATA, line('Subject: slow'), line(''), flood(200, `${SLOWLY}\r\n`), drip(SLOWLY), HOLD],
  ],
  ['begin TLS, a byte a second', 587, [...converse(EHLO, 'STARTTLS'), drip(`\x16\x03\x01\x01\x00${SLOWLY}`), HOLD]],
];

const sessions = (addresses: readonly string[], port: number, steps: readonly HostileStep[]): HostileSession[] =>
  Array.from({ length: CLIENTS }, (_, index) => ({ from: addresses[index % addresses.length], port, steps }));

const countOf = ({ ends }: Pick<Siege, 'ends'>, text: RegExp): number =>
  ends.filter(({ heard }) => text.test(heard)).length;

const GREETED = /^220 /;
const SENT_AWAY = /^421 4\.3\.2 Too many open connections\./;

describe(`MTA-RX, asked for ${CLIENTS} connections at once`, () => {
  let rx: BesiegedMtaRx;
  let daemon: string;

  const start = async (options: MtaRxOptions, addresses: number): Promise<void> => {
    rx = await BesiegedMtaRx.start(options, addresses);
    daemon = rx.daemon();
  };

  describe('by one client', () => {
    const worst: Record<string, number> = {};

    beforeAll(() => start({}, 1));

    afterAll(() => {
      rx?.remove();
      console.info('seconds of a good client at worst', worst);
    });

    test.each(WAYS)('to %s, serves another one within 2 seconds', async (way, port, steps) => {
      const siege = await rx.besiege(sessions(rx.addresses, port, steps), { concurrency: CLIENTS, seconds: 7 });
      worst[way] = siege.service.worst;

      expect(siege.service.failures).toEqual([]);
      expect(siege.service.worst).toBeLessThan(2);
      expect(countOf(siege, GREETED)).toBeLessThanOrEqual(SHARE);
      expect(countOf(siege, SENT_AWAY)).toBeGreaterThanOrEqual(CLIENTS - SHARE);
    });

    test('is the process that it was', () => {
      expect(rx.daemon()).toBe(daemon);
      expect(rx.container.mishaps()).toEqual({ restarts: 0, outOfMemory: false });
    });
  });

  describe('by one client that has no limit,', () => {
    beforeAll(() => start({ conncontrol: ClientLimit.of(1000) }, 1));

    afterAll(() => rx?.remove());

    test('does not serve another one', async () => {
      const siege = await rx.besiege(sessions(rx.addresses, 25, [HOLD]), { concurrency: CLIENTS, seconds: 7 });

      expect(siege.service.failures).not.toEqual([]);
    });
  });

  describe('by as many clients', () => {
    beforeAll(() => start({}, CLIENTS));

    afterAll(() => rx?.remove());

    test('lets in as many as it has processes for, within its memory, and serves again when they are gone', async () => {
      const watch = rx.watchMemory();
      const ends = await rx.attack(sessions(rx.addresses, 25, [...DATA, line(`X: ${'y'.repeat(900)}`), HOLD]), {
        concurrency: CLIENTS,
        seconds: 8,
      });
      const memory = await watch.end();
      console.info('mebibytes', memory / 2 ** 20);

      expect(countOf({ ends }, GREETED)).toBeLessThanOrEqual(MAX_DAEMON_CHILDREN);
      expect(countOf({ ends }, GREETED)).toBeGreaterThan(MAX_DAEMON_CHILDREN / 2);
      expect(memory).toBeLessThan(rx.container.memoryLimit());
      await servesAgain();
    });

    test('holds them all under TLS within its memory', async () => {
      const watch = rx.watchMemory();
      const tls = [...converse(EHLO, 'STARTTLS'), say(await clientHello()), HOLD];
      const ends = await rx.attack(sessions(rx.addresses, 25, tls), { concurrency: CLIENTS, seconds: 8 });
      const memory = await watch.end();
      console.info('mebibytes under TLS', memory / 2 ** 20);

      expect(countOf({ ends }, /Ready to start TLS\r\n./)).toBeGreaterThan(MAX_DAEMON_CHILDREN / 2);
      expect(memory).toBeLessThan(rx.container.memoryLimit());
      await servesAgain();
    });

    test('is the process that it was', () => {
      expect(rx.daemon()).toBe(daemon);
      expect(rx.outOfMemoryKills()).toBe(0);
      expect(rx.container.mishaps()).toEqual({ restarts: 0, outOfMemory: false });
    });

    /** sendmail asks every 15 seconds whether it may listen again, between two waits of 5. */
    const servesAgain = (): Promise<boolean> =>
      eventually(
        'a good client that is served',
        async () => {
          const client = rx.goodClient();
          await client.sends(1);
          const { failures, worst } = await client.end();
          return failures.length === 0 && worst < 2 ? true : undefined;
        },
        25,
      );
  });
});

describe('MtaRx.maxSessionTime: a session that lasts longer', () => {
  let rx: BesiegedMtaRx;
  const limit = 4;

  beforeAll(async () => {
    rx = await BesiegedMtaRx.start({ maxSessionTime: Duration.seconds(limit) }, 1);
  });

  afterAll(() => rx?.remove());

  test('is ended, however much is said in it, and its message is not taken', async () => {
    const slow = WAYS.map(([, port, steps]) => ({ from: rx.addresses[0], port, steps }));
    const { ends, service } = await rx.besiege(slow, { concurrency: slow.length, seconds: 20 });

    expect(ends.map(({ end }) => end)).toEqual(slow.map(() => 'ended'));
    expect(Math.max(...ends.map(({ seconds }) => seconds))).toBeLessThan(limit + 4);
    expect(service.failures).toEqual([]);
    const messages = await rx.mail.until(`good ${service.messages}`);
    expect(messages.filter((message) => message.includes('Subject: slow'))).toEqual([]);
    await eventually('an empty queue', () => (rx.queueFiles().length === 0 ? true : undefined), 20);
  });

  test('is ended by this alone: otherwise it goes on', async () => {
    const slow = WAYS.slice(2).map(([, port, steps]) => ({ from: rx.addresses[0], port, steps }));
    rx.container.exec(['sh', '-c', 'kill $(pgrep -f end-sessions)'], { user: 'smmsp' });
    const ends = await rx.attack(slow, { concurrency: slow.length, seconds: limit + 6 });

    expect(ends.map(({ end }) => end)).toEqual(slow.map(() => 'late'));
  });
});
