import { answerDns } from './dns-responder';
import { ContainerImage } from './container-image';
import { RunningContainer } from './running-container';

/** A channel of rules that stands in for those of the Internet. */
export const CHANNEL = 'rules.example';

const VERSION = '1000001';

const HTTP = `
use strict; use warnings; use IO::Socket::INET;
my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 8025, Listen => 50, ReuseAddr => 1) or die "$@\\n";
exit if fork;
close $_ for *STDIN, *STDOUT, *STDERR;
while (my $client = $server->accept) {
    my ($path) = (<$client> // '') =~ m{^GET /([\\w.-]+) };
    while (my $line = <$client>) { last if $line =~ /^\\r?\\n/ }
    my $text = do { local (@ARGV, $/) = "/tmp/served/$path"; -r $ARGV[0] ? <> : undef };
    my $status = defined $text ? '200 OK' : '404 Not Found';
    $text //= '';
    print {$client} "HTTP/1.0 $status\\r\\nContent-Length: " . length($text) . "\\r\\n\\r\\n$text";
    close $client;
}
`;

/** Packs rules and signs them, with keys that it makes. */
export class RulePublisher {
  private readonly container: RunningContainer;

  /** @param image an image with gpg and SpamAssassin's rules */
  public constructor(image: ContainerImage) {
    const options = ['--network', 'none', '--env', 'HOME=/tmp', '--entrypoint', 'sleep'];
    this.container = RunningContainer.start(image.tag, options, ['infinity']);
  }

  /** Makes a key pair, and gives the public one. */
  public makeKey(name: string): string {
    this.shell(`gpg --batch --quiet --passphrase '' --quick-gen-key ${name}@${CHANNEL} rsa2048 sign never`);
    return this.shell(`gpg --batch --armor --export ${name}@${CHANNEL}`);
  }

  /** Has a container that asks itself know of the channel, which has nothing yet. */
  public announceTo(container: RunningContainer): void {
    answerDns(container, [
      `1.0.4.${CHANNEL} TXT ${VERSION}`,
      `mirrors.${CHANNEL} TXT http://127.0.0.1:8025/MIRRORED.BY`,
    ]);
    expect(container.exec(['perl', '-e', HTTP]).said).toBe('');
    this.serve(container, 'MIRRORED.BY', Buffer.from('http://127.0.0.1:8025/\n').toString('base64'));
  }

  /** Offers a rule there, signed by a key. */
  public offer(container: RunningContainer, rule: string, key: string): void {
    this.shell(
      `rm -rf /tmp/rules && mkdir /tmp/rules && cd /tmp/rules && cat > offered.cf && tar czf /tmp/rules.tar.gz offered.cf
       rm -f /tmp/rules.tar.gz.asc && gpg --batch --quiet --local-user ${key}@${CHANNEL} --armor --detach-sign /tmp/rules.tar.gz`,
      rule,
    );
    // The signature first: half an offer is none.
    this.serve(container, `${VERSION}.tar.gz.asc`, this.shell('base64 /tmp/rules.tar.gz.asc'));
    this.serve(container, `${VERSION}.tar.gz`, this.shell('base64 /tmp/rules.tar.gz'));
  }

  public remove(): void {
    this.container.remove();
  }

  private serve(container: RunningContainer, name: string, base64: string): void {
    const script = `mkdir -p /tmp/served && base64 -d > /tmp/served/${name}`;
    expect(container.exec(['sh', '-euc', script], { input: base64, user: 'sa-update' }).said).toBe('');
  }

  private shell(script: string, input = ''): string {
    const { code, said, stdout } = this.container.exec(['sh', '-euc', script], { input, user: 'sa-update' });
    if (code !== 0) {
      throw new Error(said);
    }
    return stdout;
  }
}
