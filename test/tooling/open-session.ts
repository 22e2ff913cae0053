import { ChildProcessWithoutNullStreams, spawn } from 'child_process';
import { createInterface, Interface } from 'readline';
import { RunningContainer } from './running-container';
import { clientFor, Connection } from './smtp-dialogue';

/** An SMTP session with a container, from inside it, that stays open while other things happen. */
export class OpenSession {
  /** Connects, and has read the greeting. */
  public static async open(container: RunningContainer, connection: Connection): Promise<OpenSession> {
    const session = new OpenSession(
      spawn('docker', ['exec', '--interactive', container.name, ...clientFor(connection)], { stdio: 'pipe' }),
    );
    await session.reply();
    return session;
  }

  private readonly replies: AsyncIterator<string>;
  private readonly lines: Interface;

  private constructor(private readonly client: ChildProcessWithoutNullStreams) {
    this.lines = createInterface({ input: client.stdout });
    this.replies = this.lines[Symbol.asyncIterator]();
  }

  /** Sends a line and gives the last line of its reply; a line that begins with "|" has none. */
  public async say(line: string): Promise<string> {
    this.client.stdin.write(`${line}\n`);
    return line.startsWith('|') ? '' : this.reply();
  }

  public close(): void {
    this.lines.close();
    this.client.kill();
  }

  private async reply(): Promise<string> {
    const next = await this.replies.next();
    return next.done ? 'closed' : next.value.trimEnd();
  }
}
