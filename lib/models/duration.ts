/**
 * A length of time with its unit, so that no bare number has to be guessed at.
 */
export class Duration {
  /** So many milliseconds. */
  public static milliseconds(amount: number): Duration {
    return new Duration(amount);
  }

  /** So many seconds. */
  public static seconds(amount: number): Duration {
    return new Duration(amount * 1000);
  }

  /** So many minutes. */
  public static minutes(amount: number): Duration {
    return Duration.seconds(amount * 60);
  }

  /** So many hours. */
  public static hours(amount: number): Duration {
    return Duration.minutes(amount * 60);
  }

  /** So many days. */
  public static days(amount: number): Duration {
    return Duration.hours(amount * 24);
  }

  private constructor(private readonly amount: number) {
    if (!Number.isSafeInteger(amount) || amount < 0) {
      throw new RangeError(`a duration is a whole number of milliseconds, 0 or more; found ${amount} ms`);
    }
  }

  /** The length in milliseconds. */
  public toMilliseconds(): number {
    return this.amount;
  }

  /** The length in seconds; part of a second counts as a fraction. */
  public toSeconds(): number {
    return this.amount / 1000;
  }

  /** As sendmail writes times: the largest unit that divides it, such as `20m` or `90s`. */
  public toSendmail(): string {
    const units: [string, number][] = [
      ['d', 86_400_000],
      ['h', 3_600_000],
      ['m', 60_000],
      ['s', 1000],
    ];
    const [unit, size] = units.find(([, ms]) => this.amount > 0 && this.amount % ms === 0) ?? ['s', 1000];
    return `${Math.ceil(this.amount / size)}${unit}`;
  }

  /** As people and the engine write it, such as `20s`. */
  public toString(): string {
    return this.amount % 1000 === 0 ? `${this.amount / 1000}s` : `${this.amount}ms`;
  }
}
