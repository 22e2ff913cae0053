import { Duration } from '../../duration';
import { COUNT } from '../../rules';
import { SmtpEndpoint, SmtpProtocol } from '../../smtp-endpoint';
import { call, define, feature, McOption } from '../statement';
import { AuthenticatedMailSettings, MAILER_OF_THIS_MAIL } from './authenticated-mail';
import { BypassSettings, filterMailer, hasBypass } from './bypass';

/** How MTA-RX hands mail to the filter (README.sendmail-dual, thishost-rx.mc). */
export interface ToFilterOptions {
  /**
   * Most messages in one connection to the filter (`SMTP_MAILER_MAXMSGS`; README, thishost-rx.mc).
   *
   * @default 10
   */
  readonly messagesPerConnection?: number;

  /**
   * How long the filter may take to check a message (`confTO_DATAFINAL`; README, thishost-rx.mc).
   *
   * @default 20 minutes
   */
  readonly dataTimeout?: Duration;
}

export interface ToFilterSettings extends AuthenticatedMailSettings, BypassSettings, ToFilterOptions {
  /** Where all mail goes. */
  readonly filter: SmtpEndpoint;
}

export const DATA_TIMEOUT = Duration.minutes(20);

const hub = (s: ToFilterSettings): string =>
  `${s.authenticatedFilter ? MAILER_OF_THIS_MAIL : filterMailer(s)}:[${s.filter.host}]`;

export const TO_FILTER: McOption<ToFilterSettings>[] = [
  {
    source: 'README, thishost-rx.mc',
    comment: 'Keep envelope addr "u@local.host" when fwd to MAIL_HUB',
    entries: () => [feature('stickyhost')],
  },
  {
    source: 'README, thishost-rx.mc; the loopback interface is a network of its own here',
    comment: 'Forward all local mail to amavisd',
    entries: (s) => [define('MAIL_HUB', hub(s))],
  },
  {
    source: 'README, thishost-rx.mc; the loopback interface is a network of its own here',
    comment: 'Forward all other mail to amavisd',
    entries: (s) => [define('SMART_HOST', hub(s))],
  },
  {
    property: 'filter',
    source: 'README, thishost-rx.mc',
    comment: "To the filter's tcp port instead of 25",
    entries: (s) => [define('ESMTP_MAILER_ARGS', `TCP $h ${(hasBypass(s) ? s.bypassTo : s.filter)?.port}`)],
  },
  {
    property: 'filter',
    source: 'README, thishost-rx.mc',
    comment: 'Speak LMTP (this is optional)',
    entries: (s) =>
      s.filter.protocol === SmtpProtocol.LMTP && !hasBypass(s) ? [call('MODIFY_MAILER_FLAGS', 'ESMTP', '+z')] : [],
  },
  {
    property: 'messagesPerConnection',
    rule: COUNT,
    source: 'README, thishost-rx.mc',
    comment: 'Max no. of msgs in a single connection',
    define: 'SMTP_MAILER_MAXMSGS',
    byDefault: 10,
  },
  {
    property: 'dataTimeout',
    source: 'README, thishost-rx.mc',
    comment: 'Timeout for content checking',
    define: 'confTO_DATAFINAL',
    byDefault: DATA_TIMEOUT,
  },
];
