/**
 * What a long queue costs MTA-RX, while the filter is down: how many messages a second it accepts beside it, and how long one
 * look at all of it takes. It needs Docker, and prints the table of docs/performance/full-queue.md: `npx tsx bench/full-queue.ts [ROUNDS]`.
 */
import { Size, SmtpEndpoint } from 'cdktf-dual-mta';
import { sessionMemory } from '../lib/models/sendmail/receiving/session-memory';
import { LoneMtaRx } from '../test/tooling/lone-mta-rx';
import { spreadOf } from './statistics';

const LENGTHS = [0, 1_000, 10_000, 100_000];
const [SESSIONS, MESSAGES] = [10, 400];

/** Copies one message that waits until there are so many. */
const FILL = `
use strict; use warnings;
my ($wanted) = @ARGV;
my ($model) = map { /^qf(\\w+)$/ ? $1 : () } sort glob 'qf*';
sub text { open my $file, '<', shift or die; local $/; return <$file> }
sub keep { open my $file, '>', $_[0] or die "$_[0]: $!\\n"; print {$file} $_[1]; close $file or die }
my ($qf, $df) = map { text("$_$model") } qw(qf df);
my $present = () = glob 'qf*';
umask 077;
for my $number ($present + 1 .. $wanted) {
    my $id = sprintf '%s%06d', substr($model, 0, 8), 200_000 + $number;
    keep("df$id", $df);
    keep("qf$id", $qf);
}
`;

/** Hands over messages in several sessions at a time, each with one message, and prints how many a second were accepted. */
const LOAD = `
use strict; use warnings; use IO::Socket::INET; use Time::HiRes qw(time);
my ($sessions, $messages) = @ARGV;
sub hand_over {
    my $socket = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => 25) or die $@;
    my $reply = sub { while (my $line = <$socket>) { return $line if $line =~ /^\\d{3} / } '' };
    my $say = sub { print {$socket} "$_[0]\\r\\n"; $reply->() };
    $reply->();
    $say->($_) for 'EHLO client.example', 'MAIL FROM:<>', 'RCPT TO:<postmaster@example.com>', 'DATA';
    my $end = $say->("Subject: beside the queue\\r\\n\\r\\n" . "text\\r\\n" x 600 . '.');
    die $end unless $end =~ /^250/;
    $say->('QUIT');
}
my $began = time;
for (1 .. $sessions) {
    next if fork;
    hand_over() for 1 .. $messages / $sessions;
    exit 0;
}
my $failed = 0;
while (wait != -1) { $failed++ if $? }
die "$failed sessions were refused\\n" if $failed;
printf "%.1f\\n", $messages / (time - $began);
`;

const QUEUE = '/var/spool/mqueue-rx';

const shell = (rx: LoneMtaRx, script: string, input = ''): string => {
  const { code, said, stdout } = rx.container.exec(['sh', '-c', `cd ${QUEUE} && ${script}`], { input, user: 'smmsp' });
  if (code !== 0) {
    throw new Error(`${script}: ${said}`);
  }
  return stdout;
};

/** Seconds that a runner takes to read the queue: it looks for a sender that nobody has. */
const look = (rx: LoneMtaRx): number => {
  const began = performance.now();
  shell(rx, 'sendmail -C /etc/mail/sendmail-rx.cf -qf -qSnobody@nowhere.example');
  return (performance.now() - began) / 1000;
};

/** The limit that MTA-RX has where nothing is said, and one that has room for its sessions alone. */
const MEMORIES: readonly [string, Size | undefined][] = [
  ['as it comes', undefined],
  ['for sessions alone', sessionMemory({})],
];

const measure = async (
  memory: Size | undefined,
  rounds: number,
  show: (length: number, cells: string[]) => void,
): Promise<void> => {
  const rx = await LoneMtaRx.start(SmtpEndpoint.lmtp('127.0.0.1', 10024), 3, { memory });
  try {
    rx.send(['model']);
    for (const length of LENGTHS) {
      shell(rx, `perl - ${length}`, FILL);
      const [accepted, looks]: number[][] = [[], []];
      for (let round = 0; round < rounds; round++) {
        accepted.push(Number(shell(rx, `touch /tmp/before; perl - ${SESSIONS} ${MESSAGES}`, LOAD)));
        looks.push(look(rx));
        shell(rx, 'find . -name "[dq]f*" -newer /tmp/before -delete');
      }
      show(
        length,
        [accepted, looks].map((values) => {
          const { median, least, most } = spreadOf(values);
          return [median, least, most].map((one) => one.toPrecision(3)).join(' / ');
        }),
      );
    }
  } finally {
    rx.remove();
  }
};

const main = async (rounds: number): Promise<void> => {
  console.log('| memory of MTA-RX | messages in the queue | accepted, messages a second | a look at all of it, s |');
  console.log('| --- | --- | --- | --- |');
  for (const [name, memory] of MEMORIES) {
    await measure(memory, rounds, (length, cells) => console.log(`| ${[name, length, ...cells].join(' | ')} |`));
  }
};

void main(Number(process.argv[2] ?? 3));
