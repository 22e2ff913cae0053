/**
 * An amount of memory or disk with its unit.
 */
export class Size {
  /** So many bytes. */
  public static bytes(amount: number): Size {
    return new Size(amount);
  }

  /** So many KiB (1,024 bytes). */
  public static kibibytes(amount: number): Size {
    return new Size(amount * 1024);
  }

  /** So many MiB (1,024 KiB). */
  public static mebibytes(amount: number): Size {
    return Size.kibibytes(amount * 1024);
  }

  /** So many GiB (1,024 MiB). */
  public static gibibytes(amount: number): Size {
    return Size.mebibytes(amount * 1024);
  }

  private constructor(private readonly amount: number) {
    if (!Number.isSafeInteger(amount) || amount < 0) {
      throw new RangeError(`a size is a whole number of bytes, 0 or more; found ${amount} bytes`);
    }
  }

  /** The amount in bytes. */
  public toBytes(): number {
    return this.amount;
  }

  /** The amount in MiB, rounded up. */
  public toMebibytes(): number {
    return Math.ceil(this.amount / (1024 * 1024));
  }

  /** As people write it, such as `512 MiB`. */
  public toString(): string {
    const units: [string, number][] = [
      ['GiB', 1024 ** 3],
      ['MiB', 1024 ** 2],
      ['KiB', 1024],
    ];
    const [unit, size] = units.find(([, bytes]) => this.amount >= bytes && this.amount % bytes === 0) ?? ['bytes', 1];
    return `${this.amount / size} ${unit}`;
  }
}
