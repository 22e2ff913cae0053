import { MapEntry } from '../maps';
import { McOption } from '../statement';
import { CLIENT_CHECKS, clientCheckAccess, ClientCheckOptions } from './client-checks';
import { CLIENT_LIMITS, clientLimitAccess, ClientLimitsOptions } from './client-limits';
import { RECIPIENT_LIMITS, RecipientLimitOptions } from './recipient-limits';

/** What MTA-RX does against unwanted mail before the filter sees it (README, thishost-rx.mc: "anti-spam measures"). */
export interface AntiSpamOptions extends ClientCheckOptions, ClientLimitsOptions, RecipientLimitOptions {}

/** What these measures need in the access map. */
export const antiSpamAccess = (settings: AntiSpamOptions): MapEntry[] => [
  ...clientLimitAccess(settings),
  ...clientCheckAccess(settings),
];

export const ANTI_SPAM: McOption<AntiSpamOptions>[] = [...CLIENT_CHECKS, ...CLIENT_LIMITS, ...RECIPIENT_LIMITS];
