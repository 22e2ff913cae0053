import { Duration } from '../../duration';
import { RECIPIENT, Rule } from '../../rules';
import { McOption, undefine } from '../statement';

/** When MTA-TX gives a message up, and who hears of it. */
export interface BounceOptions {
  /**
   * Age at which a message that cannot be delivered goes back to its sender (`confTO_QUEUERETURN`; op.me, Timeout).
   *
   * @default - 5 days, sendmail's
   */
  readonly queueReturn?: Duration;

  /**
   * Age at which a sender is told that his message still waits (`confTO_QUEUEWARN`; op.me, Timeout). Of a notification,
   * a message from the null sender, nobody is told that.
   *
   * @default - 4 hours, sendmail's
   */
  readonly queueWarn?: Duration;

  /**
   * Age at which a notification that MTA-TX wrote itself is given up (`confTO_QUEUERETURN_DSN`; op.me, Timeout) and goes
   * to `doubleBounceAddress`: a bounce to a forged sender fills the queue for no longer than this.
   *
   * @default - as `queueReturn`
   */
  readonly queueReturnDsn?: Duration;

  /**
   * Who gets the bounces that cannot be delivered themselves (`confDOUBLE_BOUNCE_ADDRESS`; op.me, DoubleBounceAddress):
   * an address, or a name at this gateway. What cannot be delivered there either is kept in the queue directory, in files
   * that begin with `Qf` and `df`.
   *
   * @default - "postmaster", sendmail's
   */
  readonly doubleBounceAddress?: string;
}

/** sendmail counts its waiting in seconds, and takes none for "at once". */
const AGE: Rule = {
  rule: 'an age is at least a minute',
  source: 'op.me, Timeout: shorter than a try takes, mail would come back untried',
  instead: 'a length such as Duration.days(5)',
  holds: (value) => value instanceof Duration && value.toSeconds() >= 60,
};

// There is no row for Timeout.queuewarn.dsn: sendmail 8.17 warns nobody of what it wrote itself.
export const BOUNCES: McOption<BounceOptions>[] = [
  {
    property: 'queueReturn',
    rule: AGE,
    source: 'op.me, Timeout',
    comment: 'Bounce after',
    define: 'confTO_QUEUERETURN',
  },
  { property: 'queueWarn', rule: AGE, source: 'op.me, Timeout', comment: 'Warn after', define: 'confTO_QUEUEWARN' },
  {
    property: 'queueReturnDsn',
    rule: AGE,
    source: 'op.me, Timeout',
    comment: 'Give a notification up after',
    define: 'confTO_QUEUERETURN_DSN',
  },
  {
    property: 'doubleBounceAddress',
    rule: RECIPIENT,
    source: 'op.me, DoubleBounceAddress',
    comment: 'For bounces that bounce',
    define: 'confDOUBLE_BOUNCE_ADDRESS',
  },
  {
    source: 'op.me, DeadLetterDrop: without it the message stays in the queue directory, which is a volume, as Qf...',
    comment: 'What nobody takes is kept in the queue',
    entries: () => [undefine('confDEAD_LETTER_DROP')],
  },
];
