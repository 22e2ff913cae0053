import { Size } from '../../size';
import { McOption } from '../statement';

/** What keeps MTA-RX within its means (README.sendmail-dual, thishost-rx.mc: "resource controls"). */
export interface ResourceControlOptions {
  /**
   * Largest message that is accepted (`confMAX_MESSAGE_SIZE`); a larger one is refused with 552.
   *
   * @default - no limit
   */
  readonly maxMessageSize?: Size;
}

export const RESOURCE_CONTROLS: McOption<ResourceControlOptions>[] = [
  {
    property: 'maxMessageSize',
    source: 'README, thishost-rx.mc: "maximum mail size"; op.me, MaxMessageSize',
    comment: 'In bytes',
    define: 'confMAX_MESSAGE_SIZE',
  },
];
