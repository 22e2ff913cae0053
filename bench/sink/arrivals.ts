import * as fs from 'fs';

/** A message at the sink: with several copies, the recipients of all, and the last one's time. */
export interface Arrival {
  /** Milliseconds, as `Date.now()` has them. */
  readonly at: number;
  readonly recipients: number;
}

/** What the sink has written down. */
export class Arrivals {
  private readonly arrivals = new Map<number, Arrival>();
  private readonly descriptor: number;
  private read = 0;
  private rest = '';

  public constructor(file: string) {
    this.descriptor = fs.openSync(file, 'r');
  }

  /** What has come of a message so far. */
  public of(number: number): Arrival | undefined {
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
