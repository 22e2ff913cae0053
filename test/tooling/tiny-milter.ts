import { ContainerNetwork } from './container-network';
import { RunningContainer } from './running-container';

/** How long the milter takes where it is slow. */
export const SLOW_SECONDS = 8;

/**
 * The milter protocol, version 6, as far as sendmail needs it: all steps pass, but a recipient called "unwanted" is
 * refused, and every message gets a header at its end. It does not answer to parts of a body. It is slow to answer to a
 * recipient called "slow"; to read the body of what is for "busy"; and at the end of what is for "silent" and "thorough",
 * where it says for the latter all the time that it is at work.
 */
const MILTER = `
use strict; use warnings; use IO::Socket::INET; use Time::HiRes qw(sleep time);
my ($port, $seconds) = @ARGV;
my $listener = IO::Socket::INET->new(LocalPort => $port, Listen => 5, ReuseAddr => 1) or die "$@\\n";
$SIG{CHLD} = 'IGNORE';
while (my $client = $listener->accept) {
    next if fork;
    my $recipient = '';
    my $say = sub { $client->syswrite(pack 'N/a', join '', @_) };
    my %steps = (
        O => sub { $say->('O', pack 'N3', 6, 1, 0x80000) },
        R => sub {
            ($recipient) = $_[0] =~ /^<(\\w*)/;
            sleep $seconds if $recipient eq 'slow';
            $say->($recipient eq 'unwanted' ? ('y', "550 5.7.1 The milter does not want it\\0") : 'c');
        },
        N => sub { $say->('c'); sleep $seconds if $recipient eq 'busy' },
        E => sub {
            sleep $seconds if $recipient eq 'silent';
            my $end = time + ($recipient eq 'thorough' ? $seconds : 0);
            while (time < $end) { $say->('p'); sleep 0.5 }
            $say->('h', "X-Milter\\0seen\\0");
            $say->('c');
        },
        map({ $_ => sub { } } qw(A B D K Q)),
    );
    while (read $client, my $length, 4) {
        read $client, my $packet, unpack 'N', $length;
        my ($step, $data) = unpack 'a1 a*', $packet;
        ($steps{$step} // sub { $say->('c') })->($data);
    }
    exit;
}
`;

/** Listens, takes nobody in, and has so many waiting that the kernel answers to no more. */
const FULL_PORT = `
use strict; use warnings; use IO::Socket::INET; use Socket;
my $listener = IO::Socket::INET->new(LocalPort => $ARGV[0], Listen => 1, ReuseAddr => 1) or die "$@\\n";
listen $listener, 0 or die $!;
my @waiting = map { IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $ARGV[0], Timeout => 1) } 1 .. 3;
sleep;
`;

const start = (network: ContainerNetwork, program: string, ...args: readonly (string | number)[]): RunningContainer =>
  RunningContainer.start(
    'debian:bookworm-slim',
    ['--network', network.name],
    ['perl', '-e', program, ...args.map(String)],
  );

/** Has a milter listen on a port of a container of its own, whose name is its host name. */
export const startMilter = (network: ContainerNetwork, port: number): RunningContainer =>
  start(network, MILTER, port, SLOW_SECONDS);

/** A milter that cannot be connected to, and does not refuse either. */
export const startFullMilter = (network: ContainerNetwork, port: number): RunningContainer =>
  start(network, FULL_PORT, port);
