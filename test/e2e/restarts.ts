import { docker } from '../tooling/engine';
import { eventually } from '../tooling/eventually';
import { Deployment } from './deployment';
import { exec, FILTER, inspect, killAndStart, PARTS, RESOLVER, runBeside, RX, TX, untilHealthy } from './engine';
import { copiesAtSink, headerAtSink, letterTo, REMOTE, send, SENDER, SMTP, untilQueuesAreEmpty } from './mail';
import { SmtpSession, tools } from './tools';

/** How `pgrep` finds the program in each container that does its work. */
const DAEMONS = [
  { part: RX, daemon: '-x sendmail' },
  { part: FILTER, daemon: '-f ^/usr/sbin/amavisd' },
  { part: TX, daemon: '-x sendmail' },
  { part: RESOLVER, daemon: '-x unbound' },
];

export const restarts = (gateway: Deployment): void => {
  // What one test has left ill shall not fail the others.
  afterEach(async () => {
    for (const part of PARTS.filter((name) => inspect(name).State.Health?.Status !== 'healthy')) {
      docker('restart', part);
      await untilHealthy(part);
    }
  });

  const passesMail = async (): Promise<void> => {
    const letter = letterTo(REMOTE);
    await send(letter);
    await headerAtSink(letter);
  };

  test.each(DAEMONS)('$part comes back by itself when its daemon is killed', async ({ part, daemon }) => {
    const before = inspect(part);
    // From beside: not every image has a program to look for another one.
    const inside = ['--network', 'none', '--pid', `container:${part}`];
    expect(runBeside(['sh', '-c', `kill -KILL $(pgrep -o ${daemon})`], inside)).toMatchObject({ code: 0 });

    await untilHealthy(part, before);
    expect(inspect(part).Id).toBe(before.Id);
    await passesMail();
  });

  test.each([RX, TX, RESOLVER])('%s is healthy again after it was killed and started', async (part) => {
    await killAndStart(part);
    await passesMail();
  });

  test.each(['first', 'second', 'third'])(
    'the filter is healthy again after it was killed for the %s time',
    async (time) => {
      const leftover = `/var/lib/amavis/tmp/amavis-${time}`;
      docker(
        'exec',
        FILTER,
        'sh',
        '-c',
        `mkdir ${leftover} && : > ${leftover}/email.txt && : > /run/amavis/amavisd.pid`,
      );
      await killAndStart(FILTER);

      expect(exec(FILTER, ['ls', leftover]).said).toContain('No such file or directory');
      await passesMail();
    },
  );

  test.each([FILTER, TX])(
    'mail that comes while %s is down is accepted, waits, and is delivered once',
    async (part) => {
      const letters = [letterTo(REMOTE), letterTo(REMOTE)];
      await untilQueuesAreEmpty(gateway);
      const before = inspect(part);
      docker('stop', part);
      try {
        await Promise.all(letters.map((letter) => send(letter)));
        const { mailq_rx: mailq } = gateway.outputs;
        expect(tools.queuedMessages(gateway.paste(mailq))).toBe(letters.length);
        expect(letters.flatMap(copiesAtSink)).toEqual([]);
      } finally {
        docker('start', part);
      }
      await untilHealthy(part, before);

      await Promise.all(letters.map(headerAtSink));
      await untilQueuesAreEmpty(gateway);
      expect(letters.map((letter) => copiesAtSink(letter).length)).toEqual([1, 1]);
    },
  );

  test('a client may finish its message while MTA-RX stops, and what was accepted is delivered when it is back', async () => {
    const letter = letterTo(REMOTE);
    const text = letter.message.replace(/\n/g, '\r\n');
    const before = inspect(RX);
    const client = await openSession();
    await client.command(`MAIL FROM:<${SENDER}>`, 2);
    await client.command(`RCPT TO:<${letter.to}>`, 2);
    await client.command('DATA', 3);
    client.write(text.slice(0, 100));
    const stopped = tools.runOrThrow('docker', ['stop', RX]);
    try {
      await eventually('a stop that has begun', async () => ((await isLetIn()) ? undefined : true));
      expect(inspect(RX).State.Running).toBe(true);
      client.write(`${text.slice(100)}\r\n.\r\n`);
      expect((await client.reply()).text).toMatch(/^250 2\.0\.0 .* accepted for delivery/);
      await client.quit();
    } finally {
      client.destroy();
      await stopped;
      docker('start', RX);
    }
    await untilHealthy(RX, before);

    await headerAtSink(letter);
    await untilQueuesAreEmpty(gateway);
    expect(copiesAtSink(letter)).toHaveLength(1);
  });
};

const openSession = (): Promise<SmtpSession> => tools.SmtpClient.open(SMTP.host, SMTP.port, { timeoutMs: 60_000 });

const isLetIn = async (): Promise<boolean> => {
  try {
    const client = await openSession();
    await client.quit();
    return true;
  } catch {
    return false;
  }
};
