import * as fs from 'fs';

/**
 * The recipients that a domain has. Mail for anybody else is refused while the client is there (550 5.1.1), and not
 * accepted and bounced later (README.sendmail-dual, NOTES, `virtusertable`).
 */
export class Recipients {
  /**
   * These recipients and no others.
   *
   * @param recipients local parts such as `jim`, or addresses of the domain such as `jim@example.com`
   */
  public static of(recipients: string[]): Recipients {
    return new Recipients(
      [...recipients],
      recipients.map((_, index) => `[${index}]`),
    );
  }

  /**
   * The recipients in a file, which is read at synth: a local part or an address a line. Blank lines do not count, nor
   * do lines that begin with `#`.
   *
   * @param path the file, relative to where the app runs
   */
  public static fromFile(path: string): Recipients {
    const lines = fs
      .readFileSync(path, 'utf8')
      .replace(/^\uFEFF/, '')
      .split('\n')
      .map((line, index) => ({ text: line.trim(), place: ` (${path}, line ${index + 1})` }))
      .filter(({ text }) => text !== '' && !text.startsWith('#'));
    return new Recipients(
      lines.map(({ text }) => text),
      lines.map(({ place }) => place),
    );
  }

  /** Everybody: only the domain's own server knows who there is, and bounces mail for those who are not. */
  public static any(): Recipients {
    return new Recipients();
  }

  private constructor(
    /** Those that are known; undefined where anybody may be there. */
    public readonly listed?: string[],
    /** Where each of them was written down: its number in the list, or file and line. */
    public readonly places: string[] = [],
  ) {}
}
