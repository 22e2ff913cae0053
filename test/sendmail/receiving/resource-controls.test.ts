import * as fs from 'fs';
import * as path from 'path';
import { ClientLimit, Duration, Size, SmtpEndpoint } from 'cdktf-dual-mta';
import { eventually } from '../../tooling/eventually';
import { LoneMtaRx } from '../../tooling/lone-mta-rx';
import { dialogue } from '../../tooling/smtp-dialogue';
import { makeTemporaryFolder } from '../../tooling/temporary-folder';

const FILTER = SmtpEndpoint.lmtp('127.0.0.1', 10024);
const EHLO = 'EHLO client.example';
const TO_POSTMASTER = [EHLO, 'MAIL FROM:<>', 'RCPT TO:<postmaster@example.com>', 'DATA'];

/**
 * Opens so many connections and prints each one's greeting. Over the first it says the lines of its standard input, then
 * nothing any more, and prints what the server does about it.
 */
const CLIENT = `
use strict; use warnings; use IO::Socket::INET; use Time::HiRes qw(time);
my $begin = time;
my @sockets = map { IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => 25) } 1 .. $ARGV[0];
for my $socket (@sockets) {
    my $line = $socket ? <$socket> : 'refused';
    printf "%s after %.1f\\n", defined $line ? $line =~ s/\\s+$//r : 'refused', time - $begin;
}
my @lines = <STDIN> or exit;
for my $line (@lines) {
    chomp $line;
    my $silent = $line =~ s/^\\|//;
    print {$sockets[0]} "$line\\r\\n";
    until ($silent) { my $reply = readline $sockets[0]; last if !defined $reply || $reply =~ /^\\d{3} / }
}
while (my $line = readline $sockets[0]) { print $line }
print "ended\\n";
`;

const connect = (rx: LoneMtaRx, count: number, lines: readonly string[] = []): string[] =>
  rx.container
    .exec(['timeout', '30', 'perl', '-e', CLIENT, String(count)], { input: lines.map((line) => `${line}\n`).join('') })
    .said.trim()
    .split(/\r?\n/);

describe('resource controls', () => {
  let rx: LoneMtaRx;
  let loadAverage: string;

  const setLoad = (load: number): void => fs.writeFileSync(loadAverage, `${load}.00 ${load}.00 ${load}.00 1/100 1\n`);

  beforeAll(async () => {
    loadAverage = path.join(makeTemporaryFolder(), 'loadavg');
    setLoad(0);
    rx = await LoneMtaRx.start(
      FILTER,
      2,
      {
        maxMessageSize: Size.kibibytes(10),
        maxHeadersLength: Size.kibibytes(1),
        clientTimeout: Duration.seconds(2),
        delayLa: 5,
        queueLa: 10,
        refuseLa: 70,
        connectionRateWindowSize: Duration.seconds(6),
        ratecontrol: ClientLimit.of(1, { exceptions: { '127.0.0': 0 } }),
      },
      ['--volume', `${loadAverage}:/proc/loadavg:ro`],
    );
  });

  afterAll(() => {
    rx?.remove();
    fs.rmSync(path.dirname(loadAverage), { recursive: true, force: true });
  });

  test('MtaRx.maxMessageSize: a message that says it is larger is refused before it is sent', () => {
    expect(dialogue(rx.container, { port: 25 }, [EHLO, 'MAIL FROM:<> SIZE=20000', 'QUIT'])[2]).toMatch(/^552 5\.2\.3 /);
  });

  test('MtaRx.maxMessageSize: a message that is larger without saying so is refused', () => {
    const body = Array.from({ length: 300 }, () => `|${'x'.repeat(70)}`);

    expect(dialogue(rx.container, { port: 25 }, [...TO_POSTMASTER, '|Subject: x', '|', ...body, '.'])[5]).toMatch(
      /^552 5\.2\.3 /,
    );
  });

  test('MtaRx.maxHeadersLength: a message with a larger header is refused', () => {
    const header = Array.from({ length: 30 }, (_, index) => `|X-Filling-${index}: ${'x'.repeat(70)}`);

    expect(dialogue(rx.container, { port: 25 }, [...TO_POSTMASTER, ...header, '|', '.'])[5]).toMatch(/^552 5\.6\.0 /);
  });

  test.each([
    ['between commands', [EHLO]],
    ['within a message', [...TO_POSTMASTER, '|Subject: unfinished']],
  ])('MtaRx.clientTimeout: a client that falls silent %s is sent away', (_, lines) => {
    expect(connect(rx, 1, lines).at(-1)).toBe('ended');
    expect(rx.container.logs()).toContain('timeout waiting for input from');
  });

  test('MtaRx.connectionRateWindowSize: after that time, not after a minute, an earlier connection does not count', async () => {
    const answerTo = (client?: number): string =>
      dialogue(rx.container, { from: `127.0.1.${client}`, port: 25 }, [EHLO, 'MAIL FROM:<>', 'QUIT'])[2];
    // To ask is to connect, which counts: so each client asks once.
    const clients = Array.from({ length: 250 }, (_, index) => index + 1);
    const greet =
      'print IO::Socket::INET->new(LocalAddr => "127.0.1.$_", PeerAddr => "127.0.0.1:25")->getline for @ARGV';
    const { stdout } = rx.container.exec(['perl', '-MIO::Socket::INET', '-e', greet, ...clients.map(String)]);
    expect(stdout.match(/^220 /gm)).toHaveLength(clients.length);
    expect(answerTo(clients.pop())).toMatch(/^452 4\.3\.2 .*Connection rate limit exceeded/);

    await eventually('a client that is let in', () => /^250 /.exec(answerTo(clients.pop()))?.[0], 20);
  });

  test('MtaRx.delayLa: with a high load each command is answered a second late', async () => {
    const seconds = (): number => {
      const begin = Date.now();
      dialogue(rx.container, { port: 25 }, [EHLO, 'NOOP', 'NOOP', 'QUIT']);
      return (Date.now() - begin) / 1000;
    };
    expect(seconds()).toBeLessThan(2);
    setLoad(7);
    await eventually('a late answer', () => (seconds() > 3 ? true : undefined));
    setLoad(0);
    await eventually('an answer at once', () => (seconds() < 2 ? true : undefined));
  });

  test('MtaRx.queueLa: with a high load the queue is not run, and no mail is refused', async () => {
    await rx.startSink();
    setLoad(60);
    const skipped = 'Skipping queue run -- load average too high';

    expect(rx.send(['waits'])).toEqual([expect.stringMatching(/^250 /)]);
    await eventually(
      'three queue runs that are skipped',
      () => rx.container.logs().split(skipped).length > 3 || undefined,
    );
    expect(rx.sinkLines()).toEqual([]);

    setLoad(0);
    await rx.untilSeen(/^end waits/);
  });

  test('MtaRx.refuseLa: with a high load connections are refused', async () => {
    expect(connect(rx, 1)[0]).toMatch(/^220 /);
    setLoad(80);
    await eventually('a connection refused', () => (connect(rx, 1)[0].startsWith('refused') ? true : undefined));
    expect(rx.container.logs()).toContain('rejecting connections on daemon MTA-RX: load average: 80');
    setLoad(0);
    await eventually('a connection accepted', () => (connect(rx, 1)[0].startsWith('220 ') ? true : undefined));
  });
});

describe('limits of connections', () => {
  let rx: LoneMtaRx;

  beforeAll(async () => {
    rx = await LoneMtaRx.start(FILTER, 1, { maxDaemonChildren: 6, connectionRateThrottle: 1 });
  });

  afterAll(() => rx?.remove());

  test('MtaRx.maxDaemonChildren: of many clients at once, some are refused', async () => {
    const greetings = await eventually('a client that is greeted and one that is not', () => {
      const lines = connect(rx, 12);
      return lines.some((line) => line.startsWith('220 ')) ? lines : undefined;
    });

    expect(greetings.filter((line) => line.startsWith('220 ')).length).toBeLessThanOrEqual(6);
    expect(rx.container.logs()).toMatch(/rejecting connections on daemon MTA-RX: \d+ children, max 6/);
  });

  test('MtaRx.connectionRateThrottle: with one a second, others wait', async () => {
    const last = await eventually('four clients that are greeted', () => {
      const lines = connect(rx, 4);
      return lines.every((line) => line.startsWith('220 ')) ? lines[3] : undefined;
    });

    expect(Number(/after ([\d.]+)/.exec(last)?.[1])).toBeGreaterThanOrEqual(1);
    expect(rx.container.logs()).toContain('deferring connections on daemon MTA-RX: 1 per second');
  });
});
