import { RunningContainer } from './running-container';

/** Opens so many connections and keeps them; prints how long each waited for its first reply, and the reply. */
const CLIENTS = `
use strict; use warnings; use IO::Socket::INET; use Time::HiRes 'time';
my ($from, $port, $count, $early) = @ARGV;
my @open;
for (1 .. $count) {
    my $start = time;
    my $socket = IO::Socket::INET->new(LocalAddr => $from, PeerAddr => '127.0.0.1', PeerPort => $port) or die "$@\\n";
    $socket->print("$early\\r\\n") if $early ne '';
    my $reply = <$socket> // "closed\\n";
    printf '%.3f %s', time - $start, $reply;
    push @open, $socket;
}
`;

/** How a client was greeted. */
export interface Greeting {
  readonly seconds: number;
  readonly reply: string;
}

interface Clients {
  readonly from: string;
  readonly port?: number;
  /** Connections that are open at a time. */
  readonly count?: number;
  /** What they say before they were greeted. */
  readonly early?: string;
}

/** Connects to a container from inside it, and hears what a client is greeted with. */
export const greetings = (
  container: RunningContainer,
  { from, port = 25, count = 1, early = '' }: Clients,
): Greeting[] =>
  container
    .exec(['perl', '-e', CLIENTS, from, String(port), String(count), early])
    .said.trim()
    .split(/\r?\n/)
    .map((line) => ({ seconds: Number(line.split(' ')[0]), reply: line.replace(/^\S+ /, '') }));
