import { ChildProcessByStdio, spawn } from 'child_process';
import * as path from 'path';
import * as readline from 'readline';
import { Readable, Writable } from 'stream';
import { Job, Sent } from './sent';

/** Hands messages over, in a process of its own, so that nothing that is measured meanwhile holds them up. */
export class Load {
  private readonly process: ChildProcessByStdio<Writable, Readable, null>;
  private readonly answers: AsyncIterator<string, undefined>;

  public constructor() {
    const program = ['--import', 'tsx', path.join(__dirname, 'generator.ts')];
    this.process = spawn(process.execPath, program, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.answers = readline.createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
  }

  /** @param atTheBeginning what is done when the messages are there, and none is handed over yet */
  public async handOver(job: Job, atTheBeginning: () => void = () => undefined): Promise<Sent[]> {
    await this.ask(JSON.stringify(job));
    atTheBeginning();
    return JSON.parse(await this.ask('go')) as Sent[];
  }

  public end(): void {
    this.process.stdin.end();
  }

  private async ask(line: string): Promise<string> {
    this.process.stdin.write(`${line}\n`);
    const { value, done } = await this.answers.next();
    if (done) {
      throw new Error('the load has ended before its messages');
    }
    return value;
  }
}
