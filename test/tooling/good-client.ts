import { ChildProcessWithoutNullStreams, spawn } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { eventually } from './eventually';
import { RunningContainer } from './running-container';

const PROGRAM = fs.readFileSync(path.join(__dirname, 'good-client.pl'), 'utf8');

/** How a good client was served. */
export interface Service {
  /** The longest time from connecting to the 250 of the message. */
  readonly worst: number;
  readonly messages: number;
  /** What went wrong, message by message. */
  readonly failures: readonly string[];
}

/** A client that sends one message after the other and looks at the clock. */
export class GoodClient {
  /** @param seconds after which it ends of itself */
  public static start(
    client: RunningContainer,
    server: string,
    { recipient = 'postmaster@example.com', seconds = 200 } = {},
  ): GoodClient {
    const command = ['perl', '-e', PROGRAM, server, '25', recipient, String(seconds)];
    return new GoodClient(spawn('docker', ['exec', '--interactive', client.name, ...command]));
  }

  private said = '';
  private readonly ended: Promise<void>;

  private constructor(private readonly program: ChildProcessWithoutNullStreams) {
    program.stdout.on('data', (data: Buffer) => (this.said += data.toString()));
    program.stderr.on('data', (data: Buffer) => (this.said += data.toString()));
    this.ended = new Promise((resolve) => program.on('close', () => resolve()));
  }

  /** Waits until so many more messages were sent, or not taken. */
  public async sends(more: number): Promise<void> {
    const enough = this.lines().length + more;
    await eventually(`${more} messages of a good client`, () => (this.lines().length >= enough ? true : undefined));
  }

  /** Has it end, and says how it was served. */
  public async end(): Promise<Service> {
    this.program.stdin.end();
    await this.ended;
    const lines = this.lines();
    const times = lines.map((text) => Number.parseFloat(text));
    return {
      worst: Math.max(...times),
      messages: lines.length,
      failures: lines.filter((text) => !/^[\d.]+ \d+$/.test(text)),
    };
  }

  private lines(): string[] {
    return this.said.split('\n').filter((text) => text !== '');
  }
}
