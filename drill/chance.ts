/** Numbers by chance that are the same for the same seed (Mulberry32). */
export class Chance {
  public constructor(private state: number) {}

  /** From 0 up to, and without, 1. */
  public next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** One of these. */
  public of<Choice>(choices: readonly Choice[]): Choice {
    return choices[Math.floor(this.next() * choices.length)];
  }
}
