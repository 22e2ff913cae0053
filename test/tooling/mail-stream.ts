import { RunningContainer } from './running-container';

/**
 * Sends one message after the other over one connection. The subject is the text given and a number; the body is longer
 * than what sendmail keeps in memory, does not come all at once, and names the number again in its last line. Writes a
 * line for each that was accepted.
 */
const CLIENT = String.raw`
use strict; use warnings; use IO::Socket::INET;
my ($port, $subject, $count, $log) = @ARGV;
my $socket = IO::Socket::INET->new(LocalAddr => '127.0.0.9', PeerAddr => '127.0.0.1', PeerPort => $port) or die "$@\n";
my $reply = sub { while (defined(my $line = <$socket>)) { return $line if $line =~ /^\d{3} / } die "closed\n" };
$reply->();
my $say = sub { print {$socket} "$_[0]\r\n"; $reply->() };
$say->('EHLO client.example');
for my $number (1 .. $count) {
    $say->($_) for 'MAIL FROM:<>', 'RCPT TO:<postmaster@example.com>', 'DATA';
    print {$socket} "Subject: $subject $number\r\n\r\n", "a line of $number\r\n" x 6000;
    select undef, undef, undef, 0.03;
    my $answer = $say->("a line of $number\r\n" x 6000 . "the end of $number\r\n.");
    open my $file, '>>', $log or die; syswrite $file, $answer if $answer =~ /^250 /; close $file;
}
`;

const LOG = '/tmp/stream.log';

/** Messages that a client inside a container sends, one after the other, while a test looks at something else. */
export class MailStream {
  public static start(container: RunningContainer, port: number, subject: string, count: number): MailStream {
    const background = ['sh', '-c', 'perl -e "$0" "$@" > /dev/null 2>&1 &'];
    container.exec([...background, CLIENT, String(port), subject, String(count), LOG]);
    return new MailStream(container);
  }

  private constructor(private readonly container: RunningContainer) {}

  /** How many were accepted so far. */
  public accepted(): number {
    return Number(this.container.exec(['sh', '-c', `cat ${LOG} 2> /dev/null | wc -l`]).stdout);
  }
}
