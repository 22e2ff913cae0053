import { BothSettings, EXTRA, PREAMBLE } from '../preamble';
import { call, define, McOption } from '../statement';
import { AliasOptions, ALIASES } from './aliases';
import { AUTHINFO_OPTIONS, AuthinfoSettings } from './authinfo';
import { BounceOptions, BOUNCES } from './bounces';
import { TX_LISTENER, TxListenerSettings } from './listener';
import { LOCAL_DELIVERY, LocalDeliverySettings } from './local-delivery';
import { MASQUERADING, MasqueradingSettings } from './masquerading';
import { OUTGOING, OutgoingOptions } from './outgoing';
import { TX_QUEUEING, TxQueueingOptions } from './queueing';
import { ROUTING, RoutingSettings } from './routes';
import { OUTGOING_TLS, OutgoingTlsOptions } from './tls';
import { VIRTUAL_USERS, VirtualUserSettings } from './virtual-users';

/** What the configuration of MTA-TX, the delivering sendmail, consists of. */
export interface MtaTxSettings
  extends
    BothSettings,
    AliasOptions,
    AuthinfoSettings,
    BounceOptions,
    LocalDeliverySettings,
    MasqueradingSettings,
    OutgoingOptions,
    OutgoingTlsOptions,
    RoutingSettings,
    TxListenerSettings,
    TxQueueingOptions,
    VirtualUserSettings {}

/** README.sendmail-dual, `thishost-tx.mc`, and what has to be added to it today: one table a topic. */
export const MTA_TX_OPTIONS: McOption<MtaTxSettings>[] = [
  ...PREAMBLE,
  {
    source: 'the container has no other writable place for it',
    comment: 'The one place to write it',
    entries: () => [define('confPID_FILE', '/run/sendmail/sendmail.pid')],
  },
  ...TX_LISTENER,
  ...TX_QUEUEING,
  ...BOUNCES,
  ...ROUTING,
  ...OUTGOING,
  ...OUTGOING_TLS,
  ...AUTHINFO_OPTIONS,
  ...MASQUERADING,
  ...ALIASES,
  ...LOCAL_DELIVERY,
  {
    section: 'mailers',
    source: 'README, thishost-tx.mc',
    entries: () => [call('MAILER', 'smtp'), call('MAILER', 'local')],
  },
  ...VIRTUAL_USERS,
  ...EXTRA,
];
