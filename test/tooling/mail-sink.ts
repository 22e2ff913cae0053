import { eventually } from './eventually';
import { RunningContainer } from './running-container';

/**
 * A server that takes all mail and writes down what it was told: SMTP, or LMTP after LHLO. It offers AUTH. To recipients
 * called "later" and "never" it says 451 and 550; a message to "slow" takes it two seconds. With broken TLS it offers
 * STARTTLS, and then says what is no TLS.
 */
const SERVER = String.raw`
use strict; use warnings; use IO::Socket::INET;
my ($port, $log, $broken_tls, $address) = @ARGV;
$SIG{CHLD} = 'IGNORE';
my $server = IO::Socket::INET->new(LocalAddr => $address, LocalPort => $port, Listen => 50, ReuseAddr => 1) or die "$@\n";
while (1) {
    my $client = $server->accept or next;
    if (fork) { close $client; next }
    my $note = sub { open my $file, '>>', $log or die; syswrite $file, join(' ', $$, @_) . "\n" };
    my $say = sub { syswrite $client, "$_[0]\r\n" };
    $note->('connect', $client->peerhost);
    $say->('220 sink.example');
    my ($open, $lmtp, @rcpt) = (1, 0);
    while (defined(my $line = <$client>)) {
        $line =~ s/\r?\n$//;
        if ($line =~ /^(EHLO|LHLO) (.*)/i) { $lmtp = lc $1 eq 'lhlo'; $note->(lc $1, $2); $say->(join "\r\n", '250-sink.example', $broken_tls ? '250-STARTTLS' : (), '250 AUTH PLAIN LOGIN') }
        elsif ($line eq 'STARTTLS') { $note->('starttls'); $say->('220 go on'); $say->('no TLS at all'); last }
        elsif ($line =~ /^AUTH (.*)/i) { $note->('auth', $1); $say->('235 2.7.0 ok') }
        elsif ($line =~ /^MAIL FROM:(\S+)/i) { @rcpt = (); $note->('mail', $1); $say->('250 2.1.0 ok') }
        elsif ($line =~ /^RCPT TO:<later@/i) { $say->('451 4.3.0 later') }
        elsif ($line =~ /^RCPT TO:<never@/i) { $say->('550 5.1.1 never') }
        elsif ($line =~ /^RCPT TO:(\S+)/i) { push @rcpt, $1; $note->('rcpt', $1); $say->('250 2.1.5 ok') }
        elsif ($line eq 'DATA') {
            $say->('354 go on');
            my $header = 1;
            while (defined($line = <$client>) && $line !~ /^\.\r?\n/) {
                $line =~ s/\r?\n$//;
                $header = 0 if $line eq '';
                $note->('header', $line) if $header && $line =~ /^[A-Za-z]/;
                $note->('text', $line) unless $header;
            }
            sleep 2 if grep { /^<slow@/ } @rcpt;
            $note->('end');
            $say->('250 2.0.0 taken') for $lmtp ? @rcpt : 1;
        }
        # Before the answer: whoever has that may open another one.
        elsif ($line eq 'QUIT') { $note->('close'); $open = 0; $say->('221 2.0.0 bye'); last }
        else { $say->('250 2.0.0 ok') }
    }
    $note->('close') if $open;
    exit;
}
`;

/** One thing that happened at a sink. */
export interface SinkEvent {
  /** Which connection it was. */
  readonly connection: string;
  /** `connect`, `ehlo`, `lhlo`, `starttls`, `auth`, `mail`, `rcpt`, `header`, `text`, `end` or `close`. */
  readonly what: string;
  readonly text: string;
}

/** A server inside a container that takes all mail and writes down what it was told. */
export class MailSink {
  /**
   * @param options its address, where it is not to have every one; and its user, who may write into the container's `/tmp`
   */
  public static async start(
    container: RunningContainer,
    port: number,
    { brokenTls = false, address = '0.0.0.0', user = 'root' } = {},
  ): Promise<MailSink> {
    const sink = new MailSink(container, port, user);
    const probed = address === '0.0.0.0' ? '127.0.0.1' : address;
    const background = ['sh', '-c', 'perl -e "$0" "$@" > /dev/null 2>&1 &'];
    const server = [SERVER, String(port), sink.log, brokenTls ? '1' : '', address];
    const { code, said } = container.exec([...background, ...server], { user });
    if (code !== 0) {
      throw new Error(said);
    }
    await eventually(`a sink on port ${port}`, () =>
      container.exec(['/usr/lib/dual-mta/smtp-probe', probed, String(port), 'smtp']).code === 0 ? true : undefined,
    );
    container.exec(['rm', '-f', sink.log], { user });
    return sink;
  }

  private readonly log: string;

  private constructor(
    private readonly container: RunningContainer,
    port: number,
    private readonly user: string,
  ) {
    this.log = `/tmp/sink-${port}.log`;
  }

  /** Everything that happened so far. */
  public events(): SinkEvent[] {
    return this.container
      .exec(['sh', '-c', `cat ${this.log} 2> /dev/null || true`], { user: this.user })
      .stdout.split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [, connection, what, text] = /^(\d+) (\S+) ?(.*)$/.exec(line) ?? ['', '', '', ''];
        return { connection, what, text };
      });
  }

  /** What was said of one kind. */
  public texts(what: string): string[] {
    return this.events()
      .filter((event) => event.what === what)
      .map(({ text }) => text);
  }

  /** How many messages each connection brought that brought any. */
  public messagesPerConnection(): number[] {
    const ends = this.events().filter(({ what }) => what === 'end');
    const connections = [...new Set(ends.map(({ connection }) => connection))];
    return connections.map((connection) => ends.filter((end) => end.connection === connection).length);
  }

  /** Most connections that were open at a time. */
  public mostConnections(): number {
    const open = new Set<string>();
    const numbers = this.events().map(({ connection, what }) => {
      if (what === 'connect') {
        open.add(connection);
      } else if (what === 'close') {
        open.delete(connection);
      }
      return open.size;
    });
    return Math.max(0, ...numbers);
  }

  /** Waits until so many messages were taken, and gives all events. */
  public async taken(messages: number, seconds = 60): Promise<SinkEvent[]> {
    return eventually(
      `${messages} messages at ${this.log}`,
      () => (this.texts('end').length >= messages ? this.events() : undefined),
      seconds,
    );
  }
}
