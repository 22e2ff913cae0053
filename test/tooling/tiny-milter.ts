import { ContainerNetwork } from './container-network';
import { RunningContainer } from './running-container';

/**
 * The milter protocol, version 6, as far as sendmail needs it: all steps pass, but a recipient called "unwanted" is
 * refused, and every message gets a header at its end.
 */
const MILTER = `
use strict; use warnings; use IO::Socket::INET;
my $listener = IO::Socket::INET->new(LocalPort => $ARGV[0], Listen => 5, ReuseAddr => 1) or die "$@\\n";
$SIG{CHLD} = 'IGNORE';
my %steps = (
    O => sub { ['O', pack 'N3', 6, 1, 0] },
    R => sub { $_[0] =~ /^<unwanted@/ ? ['y', "550 5.7.1 The milter does not want it\\0"] : ['c', ''] },
    E => sub { (['h', "X-Milter\\0seen\\0"], ['c', '']) },
    map({ $_ => sub { () } } qw(A D K Q)),
);
while (my $client = $listener->accept) {
    next if fork;
    while (read $client, my $length, 4) {
        read $client, my $packet, unpack 'N', $length;
        my ($step, $data) = unpack 'a1 a*', $packet;
        $client->syswrite(pack 'N/a', join '', @$_) for ($steps{$step} // sub { ['c', ''] })->($data);
    }
    exit;
}
`;

/** Has a milter listen on a port of a container of its own, whose name is its host name. */
export const startMilter = (network: ContainerNetwork, port: number): RunningContainer =>
  RunningContainer.start('debian:bookworm-slim', ['--network', network.name], ['perl', '-e', MILTER, String(port)]);
