import { MailDomain } from '../../mail-domain';
import { call, define, McOption } from '../statement';

/** How a mailbox of MTA-TX keeps its messages. */
export enum MailboxFormat {
  /** A directory, each message a file in it. */
  MAILDIR = 'maildir',
  /** One file, each message begins with a line "From ". */
  MBOX = 'mbox',
}

/** How MTA-TX delivers mail of local domains (README, thishost-tx.mc: "local delivery settings"). */
export interface LocalDeliveryOptions {
  /**
   * What a mailbox is (`LOCAL_MAILER_ARGS`).
   *
   * @default MailboxFormat.MAILDIR
   */
  readonly mailboxFormat?: MailboxFormat;
}

export interface LocalDeliverySettings extends LocalDeliveryOptions {
  readonly domains: readonly MailDomain[];
}

/** Where the mailboxes of local domains lie. */
export const MAILBOXES = '/var/lib/mailboxes';

/** What stands in the mailertable for a local domain. Class w would say it too, but is read only at the start. */
export const LOCAL_HOP = 'local:';

export const LOCAL_DELIVERY: McOption<LocalDeliverySettings>[] = [
  {
    property: 'mailboxFormat',
    source: 'procmail writes the mailbox; -t: what cannot be written waits in the queue',
    comment: 'Local delivery',
    entries: ({ mailboxFormat = MailboxFormat.MAILDIR }) => [
      define('LOCAL_MAILER_PATH', '/usr/bin/procmail'),
      define('LOCAL_MAILER_ARGS', `procmail -t -m /usr/lib/dual-mta/mailbox.procmailrc $u ${mailboxFormat}`),
      // The recipients are those of the access map, not users of the container; none is a file or a program. Without
      // "n" each message begins with the line "From ".
      call('MODIFY_MAILER_FLAGS', 'LOCAL', mailboxFormat === MailboxFormat.MBOX ? '-w/|n' : '-w/|'),
    ],
  },
];
