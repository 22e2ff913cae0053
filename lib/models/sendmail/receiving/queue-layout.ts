import { QueueGroup } from '../queue-group';

/** Queue directory of MTA-RX, and where its processes stand (`QueueDirectory`). */
export const MQUEUE_RX = '/var/spool/mqueue-rx';

/** What says which directories the queue has. */
export interface QueueLayout {
  readonly queueDirectories?: number;
  readonly splitQueueFiles?: boolean;
  readonly separateWorkArea?: boolean;
  readonly queueGroups?: readonly QueueGroup[];
}

/** The queue's volume: below the work area where that is a place of its own, because sendmail wants it there. */
export const queueVolume = ({ separateWorkArea }: QueueLayout): string =>
  separateWorkArea ? `${MQUEUE_RX}/queue` : MQUEUE_RX;

/** Where a group's directories begin; `mqueue`, the default, has the volume itself. */
const groupRoot = (layout: QueueLayout, group?: QueueGroup): string =>
  group === undefined ? queueVolume(layout) : `${queueVolume(layout)}/${group.directory}`;

const isDivided = ({ queueDirectories = 1 }: QueueLayout): boolean => queueDirectories > 1;

/** A group's path (`P=`). */
export const groupPath = (layout: QueueLayout, group?: QueueGroup): string =>
  groupRoot(layout, group) + (isDivided(layout) ? '/q*' : '');

/** Every directory that messages lie in, the first of the default group first. */
export const queueDirectories = (layout: QueueLayout): string[] =>
  [undefined, ...(layout.queueGroups ?? [])].flatMap((group) => {
    const root = groupRoot(layout, group);
    const numbers = Array.from({ length: layout.queueDirectories ?? 1 }, (_, index) => index + 1);
    return isDivided(layout) ? numbers.map((number) => `${root}/q${number}`) : [root];
  });
