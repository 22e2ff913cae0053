/**
 * What amavisd-new does with a message of a certain kind: the `$final_*_destiny` settings.
 *
 * There is no `REJECT`: behind MTA-RX the message has been accepted already, and a rejection would turn into a
 * bounce that MTA-RX has to make (README.sendmail-dual, NOTES: "should not specify D_REJECT").
 */
export class Destiny {
  /** Deliver, with headers that say what was found: `D_PASS`. */
  public static readonly PASS = new Destiny('D_PASS');

  /** Do not deliver and tell the sender: `D_BOUNCE`. */
  public static readonly BOUNCE = new Destiny('D_BOUNCE');

  /** Do not deliver and tell nobody; the quarantine keeps a copy: `D_DISCARD`. */
  public static readonly DISCARD = new Destiny('D_DISCARD');

  /**
   * A destiny by the name that amavisd gives it, for configuration that comes as text.
   *
   * @param name such as `D_PASS`; `D_REJECT` and names unknown to amavisd are refused at synth
   */
  public static of(name: string): Destiny {
    return new Destiny(name);
  }

  private constructor(
    /** amavisd's own name, such as `D_PASS`. */
    public readonly name: string,
  ) {}

  /** Whether recipients get such mail. */
  public get delivers(): boolean {
    return this.name === Destiny.PASS.name;
  }

  /** amavisd's own name. */
  public toString(): string {
    return this.name;
  }
}
