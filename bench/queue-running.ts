/**
 * How MTA-RX runs its queue: persistent runners (`-qp`) against a runner a second (`-q1s`). It needs Docker, and prints the
 * table of docs/queue-running.md: `npx tsx bench/queue-running.ts [ROUNDS]`.
 */
import { Duration, QueueRunning, SmtpEndpoint } from 'cdktf-dual-mta';
import { LoneMtaRx } from '../test/tooling/lone-mta-rx';
import { table } from './report/tables';
import { quantile } from './statistics';

const PROCESSES = 3;
/** More than RX may use, so that one connection too many is seen. */
const SINK_PROCESSES = 12;
const LONELY = 20;
const BEHIND = 9;
const PATIENCE = 30;
const IDLE = 20;
const HEAD = [
  'way',
  'lone message, s',
  'behind one that hangs, s',
  '30 of 0.5 s, s',
  'most connections',
  'idle, % of a core',
];
const WAYS: [string, QueueRunning][] = [
  ['-qp', QueueRunning.persistent()],
  ['-q1s', QueueRunning.every(Duration.seconds(1))],
  ['run-queue', QueueRunning.onArrival()],
];

/** Sends messages, each after a pause, and prints when each was accepted and its subject. */
const CLIENT = `
use strict; use warnings; use IO::Socket::INET; use Time::HiRes qw(sleep time);
my $socket = IO::Socket::INET->new(LocalAddr => '127.0.0.9', PeerAddr => '127.0.0.1', PeerPort => 25) or die $@;
sub reply { while (my $line = <$socket>) { return $line if $line =~ /^\\d{3} / } '' }
sub say_line { print {$socket} "$_[0]\\r\\n"; reply() }
reply(); say_line('EHLO client.example');
while (my $order = <STDIN>) {
    chomp $order;
    my ($pause, $subject) = split ' ', $order, 2;
    sleep $pause;
    say_line($_) for 'MAIL FROM:<>', 'RCPT TO:<postmaster@example.com>', 'DATA';
    my $end = say_line("Subject: $subject\\r\\n\\r\\n.");
    printf "%.3f %s\\n", time, $subject if $end =~ /^250/;
}
say_line('QUIT');
`;

type Message = readonly [pause: number, subject: string];

const send = (rx: LoneMtaRx, messages: readonly Message[]): Map<string, number> => {
  const input = messages.map(([pause, subject]) => `${pause} ${subject}\n`).join('');
  const { stdout } = rx.container.exec(['perl', '-e', CLIENT], { input });
  return new Map(
    stdout
      .trim()
      .split('\n')
      .map((line) => [line.slice(line.indexOf(' ') + 1), Number(line.split(' ')[0])]),
  );
};

/** Seconds from its 250 to the filter. */
const latencies = (rx: LoneMtaRx, accepted: ReadonlyMap<string, number>): number[] =>
  [...accepted].map(([subject, time]) => {
    const begun = rx.sinkLines().find(({ what }) => what === `begin ${subject}`);
    return Math.max(0, (begun?.time ?? Infinity) - time);
  });

const spread = (values: readonly number[]): string =>
  [0.5, 0.1, 0.9].map((part) => quantile(values, part).toFixed(2)).join(' / ');

const numbered = (name: string, count: number, pause: () => number): Message[] =>
  Array.from({ length: count }, (_, index) => [pause(), `${name} ${index}`]);

const processorTime = (rx: LoneMtaRx): number => {
  const v1 = rx.container.exec(['cat', '/sys/fs/cgroup/cpuacct/cpuacct.usage']);
  const v2 = rx.container.exec(['cat', '/sys/fs/cgroup/cpu.stat']);
  return v1.code === 0 ? Number(v1.stdout) / 1e9 : Number(/usage_usec (\d+)/.exec(v2.stdout)?.[1]) / 1e6;
};

const pause = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

interface Round {
  readonly lonely: number[];
  readonly behind: number[];
  readonly burst: number;
  readonly connections: number;
  readonly idle: number;
}

const measure = async (queueRunning: QueueRunning): Promise<Round> => {
  const rx = await LoneMtaRx.start(SmtpEndpoint.lmtp('127.0.0.1', 10024), PROCESSES, { queueRunning });
  try {
    await rx.startSink(SINK_PROCESSES);
    const lonely = send(
      rx,
      numbered('lonely', LONELY, () => 0.5 + 2 * Math.random()),
    );
    await rx.untilSeen(/^end lonely/, LONELY);

    send(rx, [[0, 'hold']]);
    await rx.untilSeen(/^begin hold/);
    const behind = send(
      rx,
      numbered('behind', BEHIND, () => 0.3),
    );
    await rx.untilSeen(/^begin behind/, BEHIND, PATIENCE).catch(() => undefined);
    rx.release();
    await rx.untilSeen(/^end (behind|hold)/, BEHIND + 1);

    const began = Date.now();
    send(
      rx,
      numbered('scan 0.5', 30, () => 0),
    );
    await rx.untilSeen(/^end scan/, 30);
    const burst = (Date.now() - began) / 1000;

    const before = processorTime(rx);
    await pause(IDLE);
    const idle = (processorTime(rx) - before) / IDLE;
    return {
      lonely: latencies(rx, lonely),
      behind: latencies(rx, behind),
      burst,
      connections: rx.mostConnections(),
      idle,
    };
  } finally {
    rx.remove();
  }
};

const main = async (rounds: number): Promise<void> => {
  const rows: string[][] = [];
  for (const [name, way] of WAYS) {
    const done: Round[] = [];
    for (let round = 0; round < rounds; round++) {
      done.push(await measure(way));
    }
    rows.push([
      `\`${name}\``,
      spread(done.flatMap(({ lonely }) => lonely)),
      spread(done.flatMap(({ behind }) => behind)),
      spread(done.map(({ burst }) => burst)),
      `${Math.max(...done.map(({ connections }) => connections))} of ${PROCESSES}`,
      spread(done.map(({ idle }) => idle * 100)),
    ]);
  }
  console.log(table(HEAD, rows));
};

void main(Number(process.argv[2] ?? 3));
