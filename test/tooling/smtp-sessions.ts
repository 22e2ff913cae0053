import { RunningContainer } from './running-container';

/** What a client sends once there is a reply: any, or one that begins so. */
export interface SmtpStage {
  readonly after?: string;
  /** Bytes as latin1, line ends included. */
  readonly send: string;
}

/** A session a line of standard input: of each stage the reply that it waits for, and its bytes in hexadecimal. */
const CLIENT = `
use strict; use warnings; use IO::Socket::INET;
my ($from, $port) = @ARGV;
$SIG{PIPE} = 'IGNORE';
while (my $line = <STDIN>) {
    my $socket = IO::Socket::INET->new(LocalAddr => $from, PeerAddr => '127.0.0.1', PeerPort => $port) or die "$@\\n";
    alarm 30;
    my @replies;
    my $keep = sub { push @replies, $_[0] =~ s/\\s+$//r if $_[0] =~ /^\\d{3} / };
    for my $stage (split ' ', $line) {
        my ($after, $bytes) = $stage =~ /^(\\d*):(.*)/;
        while (defined(my $reply = <$socket>)) {
            $keep->($reply);
            last if $reply =~ /^\\d{3} / && $reply =~ /^$after/;
        }
        print {$socket} pack('H*', $bytes);
    }
    # The server closes, after QUIT or before.
    while (defined(my $reply = <$socket>)) { $keep->($reply) }
    print join("\\t", @replies), "\\n";
}
`;

/**
 * Speaks SMTP to a port of a container, from inside it: one session after the other, each to its end.
 *
 * @returns of each session the last line of each reply, the greeting first
 */
export const smtpSessions = (
  container: RunningContainer,
  { from = '127.0.0.9', port }: { readonly from?: string; readonly port: number },
  sessions: readonly (readonly SmtpStage[])[],
): string[][] => {
  const written = sessions.map((stages) =>
    stages.map(({ after = '', send }) => `${after}:${Buffer.from(send, 'latin1').toString('hex')}`).join(' '),
  );
  const { code, said } = container.exec(['perl', '-e', CLIENT, from, String(port)], {
    input: written.map((line) => `${line}\n`).join(''),
  });
  const answers = said.trimEnd().split('\n');
  if (code !== 0 || answers.length !== sessions.length) {
    throw new Error(said);
  }
  return answers.map((line) => line.split('\t'));
};
