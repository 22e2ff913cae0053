import { randomName } from './container-image';
import { eventually } from './eventually';
import { RunningContainer } from './running-container';

/** Answers every request with the file of that name, from its work directory. */
const SERVER = String.raw`
use strict; use warnings; use IO::Socket::INET;
$| = 1;
my $listener = IO::Socket::INET->new(LocalPort => 8080, Listen => 5, ReuseAddr => 1) or die $@;
print "listening\n";
while (my $client = $listener->accept) {
    my ($name) = (<$client> // '') =~ m{^(?:GET|HEAD) /([\w.-]+) };
    while (my $line = <$client>) { last if $line eq "\r\n" }
    my $text;
    if (defined $name && open my $file, '<', "/tmp/$name") { local $/; $text = <$file> }
    my $status = defined $text ? '200 OK' : '404 Not Found';
    $text //= '';
    print {$client} "HTTP/1.1 $status\r\nConnection: close\r\nContent-Length: " . length($text) . "\r\n\r\n$text";
    print "$status ", $name // '?', "\n";
    close $client;
}
`;

/** A web server with files of signatures, in a container on a network of the test. */
export class SignatureServer {
  public static async start(network: string): Promise<SignatureServer> {
    const alias = randomName('signatures');
    const options = ['--network', network, '--network-alias', alias];
    const container = RunningContainer.start('debian:bookworm-slim', options, ['perl', '-e', SERVER]);
    await eventually('a web server', () => (container.logs().includes('listening') ? true : undefined));
    return new SignatureServer(alias, container);
  }

  private constructor(
    alias: string,
    public readonly container: RunningContainer,
  ) {
    this.host = `${alias}:8080`;
  }

  /** Its name and port. */
  public readonly host: string;

  public urlOf(name: string): string {
    return `http://${this.host}/${name}`;
  }

  public serve(name: string, text: string): void {
    this.container.exec(['sh', '-c', `cat > /tmp/${name}`], { input: text });
  }

  public remove(): void {
    this.container.remove();
  }
}
