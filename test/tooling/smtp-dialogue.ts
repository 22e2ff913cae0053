import { ProgramResult, runProgram } from './program';

/** Sends a line, waits for the reply, and prints the reply's last line; first the greeting. No reply follows "|". */
const CLIENT = `
use strict; use warnings; use IO::Socket::IP;
$| = 1;
my ($from, $host, $port) = @ARGV;
my @from = $from eq '' ? () : (LocalHost => $from);
my $socket = IO::Socket::IP->new(@from, PeerHost => $host, PeerPort => $port) or die "$@\\n";
my $reply = sub { while (defined(my $line = <$socket>)) { if ($line =~ /^\\d{3} /) { print $line; return } } print "closed\\n" };
$reply->();
while (my $line = <STDIN>) {
    chomp $line;
    my $silent = $line =~ s/^\\|//;
    print {$socket} "$line\\r\\n";
    $reply->() unless $silent;
}
`;

/** Where a client runs: a container, or this machine. */
interface ClientPlace {
  exec(command: readonly string[], options: { readonly input: string }): ProgramResult;
}

/** This machine, as the place of a client. */
export const HOST: ClientPlace = {
  exec: ([program, ...args], options) => runProgram(program, args, options),
};

export interface Connection {
  /** The client's address: 127.0.0.1 is the machine itself, 127.0.0.9 is as good as a stranger's; '' is whatever the route gives. */
  readonly from?: string;
  /** The server; the client's own machine where none is named. */
  readonly host?: string;
  readonly port: number;
}

/** The program that speaks SMTP: lines of its standard input become replies on its standard output. */
export const clientFor = ({ host, from = host === undefined ? '127.0.0.9' : '', port }: Connection): string[] => [
  ...['perl', '-e', CLIENT],
  ...[from, host ?? '127.0.0.1', String(port)],
];

/**
 * Speaks SMTP to a port. A line of a message begins with "|": no reply follows it.
 *
 * @param client where the client runs: a container, which is the server too where no other host is named
 * @returns the last line of each reply, the greeting first
 */
export const dialogue = (client: ClientPlace, connection: Connection, lines: readonly string[]): string[] =>
  client
    .exec(clientFor(connection), { input: lines.map((line) => `${line}\n`).join('') })
    .said.trim()
    .split(/\r?\n/);
