import { Duration } from '../../duration';
import { call, define, McOption } from '../statement';

/** How MTA-RX keeps what it has received until the filter takes it (README.sendmail-dual, thishost-rx.mc). */
export interface RxQueueingOptions {
  /**
   * Queue runners (`R=` of `QUEUE_GROUP`). They have to be as many as the filter has processes
   * (README, thishost-rx.mc), which is what you get when you leave this out.
   *
   * @default - the filter's processes
   */
  readonly queueRunners?: number;

  /**
   * Time between two tries of a message (`confMIN_QUEUE_AGE`); the first try is at once.
   *
   * @default 10 seconds
   */
  readonly minQueueAge?: Duration;
}

export interface RxQueueingSettings extends RxQueueingOptions {
  readonly queueRunners: number;
}

/** Queue directory of MTA-RX. */
export const MQUEUE_RX = '/var/spool/mqueue-rx';

export const RX_QUEUEING: McOption<RxQueueingSettings>[] = [
  {
    source: 'README, thishost-rx.mc',
    comment: 'Non-default queue area',
    entries: () => [define('QUEUE_DIR', MQUEUE_RX)],
  },
  {
    source: 'README, thishost-rx.mc',
    comment: 'Modif or Random are reasonable',
    entries: () => [define('confQUEUE_SORT_ORDER', 'Modification')],
  },
  {
    property: 'queueRunners',
    source: 'README, thishost-rx.mc',
    comment: "As many runners (R=) as the filter's $max_servers",
    entries: (s) => [call('QUEUE_GROUP', 'mqueue', `P=${MQUEUE_RX}, R=${s.queueRunners}, F=f`)],
  },
  {
    property: 'minQueueAge',
    source: 'without it a filter that is down costs a try and a log line a message a second',
    comment: 'Between two tries; the first is at once',
    define: 'confMIN_QUEUE_AGE',
    byDefault: Duration.seconds(10),
  },
  {
    source: 'README, thishost-rx.mc',
    comment: 'Delivery mode: queue only (a must!)',
    entries: () => [define('confDELIVERY_MODE', 'q')],
  },
];
