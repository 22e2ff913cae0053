import { RecipientAlias } from './recipient-alias';
import { Recipients } from './recipients';
import { SmtpEndpoint } from './smtp-endpoint';

/** What can be chosen of every domain. */
export interface MailDomainOptions {
  /**
   * Recipients whose mail goes to another address (`virtusertable` of MTA-RX).
   *
   * @default - none
   */
  readonly aliases?: RecipientAlias[];
}

/** What can be chosen of a domain that a server of yours has. */
export interface RelayedDomainOptions extends MailDomainOptions {
  /**
   * Who there is (`virtusertable` of MTA-RX; README.sendmail-dual, NOTES).
   *
   * @default Recipients.any(): only your server knows
   */
  readonly recipients?: Recipients;

  /**
   * Whether `user+detail` is accepted wherever `user` is (`user+*@domain` in the `virtusertable` of MTA-RX). Your server
   * has to know what to do with it, or it bounces.
   *
   * @default false
   */
  readonly plusDetail?: boolean;
}

/**
 * A domain that the gateway accepts mail for. One list of these feeds sendmail's access, virtual user and mailer tables
 * and amavisd's local domains, so that they cannot disagree.
 */
export class MailDomain {
  /**
   * A domain whose mail MTA-TX delivers into mailboxes of its own.
   *
   * @param name such as `example.com`
   * @param mailboxes the local parts that exist; all others are refused by MTA-RX with 550 5.1.1
   */
  public static local(name: string, mailboxes: string[], options?: MailDomainOptions): MailDomain {
    return new MailDomain(name, Recipients.of(mailboxes), options?.aliases ?? [], false, [...mailboxes]);
  }

  /**
   * A domain whose mail MTA-TX hands to a server of yours.
   *
   * @param name such as `example.com`
   * @param server where the mail goes
   */
  public static relayed(name: string, server: SmtpEndpoint, options?: RelayedDomainOptions): MailDomain {
    const { recipients = Recipients.any(), aliases = [], plusDetail = false } = options ?? {};
    return new MailDomain(name, recipients, [...aliases], plusDetail, undefined, server);
  }

  private constructor(
    /** The domain's name. */
    public readonly name: string,
    /** Who there is; all others are refused. */
    public readonly recipients: Recipients,
    /** Recipients whose mail goes to another address. */
    public readonly aliases: RecipientAlias[],
    /** Whether `user+detail` is accepted wherever `user` is. */
    public readonly plusDetail: boolean,
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
