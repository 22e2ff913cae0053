import { MailDomain } from '../../mail-domain';
import { BothSettings, EXTRA, PREAMBLE } from '../preamble';
import { call, define, McOption, undefine } from '../statement';
import { ACCESS, AccessOptions } from './access';
import { ANTI_SPAM, AntiSpamOptions } from './anti-spam';
import { BYPASS, BypassSettings } from './bypass';
import { AUTHENTICATED_MAIL } from './authenticated-mail';
import { AUTHENTICATION, AuthenticationSettings } from './authentication';
import { EMPTY_RECIPIENTS } from './empty-recipients';
import { ENGINE_GATEWAYS, EngineGatewayOptions } from './engine-gateways';
import { LISTENERS, ListenerSettings } from './listeners';
import { InputMilterOptions, MILTERS } from './milters';
import { PLAIN_ADDRESSES } from './plain-addresses';
import { RX_QUEUEING, RxQueueingSettings } from './queueing';
import { RECEIVED_HEADER } from './received-header';
import { RECIPIENTS } from './recipients';
import { RESOURCE_CONTROLS, ResourceControlOptions } from './resource-controls';
import { ROUTED_ADDRESSES } from './routed-addresses';
import { STARTTLS, StarttlsOptions } from './starttls';
import { TO_FILTER, ToFilterSettings } from './to-filter';

/** What the configuration of MTA-RX, the receiving sendmail, consists of. */
export interface MtaRxSettings
  extends
    AccessOptions,
    AntiSpamOptions,
    AuthenticationSettings,
    BothSettings,
    BypassSettings,
    EngineGatewayOptions,
    InputMilterOptions,
    ListenerSettings,
    ResourceControlOptions,
    RxQueueingSettings,
    StarttlsOptions,
    ToFilterSettings {
  readonly domains: readonly MailDomain[];
}

/** README.sendmail-dual, `thishost-rx.mc`, and what has to be added to it today: one table a topic. */
export const MTA_RX_OPTIONS: McOption<MtaRxSettings>[] = [
  ...PREAMBLE,
  {
    source: 'a writable one parks the whole queue for 30 minutes after one refused connection',
    comment: 'No host status',
    entries: () => [undefine('confHOST_STATUS_DIRECTORY')],
  },
  {
    source: 'README, thishost-rx.mc; in the one folder of a read-only container that is for such files',
    comment: 'Non-default pid file',
    entries: () => [define('confPID_FILE', '/run/sendmail/sendmail-rx.pid')],
  },
  {
    source: 'README, thishost-rx.mc; /etc/mail is read-only',
    comment: 'Non-default stat file',
    entries: () => [define('STATUS_FILE', '/var/lib/sendmail/stat-rx')],
  },
  ...RX_QUEUEING,
  ...TO_FILTER,
  ...BYPASS,
  ...ACCESS,
  ...LISTENERS,
  ...STARTTLS,
  ...AUTHENTICATION,
  ...RECEIVED_HEADER,
  ...RESOURCE_CONTROLS,
  ...ANTI_SPAM,
  ...MILTERS,
  {
    source: 'README, thishost-rx.mc',
    comment: 'No aliases file, all local mail goes to MAIL_HUB',
    entries: () => [undefine('ALIAS_FILE')],
  },
  {
    source: 'README, thishost-rx.mc',
    comment: 'Empty search path for .forward files',
    entries: () => [define('confFORWARD_PATH')],
  },
  { section: 'mailers', source: 'README, thishost-rx.mc', entries: () => [call('MAILER', 'smtp')] },
  ...PLAIN_ADDRESSES,
  ...ROUTED_ADDRESSES,
  ...EMPTY_RECIPIENTS,
  ...AUTHENTICATED_MAIL,
  ...ENGINE_GATEWAYS,
  ...RECIPIENTS,
  ...EXTRA,
];
