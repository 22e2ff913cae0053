import { eventually } from './eventually';
import { RunningContainer } from './running-container';

/** Takes all mail and keeps each message as it came, a file each. */
const SERVER = String.raw`
use strict; use warnings; use IO::Socket::INET;
my ($port, $folder) = @ARGV;
$SIG{CHLD} = 'IGNORE';
mkdir $folder;
my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => $port, Listen => 50, ReuseAddr => 1) or die "$@\n";
while (1) {
    my $client = $server->accept or next;
    if (fork) { close $client; next }
    my $say = sub { syswrite $client, "$_[0]\r\n" };
    my $number = 0;
    $say->('220 sink.example');
    while (defined(my $line = <$client>)) {
        if ($line =~ /^DATA/) {
            $say->('354 go on');
            my $message = '';
            while (defined($line = <$client>) && $line ne ".\r\n") { $line =~ s/^\.//; $message .= $line }
            my $file = $folder . "/$$-" . ++$number;
            open my $new, '>', "$file.new" or die;
            syswrite $new, $message;
            rename "$file.new", $file;
            $say->('250 2.0.0 taken');
        }
        elsif ($line =~ /^QUIT/) { $say->('221 2.0.0 bye'); last }
        else { $say->('250 2.0.0 ok') }
    }
    exit;
}
`;

const FOLDER = '/tmp/messages';

/** A server inside a container that takes all mail and keeps it. */
export class MessageSink {
  public static async start(container: RunningContainer, port: number): Promise<MessageSink> {
    const command = ['sh', '-c', 'perl -e "$0" "$@" > /dev/null 2>&1 &', SERVER, String(port), FOLDER];
    const { code, said } = container.exec(command, { user: 'amavis' });
    if (code !== 0) {
      throw new Error(said);
    }
    await eventually(`a sink on port ${port}`, () =>
      container.exec(['/usr/lib/dual-mta/smtp-probe', '127.0.0.1', String(port), 'smtp']).code === 0 ? true : undefined,
    );
    return new MessageSink(container);
  }

  private constructor(private readonly container: RunningContainer) {}

  /** The message that has this text in it, byte for byte; the earliest one. */
  public async message(text: string): Promise<string> {
    const search = `ls -tr ${FOLDER} | grep -v new | while read -r file; do grep -lF -- "$0" "${FOLDER}/$file"; done`;
    return eventually(`a message with ${text}`, () => {
      const [file] = this.container.exec(['sh', '-c', search, text], { user: 'amavis' }).stdout.trim().split('\n');
      return file === '' ? undefined : this.container.exec(['cat', file], { user: 'amavis' }).stdout;
    });
  }
}
