import { gunzipSync } from 'zlib';
import { eventually } from './eventually';
import { RunningContainer } from './running-container';

/** Takes all mail by SMTP and prints each message as a line of hexadecimal digits, byte for byte as it came. */
const SERVER = String.raw`
use strict; use warnings; use IO::Socket::INET;
$| = 1;
$SIG{CHLD} = 'IGNORE';
my $server = IO::Socket::INET->new(LocalPort => $ARGV[0], Listen => 50, ReuseAddr => 1) or die "$@\n";
while (1) {
    my $client = $server->accept or next;
    if (fork) { close $client; next }
    my $say = sub { syswrite $client, "$_[0]\r\n" };
    $say->('220 filter.example');
    while (defined(my $line = <$client>)) {
        if ($line =~ /^DATA/) {
            $say->('354 go on');
            my $message = '';
            while (defined($line = <$client>) && $line ne ".\r\n") { $line =~ s/^\.//; $message .= $line }
            open my $file, '>>', '/tmp/mail' or die; syswrite $file, unpack('H*', $message) . "\n";
            $say->('250 2.0.0 taken');
        }
        elsif ($line =~ /^QUIT/) { $say->('221 2.0.0 bye'); last }
        else { $say->('250 2.0.0 ok') }
    }
    exit;
}
`;

/** Somebody else's filter, which keeps what it is handed. */
export class KeptMail {
  /** @param options of `docker run` */
  public static start(port: number, options: readonly string[]): KeptMail {
    return new KeptMail(
      RunningContainer.start(
        'debian:bookworm-slim',
        ['--tmpfs', '/tmp', ...options],
        ['perl', '-e', SERVER, String(port)],
      ),
    );
  }

  private constructor(public readonly container: RunningContainer) {}

  /** Every message that came so far, as latin1. */
  public messages(): string[] {
    // Much of it may be one letter, over and over.
    const { stdout } = this.container.exec(['sh', '-c', 'touch /tmp/mail; gzip -c /tmp/mail | base64 -w 0']);
    return gunzipSync(Buffer.from(stdout, 'base64'))
      .toString()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => Buffer.from(line, 'hex').toString('latin1'));
  }

  /** Waits for a message, and so for all that were queued before it. */
  public async until(subject: string): Promise<string[]> {
    return eventually(`"${subject}" at the filter`, () => {
      const messages = this.messages();
      return messages.some((message) => message.includes(`\r\nSubject: ${subject}\r\n`)) ? messages : undefined;
    });
  }
}
