import { Duration } from '../../duration';
import { COUNT } from '../../rules';
import { flagsEquate, groupEquates, QueueGroup, QueueGroupFlag } from '../queue-group';
import { call, define, feature, McOption } from '../statement';
import { groupPath, MQUEUE_RX } from './queue-layout';
import { QueueRunning } from './queue-running';
import { QueueSortOrder } from './queue-sort-order';

/** How MTA-RX keeps what it has received until the filter takes it (README.sendmail-dual, thishost-rx.mc). */
export interface RxQueueingOptions {
  /**
   * Most queue runners at a time (`confMAX_QUEUE_CHILDREN`; `R=` of `QUEUE_GROUP` where they are persistent). They have to be
   * as many as the filter has processes (README, thishost-rx.mc), which is what you get when you leave this out.
   *
   * @default - the filter's processes
   */
  readonly queueRunners?: number;

  /**
   * When runners start (`-q`). The README's are persistent (`-qp`); docs/queue-running.md has what was measured. With
   * `queueGroups` they cannot be started by mail that arrives.
   *
   * @default QueueRunning.onArrival(), and QueueRunning.every(Duration.seconds(1)) with queueGroups
   */
  readonly queueRunning?: QueueRunning;

  /**
   * The order in which a runner takes messages (`confQUEUE_SORT_ORDER`; README, thishost-rx.mc).
   *
   * @default QueueSortOrder.MODIFICATION
   */
  readonly queueSortOrder?: QueueSortOrder;

  /**
   * Time between two tries of a message (`confMIN_QUEUE_AGE`); the first try is at once.
   *
   * @default 10 seconds
   */
  readonly minQueueAge?: Duration;

  /**
   * Directories that each queue group spreads its messages over (`P=/var/spool/mqueue-rx/q*`; op.me, "Multiple Queue
   * Directories"). It can be changed while mail is queued.
   *
   * @default 1
   */
  readonly queueDirectories?: number;

  /**
   * Whether control files, data files and transcripts lie in directories of their own (`qf`, `df` and `xf` in each queue
   * directory; op.me, "Multiple Queue Directories"). It can be changed while mail is queued.
   *
   * @default false
   */
  readonly splitQueueFiles?: boolean;

  /**
   * Whether sendmail's work area (`QUEUE_DIR`), where it would leave a core dump, is apart from the queue (README, "separating
   * sendmail work area and coredump area from actual queues"): in memory then, with the queue's volume below it.
   *
   * @default false
   */
  readonly separateWorkArea?: boolean;

  /**
   * Flags of the default group, `mqueue` (`F=`; README, thishost-rx.mc, QUEUE_GROUP). Without `FORK` each run is one
   * process fewer; persistent runners, which are one run, need it if they are more than one.
   *
   * @default [QueueGroupFlag.FORK]
   */
  readonly queueFlags?: QueueGroupFlag[];

  /**
   * Queue groups beside the default one (`QUEUE_GROUP`; README, "For details about queue groups see sendmail documentation").
   *
   * @default - none
   */
  readonly queueGroups?: QueueGroup[];
}

export interface RxQueueingSettings extends RxQueueingOptions {
  readonly queueRunners: number;
}

/** When runners start, where nothing is said too. */
const runningOf = ({ queueRunning, queueGroups }: RxQueueingOptions): QueueRunning =>
  queueRunning ?? (queueGroups?.length ? QueueRunning.every(Duration.seconds(1)) : QueueRunning.onArrival());

/** What the programs that start runners are told. */
export const queueVariables = (s: RxQueueingSettings): { [name: string]: string } => {
  const { interval, isOnArrival } = runningOf(s);
  return isOnArrival
    ? { SENDMAIL_QUEUE_RUNNERS: String(s.queueRunners), SENDMAIL_QUEUE_INTERVAL: String(interval?.toSeconds()) }
    : { SENDMAIL_QUEUE_ARGS: interval === undefined ? '-qp' : `-q${interval.toSendmail()}` };
};

const isPersistent = (s: RxQueueingSettings): boolean => runningOf(s).interval === undefined;

/** What the other groups leave to the default one where each has its own, persistent runners. */
const ownRunners = ({ queueRunners, queueGroups = [] }: RxQueueingSettings): number =>
  queueGroups.reduce((rest, group) => rest - group.runners, queueRunners);

export const RX_QUEUEING: McOption<RxQueueingSettings>[] = [
  {
    property: 'separateWorkArea',
    source: 'README, thishost-rx.mc',
    comment: 'Non-default queue area',
    entries: () => [define('QUEUE_DIR', MQUEUE_RX)],
  },
  {
    property: 'queueSortOrder',
    source: 'README, thishost-rx.mc',
    comment: 'Modif or Random are reasonable',
    entries: ({ queueSortOrder = QueueSortOrder.MODIFICATION }) => [define('confQUEUE_SORT_ORDER', queueSortOrder)],
  },
  {
    property: 'queueRunning',
    source:
      'op.me, MaxQueueChildren; docs/queue-running.md: each run is one runner, and no more runs than this at a time',
    comment: "As many runners as the filter's $max_servers",
    entries: (s) => (isPersistent(s) ? [] : [define('confMAX_QUEUE_CHILDREN', String(s.queueRunners))]),
  },
  {
    property: 'queueRunners',
    source: 'README, thishost-rx.mc; where runs are started by the clock each is one runner, so many at a time',
    comment: "All groups' R= together: the filter's $max_servers at most",
    entries: (s) => [
      call(
        'QUEUE_GROUP',
        'mqueue',
        `P=${groupPath(s)}, R=${isPersistent(s) ? ownRunners(s) : 1}${flagsEquate(s.queueFlags)}`,
      ),
    ],
  },
  {
    property: 'queueFlags',
    readme: 'R=2, F=f',
    source: 'README, thishost-rx.mc, QUEUE_GROUP: F=f; it is in the line of the default group',
  },
  {
    property: 'queueDirectories',
    rule: COUNT,
    source: 'op.me, Multiple Queue Directories; it is in the path of the groups',
  },
  {
    property: 'queueGroups',
    source: 'README: "For details about queue groups see sendmail documentation"; op.me, Queue Groups',
    comment: 'Queues of their own',
    entries: (s) => [
      ...(s.queueGroups ?? []).map((group) =>
        call('QUEUE_GROUP', group.name, `P=${groupPath(s, group)}, ${groupEquates(group)}`),
      ),
      ...(s.queueGroups?.length ? [feature('queuegroup', 'mqueue')] : []),
    ],
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
