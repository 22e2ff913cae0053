import { MailDomain } from '../../mail-domain';
import { BothSettings, EXTRA, PREAMBLE } from '../preamble';
import { call, define, McOption, undefine } from '../statement';
import { LISTENERS, ListenerSettings } from './listeners';
import { RX_QUEUEING, RxQueueingSettings } from './queueing';
import { RECIPIENTS } from './recipients';
import { RESOURCE_CONTROLS, ResourceControlOptions } from './resource-controls';
import { TO_FILTER, ToFilterSettings } from './to-filter';

/** What the configuration of MTA-RX, the receiving sendmail, consists of. */
export interface MtaRxSettings
  extends BothSettings, ListenerSettings, ResourceControlOptions, RxQueueingSettings, ToFilterSettings {
  readonly domains: readonly MailDomain[];
}

/** README.sendmail-dual, `thishost-rx.mc`, and what has to be added to it today: one table a topic. */
export const MTA_RX_OPTIONS: McOption<MtaRxSettings>[] = [
  ...PREAMBLE,
  {
    source: 'README, thishost-rx.mc',
    comment: 'Non-default pid file',
    entries: () => [define('confPID_FILE', '/run/sendmail/sendmail-rx.pid')],
  },
  {
    source: 'README, thishost-rx.mc',
    comment: 'Non-default stat file',
    entries: () => [define('STATUS_FILE', '/var/lib/sendmail/stat-rx')],
  },
  ...RX_QUEUEING,
  ...TO_FILTER,
  ...LISTENERS,
  ...RESOURCE_CONTROLS,
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
  ...RECIPIENTS,
  ...EXTRA,
];
