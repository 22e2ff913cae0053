import { ChildProcessWithoutNullStreams, spawn } from 'child_process';
import * as net from 'net';
import { Duplex } from 'stream';
import * as tls from 'tls';
import { RunningContainer } from './running-container';

/** Copies standard input to a port of the container and what the port says to standard output. */
const PIPE = `
use strict; use warnings; use IO::Socket::INET;
my ($from, $port) = @ARGV;
my $socket = IO::Socket::INET->new(LocalAddr => $from, PeerAddr => '127.0.0.1', PeerPort => $port) or die "$@\\n";
my $copy = sub { my ($in, $out) = @_; while (sysread $in, my $data, 65536) { syswrite $out, $data } };
if (my $child = fork) { $copy->($socket, \\*STDOUT); kill 'TERM', $child } else { $copy->(\\*STDIN, $socket); shutdown $socket, 1 }
`;

/** The two ends of the pipe as one stream, which TLS can be spoken through. */
const streamOf = (child: ChildProcessWithoutNullStreams): Duplex => {
  const stream = new Duplex({
    read: () => undefined,
    write: (data, _, done) => void child.stdin.write(data, done),
    final: (done) => void child.stdin.end(done),
  });
  child.stdin.on('error', () => stream.destroy());
  child.stdout.on('data', (data) => stream.push(data)).on('end', () => stream.push(null));
  return stream;
};

/** How long a server may take for an answer. */
const PATIENCE = 20_000;

/** A session with a port of a container, in plain text or under TLS, for as long as it is needed. */
export class SmtpSession {
  /**
   * Connects, and reads the greeting.
   *
   * @param from the client's address: 127.0.0.9 is as good as a stranger's
   * @param options of TLS, where it begins with the first byte
   */
  public static async open(
    container: RunningContainer,
    { port, from = '127.0.0.9' }: { readonly port: number; readonly from?: string },
    options?: tls.ConnectionOptions,
  ): Promise<SmtpSession> {
    const child = spawn('docker', ['exec', '--interactive', container.name, 'perl', '-e', PIPE, from, String(port)]);
    return SmtpSession.begin(streamOf(child), options, () => child.kill());
  }

  /** Connects to a port of this machine, and reads the greeting. */
  public static async onHost(port: number, options?: tls.ConnectionOptions): Promise<SmtpSession> {
    return SmtpSession.begin(net.connect(port, '127.0.0.1'), options);
  }

  private static async begin(
    stream: Duplex,
    options?: tls.ConnectionOptions,
    end: () => void = () => undefined,
  ): Promise<SmtpSession> {
    const session = new SmtpSession(stream, end);
    if (options !== undefined) {
      await session.secure(options);
    }
    await session.reply();
    return session;
  }

  private received = '';
  private ended = false;

  private constructor(
    private stream: Duplex,
    private readonly end: () => void,
  ) {
    this.listen();
  }

  /** The certificate that the server has shown, and behind it the ones that it has sent with it. */
  public get certificate(): tls.DetailedPeerCertificate {
    return (this.stream as tls.TLSSocket).getPeerCertificate(true);
  }

  public get tlsVersion(): string | null {
    return (this.stream as tls.TLSSocket).getProtocol();
  }

  /** Sends a line and gives the lines of the reply. */
  public async command(line: string): Promise<string[]> {
    this.stream.write(`${line}\r\n`);
    return this.reply();
  }

  /** The last lines of the replies to these lines. */
  public async commands(...lines: string[]): Promise<string[]> {
    const replies: string[] = [];
    for (const line of lines) {
      replies.push((await this.command(line)).at(-1) ?? '');
    }
    return replies;
  }

  /** EHLO, STARTTLS and EHLO again; the last reply's lines. */
  public async startTls(options: tls.ConnectionOptions = {}): Promise<string[]> {
    await this.command('EHLO client.example');
    const [answer] = await this.command('STARTTLS');
    if (!answer.startsWith('220 ')) {
      throw new Error(answer);
    }
    await this.secure(options);
    return this.command('EHLO client.example');
  }

  /**
   * Sends bytes as latin1, and QUIT once there is an answer.
   *
   * @returns the last line of each reply until the server closes
   */
  public async finish(bytes: string): Promise<string[]> {
    this.stream.write(Buffer.from(bytes, 'latin1'));
    const [first] = (await this.reply()).slice(-1);
    this.stream.write('QUIT\r\n');
    const end = Date.now() + PATIENCE;
    while (!this.ended && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    this.close();
    return [first, ...(this.received.match(/^\d{3} .*/gm) ?? [])];
  }

  public close(): void {
    this.stream.destroy();
    this.end();
  }

  private async secure(options: tls.ConnectionOptions): Promise<void> {
    this.stream.removeAllListeners('data');
    const secured = tls.connect({ socket: this.stream, rejectUnauthorized: false, ...options });
    await new Promise<void>((resolve, reject) => {
      secured.once('secureConnect', resolve).once('error', reject);
      secured.once('close', () => reject(new Error('closed in the handshake')));
    });
    this.stream = secured;
    this.listen();
  }

  private listen(): void {
    this.stream.on('data', (data: Buffer) => (this.received += data.toString('latin1')));
    this.stream.on('error', () => (this.ended = true));
    this.stream.on('close', () => (this.ended = true));
    this.stream.on('end', () => (this.ended = true));
  }

  private async reply(): Promise<string[]> {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const [whole] = /^(?:\d{3}-.*\r\n)*\d{3} .*\r\n/.exec(this.received) ?? [];
      if (whole !== undefined) {
        this.received = this.received.slice(whole.length);
        return whole.trimEnd().split('\r\n');
      }
      if (this.ended || Date.now() > end) {
        throw new Error(`${this.ended ? 'closed' : 'no answer'}; received: ${this.received}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
