import { RunningContainer } from './running-container';

/** Asks a server for a name's addresses, and prints the answer's code, the addresses in order, and how long it took. */
const QUESTION = `
use strict; use warnings; use IO::Socket::IP; use Time::HiRes 'time';
my ($server, $name, $seconds) = @ARGV;
my $socket = IO::Socket::IP->new(PeerHost => $server, PeerPort => 53, Proto => 'udp') or die "$@\\n";
my $start = time;
$SIG{ALRM} = sub { print "no answer\\n"; exit };
alarm $seconds;
$socket->send(pack('n6', int rand 65536, 0x0100, 1, 0, 0, 0) . join('', map { pack 'C/a', $_ } split /\\./, $name) . pack('C n2', 0, 1, 1));
$socket->recv(my $message, 4096);
my ($flags, $answers) = unpack 'x2 n x2 n', $message;
my $at = 12;
while (my $length = unpack "x$at C", $message) { $at += 1 + $length }
$at += 5;
my @addresses;
for (1 .. $answers) {
    my ($type, $data) = unpack "x$at x2 n x2 x4 n/a", $message;
    push @addresses, join '.', unpack 'C4', $data if $type == 1;
    $at += 12 + length $data;
}
printf "%d %d %s\\n", $flags & 15, 1000 * (time - $start), join ',', @addresses;
`;

/** What a resolver answered. */
export interface DnsAnswer {
  /** `NOERROR`, `SERVFAIL`, `NXDOMAIN`, `REFUSED` or `none` where nothing came. */
  readonly code: string;
  readonly addresses: readonly string[];
  readonly milliseconds: number;
}

const CODES: Record<string, string | undefined> = { 0: 'NOERROR', 2: 'SERVFAIL', 3: 'NXDOMAIN', 5: 'REFUSED' };

/** Asks for the addresses of a name, from within a container. */
export const addressesOf = (
  from: RunningContainer,
  name: string,
  { server = '127.0.0.1', seconds = 20 } = {},
): DnsAnswer => {
  const { code, said } = from.exec(['perl', '-e', QUESTION, server, name, String(seconds)]);
  if (code !== 0) {
    throw new Error(said);
  }
  const [number, milliseconds, addresses = ''] = said.trim().split(' ');
  return {
    code: CODES[number] ?? 'none',
    addresses: addresses.split(',').filter(Boolean),
    milliseconds: Number(milliseconds),
  };
};
