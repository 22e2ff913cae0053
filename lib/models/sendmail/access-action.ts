/** What happens to mail that an entry of the access map matches. Relaying is no action: hosts get it by `relayHosts`. */
export class AccessAction {
  /** Accepted where another entry or a check of MTA-RX would refuse it. It may not relay for that. */
  public static readonly OK = new AccessAction('OK');
  /** Refused, with a text of sendmail's own. */
  public static readonly REJECT = new AccessAction('REJECT');
  /** Accepted and thrown away. */
  public static readonly DISCARD = new AccessAction('DISCARD');

  /**
   * Refused with this reply.
   *
   * @param reply the code, such as 550, or 450 for "come back later"
   * @param status the enhanced status code of the same class, such as `5.7.1` (RFC 3463)
   * @param text the words behind them
   */
  public static error(reply: number, status: string, text: string): AccessAction {
    return new AccessAction('ERROR', text, reply, status);
  }

  /**
   * Accepted and kept in the queue of MTA-RX until an administrator looks at it (`mailq -qQ`).
   *
   * @param reason why, for the log
   */
  public static quarantine(reason: string): AccessAction {
    return new AccessAction('QUARANTINE', reason);
  }

  private constructor(
    /** The word in the map: `OK`, `REJECT`, `DISCARD`, `ERROR` or `QUARANTINE`. */
    public readonly keyword: string,
    /** The words of a reply, or the reason of a quarantine. */
    public readonly text?: string,
    /** The code of a reply. */
    public readonly reply?: number,
    /** The enhanced status code of a reply. */
    public readonly status?: string,
  ) {}

  /** As it stands in the map. In double quotes the text keeps its blanks and its punctuation. */
  public toString(): string {
    switch (this.keyword) {
      case 'ERROR':
        return `ERROR:${this.status}:"${this.reply} ${this.text}"`;
      case 'QUARANTINE':
        return `QUARANTINE:"${this.text}"`;
      default:
        return this.keyword;
    }
  }
}
