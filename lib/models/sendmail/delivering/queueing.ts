import { Duration } from '../../duration';
import { COUNT, WHOLE_SECONDS } from '../../rules';
import { flagsEquate, groupEquates, QueueGroup } from '../queue-group';
import { call, define, feature, McOption } from '../statement';

/** When MTA-TX tries to deliver. */
export enum DeliveryMode {
  /** At once, while the filter already has its answer: sendmail's own, and the README's. */
  BACKGROUND = 'b',
  /** At once, and the filter waits for the outcome. */
  INTERACTIVE = 'i',
  /** Only when the queue is run; choose a short `queueInterval`, and a `minQueueAge`. */
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
   * Time between two tries of a message (`confMIN_QUEUE_AGE`); the first run of the queue tries it in any case. Where
   * `queueInterval` is short, it keeps mail for a server that is down from being tried in each run.
   *
   * @default - sendmail's: each run tries all that is there
   */
  readonly minQueueAge?: Duration;

  /**
   * Has persistent runners work off the queue (`-qp`), instead of a run at each `queueInterval` beside those that are not at
   * their end: so many for mail that is in no group (`R=`), and of each group its `runners`. A queue is read again when all
   * its runners have finished, `queueInterval` later, or 5 seconds where there was nothing to do.
   *
   * This is how to bound what the server of a route is handed at a time: a queue group for its domains with so many
   * `runners`, `deliveryMode` QUEUE_ONLY, a `queueInterval` of a second or a few, and a `minQueueAge`. Only bounces go beyond
   * the bound, which are delivered as soon as they are made, and, for a moment after a change of `authinfo`, what the former
   * runners have in hand.
   *
   * @default - a run at each `queueInterval`, of one runner, and of each group's `runners`
   */
  readonly persistentRunners?: number;

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

/** The command line's part of it. */
export const txQueueArgument = ({ persistentRunners, queueInterval }: TxQueueingOptions): string =>
  `-q${persistentRunners === undefined ? '' : 'p'}${(queueInterval ?? Duration.minutes(30)).toSendmail()}`;

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
    property: 'queueInterval',
    rule: WHOLE_SECONDS,
    source: 'README, "Start MTA-RX and MTA-TX daemons"; it is on the command line',
  },
  {
    property: 'minQueueAge',
    rule: WHOLE_SECONDS,
    source: 'op.me, MinQueueAge',
    comment: 'Between two tries; the first is at once',
    define: 'confMIN_QUEUE_AGE',
  },
  {
    property: 'persistentRunners',
    rule: COUNT,
    source: 'op.me, Queue Groups: without R= one runner delivers all that is in no group',
    comment: 'Mail that is in no group',
    entries: ({ persistentRunners }) =>
      persistentRunners === undefined
        ? []
        : [call('QUEUE_GROUP', 'mqueue', `P=${MQUEUE}, R=${persistentRunners}${flagsEquate()}`)],
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
