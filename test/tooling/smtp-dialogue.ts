import { RunningContainer } from './running-container';

/** Sends a line, waits for the reply, and prints the reply's last line; first the greeting. No reply follows "|". */
const CLIENT = `
use strict; use warnings; use IO::Socket::INET;
my ($from, $port) = @ARGV;
my $socket = IO::Socket::INET->new(LocalAddr => $from, PeerAddr => '127.0.0.1', PeerPort => $port) or die "$@\\n";
my $reply = sub { while (defined(my $line = <$socket>)) { if ($line =~ /^\\d{3} /) { print $line; return } } print "closed\\n" };
$reply->();
while (my $line = <STDIN>) {
    chomp $line;
    my $silent = $line =~ s/^\\|//;
    print {$socket} "$line\\r\\n";
    $reply->() unless $silent;
}
`;

/**
 * Speaks SMTP to a port of a container, from inside it. A line of a message begins with "|": no reply follows it.
 *
 * @param from the client's address: 127.0.0.1 is the machine itself, 127.0.0.9 is as good as a stranger's
 * @returns the last line of each reply, the greeting first
 */
export const dialogue = (
  container: RunningContainer,
  { from = '127.0.0.9', port }: { readonly from?: string; readonly port: number },
  lines: readonly string[],
): string[] =>
  container
    .exec(['perl', '-e', CLIENT, from, String(port)], { input: lines.map((line) => `${line}\n`).join('') })
    .said.trim()
    .split(/\r?\n/);
