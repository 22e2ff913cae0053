import * as fs from 'fs';
import * as path from 'path';
import { SmtpClient } from '../../tools/smtp.mjs';
import { eventually } from '../../test/tooling/eventually';
import { start } from '../engine';
import { SINK, SINK_PORT } from '../names';

/** A message at the sink: with several copies, the recipients of all, and the last one's time. */
export interface Arrival {
  /** Milliseconds, as `Date.now()` has them. */
  readonly at: number;
  readonly recipients: number;
}

/** The mail server behind every system, and what has come to it. */
export class Sink {
  /** @param folder where it writes; this machine's engine mounts it */
  public static async start(folder: string): Promise<Sink> {
    fs.mkdirSync(folder, { recursive: true });
    fs.copyFileSync(path.join(__dirname, 'sink.pl'), path.join(folder, 'sink.pl'));
    const file = path.join(folder, 'arrivals');
    fs.writeFileSync(file, '');
    const options = ['--volume', `${folder}:/sink`, '--publish', `127.0.0.1:${SINK_PORT}:25`, '--init'];
    start(SINK, 'debian:bookworm-slim', options, ['perl', '/sink/sink.pl', '25', '/sink/arrivals']);
    await eventually('a sink', async () => {
      const client = await SmtpClient.open('127.0.0.1', SINK_PORT, { timeoutMs: 1000 }).catch(() => undefined);
      await client?.quit();
      return client && true;
    });
    return new Sink(file);
  }

  private readonly arrivals = new Map<number, Arrival>();
  private readonly descriptor: number;
  private read = 0;
  private rest = '';

  private constructor(file: string) {
    this.descriptor = fs.openSync(file, 'r');
  }

  /** What has come of a message so far. */
  public arrival(number: number): Arrival | undefined {
    return this.arrivals.get(number);
  }

  /** Reads what is new. */
  public look(): void {
    const buffer = Buffer.alloc(1 << 16);
    for (let bytes; (bytes = fs.readSync(this.descriptor, buffer, 0, buffer.length, this.read)) > 0;) {
      this.read += bytes;
      const lines = (this.rest + buffer.toString('latin1', 0, bytes)).split('\n');
      this.rest = lines.pop() ?? '';
      for (const line of lines) {
        const [time, number, recipients] = line.split(' ').map(Number);
        const before = this.arrivals.get(number);
        this.arrivals.set(number, { at: time * 1000, recipients: recipients + (before?.recipients ?? 0) });
      }
    }
  }

  public close(): void {
    fs.closeSync(this.descriptor);
  }
}
