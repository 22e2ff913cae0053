import { SmtpEndpoint } from './smtp-endpoint';

/**
 * A domain that the gateway accepts mail for. One list of these feeds sendmail's relay and local classes, its access
 * and mailer tables and amavisd's local domains, so that they cannot disagree.
 */
export class MailDomain {
  /**
   * A domain whose mail MTA-TX delivers into mailboxes of its own.
   *
   * @param name such as `example.com`
   * @param mailboxes the local parts that exist; all others are refused by MTA-RX with 550 5.1.1
   */
  public static local(name: string, mailboxes: string[]): MailDomain {
    return new MailDomain(name, [...mailboxes]);
  }

  /**
   * A domain whose mail MTA-TX hands to a server of yours.
   *
   * @param name such as `example.com`
   * @param server where the mail goes
   */
  public static relayed(name: string, server: SmtpEndpoint): MailDomain {
    return new MailDomain(name, undefined, server);
  }

  private constructor(
    /** The domain's name. */
    public readonly name: string,
    /** The local parts with a mailbox here; undefined for a relayed domain. */
    public readonly mailboxes?: string[],
    /** The server that gets the mail; undefined for a local domain. */
    public readonly server?: SmtpEndpoint,
  ) {}

  /** Whether MTA-TX delivers this domain's mail itself. */
  public get isLocal(): boolean {
    return this.mailboxes !== undefined;
  }
}
