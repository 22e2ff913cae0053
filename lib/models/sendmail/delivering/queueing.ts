import { Duration } from '../../duration';
import { groupEquates, QueueGroup } from '../queue-group';
import { call, define, feature, McOption } from '../statement';

/** When MTA-TX tries to deliver. */
export enum DeliveryMode {
  /** At once, while the filter already has its answer: sendmail's own, and the README's. */
  BACKGROUND = 'b',
  /** At once, and the filter waits for the outcome. */
  INTERACTIVE = 'i',
  /** Only when the queue is run; choose a short `queueInterval`. */
  QUEUE_ONLY = 'q',
}

/** How mail waits at MTA-TX until it is delivered. */
export interface TxQueueingOptions {
  /**
   * When it tries to deliver (`confDELIVERY_MODE`).
   *
   * @default - DeliveryMode.BACKGROUND, sendmail's
   */
  readonly deliveryMode?: DeliveryMode;

  /**
   * Time between two runs of the queue (`-q`; README, "Start MTA-RX and MTA-TX daemons").
   *
   * @default 30 minutes
   */
  readonly queueInterval?: Duration;

  /**
   * Parts of the queue for certain destinations, each with runners of its own, so that a slow one holds up no other
   * (`QUEUE_GROUP`; README: "For details about queue groups see sendmail documentation").
   *
   * @default - one queue
   */
  readonly queueGroups?: QueueGroup[];
}

/** Queue directory of MTA-TX. */
export const MQUEUE = '/var/spool/mqueue';

/** What `hoststat` shows and `purgestat` removes. */
export const HOST_STATUS = '/run/sendmail/hoststat';

/** The directory of a group. */
const directoryOf = ({ directory }: QueueGroup): string => `${MQUEUE}/${directory}`;

/** Every directory that messages lie in. */
export const txQueueDirectories = ({ queueGroups = [] }: TxQueueingOptions): string[] => [
  MQUEUE,
  ...queueGroups.map(directoryOf),
];

export const TX_QUEUEING: McOption<TxQueueingOptions>[] = [
  {
    source: 'README: MTA-TX keeps the default names',
    comment: 'Default queue area',
    entries: () => [define('QUEUE_DIR', MQUEUE)],
  },
  {
    property: 'deliveryMode',
    source: 'README, thishost-tx.mc: "delivery mode"',
    comment: 'Delivery mode',
    define: 'confDELIVERY_MODE',
  },
  {
    source: 'README: hoststat and purgestat; in memory, so that a restart tries every host',
    comment: 'For hoststat and purgestat',
    entries: () => [define('confHOST_STATUS_DIRECTORY', HOST_STATUS)],
  },
  {
    source: 'with the 30 minutes of the default, new mail would not be tried for so long after one refused connection',
    comment: 'A host that failed is tried again at once',
    entries: () => [define('confTO_HOSTSTATUS', '0s')],
  },
  {
    property: 'queueGroups',
    source: 'op.me, Queue Groups; QGRP: in the access map says whose mail waits where',
    comment: 'Mail that waits by itself',
    entries: ({ queueGroups = [] }) => [
      ...queueGroups.map((group) => call('QUEUE_GROUP', group.name, `P=${directoryOf(group)}, ${groupEquates(group)}`)),
      ...(queueGroups.length > 0 ? [feature('queuegroup', 'mqueue')] : []),
    ],
  },
];
