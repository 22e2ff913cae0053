/**
 * The queue before the filter: messages come by chance, so many processes take one each, and all of them share the machine's
 * processors. Two textbook models, one within the other: how fast so many messages at a time get on is mean value analysis
 * of a closed network (Reiser and Lavenberg), and how many there are at a time a birth-death process with those rates.
 */
export interface FilterQueue {
  /** Messages that come, a second. */
  readonly arrivals: number;
  /** Messages that are checked at a time, at most. */
  readonly processes: number;
  /** Cores of the machine. */
  readonly cores: number;
  /** Seconds of processor time that a message takes in the process that checks it. */
  readonly work: number;
  /** Seconds of processor time that a message takes elsewhere on the machine: receiving and delivering it. */
  readonly otherWork: number;
  /** Seconds that a message holds a process without working: the network, the disk, another server. */
  readonly waiting: number;
  /** The variance of the work of messages of all kinds, in squares of its mean. */
  readonly variation: number;
}

/** What becomes of a queue in the long run. */
export interface QueueInBalance {
  /** Share of the time in which there is no process left for a message that comes. */
  readonly waits: number;
  /** Seconds that a message is in a process, on average: longer than it would take alone. */
  readonly service: number;
  /** Seconds that a message waits for a process, on average. */
  readonly wait: number;
  /** Seconds within which such a share of the messages gets a process. */
  waitWithin(share: number): number;
}

/** Messages a second with 1, 2, ... of them at a time. */
const ratesOf = ({ processes, cores, work, otherWork, waiting }: Omit<FilterQueue, 'arrivals'>): number[] => {
  // Several processors as one that is as fast as all of them, and a delay for what one message cannot use of it (Seidmann).
  const demand = (work + otherWork) / cores;
  const delay = Math.max(0, waiting + work - demand);
  const rates: number[] = [];
  let queued = 0;
  for (let count = 1; count <= processes; count++) {
    const response = demand * (1 + queued);
    const rate = count / (delay + response);
    rates.push(rate);
    queued = rate * response;
  }
  return rates;
};

/** Messages a second that pass when there are always some that wait. */
export const mostOf = (queue: Omit<FilterQueue, 'arrivals'>): number => ratesOf(queue)[queue.processes - 1];

/** How it is in the long run; undefined where more comes than can pass. */
export const balanceOf = (queue: FilterQueue): QueueInBalance | undefined => {
  const { arrivals, variation } = queue;
  const rates = ratesOf(queue);
  const most = rates[rates.length - 1];
  if (arrivals >= most) {
    return undefined;
  }
  // How probable so many messages at a time are, against none: first those that all have a process, then all others together.
  const weights = rates.reduce((known, rate) => [...known, (known[known.length - 1] * arrivals) / rate], [1]);
  const overflow = weights[weights.length - 1] / (1 - arrivals / most);
  const served = weights.slice(0, -1);
  const all = served.reduce((sum, weight) => sum + weight, overflow);
  const busy = served.reduce((sum, weight, count) => sum + weight * count, overflow * rates.length) / all;
  const waits = overflow / all;
  // Allen and Cunneen: the less messages are alike, the longer they wait.
  const slowness = (1 + variation) / 2 / (most - arrivals);
  return {
    waits,
    service: busy / arrivals,
    wait: waits * slowness,
    waitWithin: (share) => Math.max(0, slowness * Math.log(waits / (1 - share))),
  };
};
