/** What became of handing a message over: a 250; a refusal; no answer behind its end; or it did not come as far as that. */
export type Outcome = 'accepted' | 'refused' | 'unanswered' | 'unreached';

/** A numbered message that was handed over, or tried to. Times are milliseconds since 1970. */
export interface Sent {
  readonly number: number;
  readonly begun: number;
  readonly ended: number;
  readonly outcome: Outcome;
  /** What MTA-RX answered last, where it did. */
  readonly answer?: string;
}

/** Something that came to the server behind the gateway. */
export interface Arrival {
  readonly number: number;
  readonly at: number;
  readonly isBounce: boolean;
}

/** A time in which something was broken. */
export interface Disturbance {
  readonly fault: string;
  readonly from: number;
  readonly to: number;
}

/** Everything that is known at some time. */
export interface Evidence {
  readonly sent: readonly Sent[];
  readonly arrivals: readonly Arrival[];
  readonly quarantined: readonly number[];
  readonly queued: readonly number[];
  readonly disturbances: readonly Disturbance[];
}

/** What became of every number. */
export interface Account {
  readonly accepted: number;
  readonly refused: number;
  readonly unanswered: number;
  readonly unreached: number;
  readonly delivered: number;
  readonly twice: number;
  readonly bounced: number;
  readonly quarantined: number;
  readonly queued: number;
  readonly lost: readonly number[];
  /** Numbers with more copies than times at which something was broken while they were on their way. */
  readonly repeated: readonly number[];
  /** Numbers of viruses that came through as they were. */
  readonly unfiltered: readonly number[];
}

const VIRUS_EVERY = 20;

/** Whether a number is that of a message with a virus in it. */
export const isVirus = (number: number): boolean => number % VIRUS_EVERY === 7;

const countOf = (sent: readonly Sent[], outcome: Outcome): number =>
  sent.filter((one) => one.outcome === outcome).length;

/** Numbers that were accepted and of which nothing is seen yet, neither here nor there. */
export const missing = ({ sent, arrivals, quarantined }: Evidence): Sent[] => {
  const seen = new Set([...arrivals.map(({ number }) => number), ...quarantined]);
  return sent.filter(({ outcome, number }) => outcome === 'accepted' && !seen.has(number));
};

/** Accounts for every message by its number. */
export const account = (evidence: Evidence): Account => {
  const { sent, arrivals, disturbances } = evidence;
  const [quarantined, queued] = [new Set(evidence.quarantined), new Set(evidence.queued)];
  const deliveries = new Map<number, number[]>();
  arrivals
    .filter(({ isBounce }) => !isBounce)
    .forEach(({ number, at }) => deliveries.set(number, [...(deliveries.get(number) ?? []), at]));
  const bounces = new Set(arrivals.filter(({ isBounce }) => isBounce).map(({ number }) => number));
  const accepted = sent.filter(({ outcome }) => outcome === 'accepted').map(({ number }) => number);
  const began = new Map(sent.map(({ number, begun }) => [number, begun]));

  const undelivered = accepted.filter((number) => !deliveries.has(number));
  const unbounced = undelivered.filter((number) => !bounces.has(number));
  const elsewhere = unbounced.filter((number) => !quarantined.has(number));
  const copies = [...deliveries].filter(([, all]) => all.length > 1);
  return {
    accepted: accepted.length,
    refused: countOf(sent, 'refused'),
    unanswered: countOf(sent, 'unanswered'),
    unreached: countOf(sent, 'unreached'),
    delivered: accepted.length - undelivered.length,
    twice: copies.length,
    bounced: undelivered.length - unbounced.length,
    quarantined: unbounced.length - elsewhere.length,
    queued: elsewhere.filter((number) => queued.has(number)).length,
    lost: elsewhere.filter((number) => !queued.has(number)),
    repeated: copies
      .filter(([number, all]) => {
        const [from, to] = [began.get(number) ?? 0, Math.max(...all)];
        return all.length - 1 > disturbances.filter((one) => one.from <= to && one.to >= from).length;
      })
      .map(([number]) => number),
    unfiltered: [...deliveries.keys()].filter(isVirus),
  };
};

/**
 * The longest time, in seconds, from a client's coming until a message was accepted: its own, or the first of a client that
 * came later.
 */
export const longestPause = (sent: readonly Sent[], from: number, to: number): number => {
  const came = sent.filter(({ begun }) => begun >= from && begun < to);
  const accepted = came.filter(({ outcome }) => outcome === 'accepted');
  const waits = came.map(({ begun }) => {
    const ends = accepted.filter((one) => one.begun >= begun).map(({ ended }) => ended);
    return Math.min(...ends, Math.max(to, begun)) - begun;
  });
  return Math.max(0, ...waits) / 1000;
};

/** The first of many numbers, for people. */
export const listed = (numbers: readonly number[]): string =>
  numbers.slice(0, 10).join(', ') + (numbers.length > 10 ? ', ...' : '');
