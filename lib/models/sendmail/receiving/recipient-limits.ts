import { COUNT, Rule } from '../../rules';
import { McOption } from '../statement';

/** How many recipients a message may have, and how often a client may guess at them. */
export interface RecipientLimitOptions {
  /**
   * Most recipients of a message (`confMAX_RCPTS_PER_MESSAGE`); further ones are answered with 452, and the client
   * sends to them once more.
   *
   * @default 1000
   */
  readonly maxRcptsPerMessage?: number;

  /**
   * Refused recipients of a message after which each further one costs the client a second (`confBAD_RCPT_THROTTLE`):
   * whoever tries out names is slowed down.
   *
   * @default 10
   */
  readonly badRcptThrottle?: number;

  /**
   * Refused recipients of a message after which the connection is ended with 421 (the option `BadRcptShutdown`).
   *
   * @default - never: a list with many old addresses is sent by honest people too
   */
  readonly badRcptShutdown?: number;
}

/** Recipients of a message, where nothing is said. */
export const MAX_RCPTS_PER_MESSAGE = 1000;

const RECIPIENTS_OF_A_MESSAGE: Rule = {
  rule: 'a message may have at least 100 recipients',
  source: 'RFC 5321 section 4.5.3.1.8',
  instead: 'a number such as 1000',
  holds: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 100,
};

export const RECIPIENT_LIMITS: McOption<RecipientLimitOptions>[] = [
  {
    property: 'maxRcptsPerMessage',
    rule: RECIPIENTS_OF_A_MESSAGE,
    source: 'op.me, MaxRecipientsPerMessage',
    comment: 'Further recipients get 452',
    define: 'confMAX_RCPTS_PER_MESSAGE',
    byDefault: MAX_RCPTS_PER_MESSAGE,
  },
  {
    property: 'badRcptThrottle',
    rule: COUNT,
    source: 'op.me, BadRcptThrottle',
    comment: 'Names are not to be tried out',
    define: 'confBAD_RCPT_THROTTLE',
    byDefault: 10,
  },
  {
    property: 'badRcptShutdown',
    rule: COUNT,
    source: 'sendmail -d0.13: _FFR_BADRCPT_SHUTDOWN; it has no macro',
    comment: 'Names are not to be tried out',
    section: 'localConfig',
    entries: (s) => (s.badRcptShutdown === undefined ? [] : [{ lines: [`O BadRcptShutdown=${s.badRcptShutdown}`] }]),
  },
];
