import { MapEntry } from '../maps';
import { accessControl, AccessSettings } from './access';
import { antiSpamAccess, AntiSpamOptions } from './anti-spam';
import { bypassMailertable, BypassSettings, hasBypass } from './bypass';
import { queueGroupAccess } from '../queue-group';
import { RxQueueingOptions } from './queueing';
import { RecipientSettings, virtusertable } from './recipients';

/** What the maps of MTA-RX are made from. */
export interface ReceivingMapSettings
  extends AccessSettings, AntiSpamOptions, BypassSettings, RecipientSettings, Pick<RxQueueingOptions, 'queueGroups'> {}

/** The access map of MTA-RX. */
export const receivingAccess = (s: ReceivingMapSettings): MapEntry[] => [
  ...accessControl(s),
  ...antiSpamAccess(s),
  ...queueGroupAccess(s),
];

/** The maps of MTA-RX, by name: what changes with a domain, a recipient or a client. */
export const receivingMaps = (s: ReceivingMapSettings): { [map: string]: MapEntry[] } => ({
  access: receivingAccess(s),
  virtusertable: virtusertable(s),
  ...(hasBypass(s) ? { mailertable: bypassMailertable(s) } : {}),
});
