import { REFERENCE_WORKERS } from '../plan';
import { accepted, Figure, Place, Selection, through } from './selection';
import { sumOf, table } from './tables';

/** What somebody who chooses a gateway wants of it, and where it is to hold. */
interface Goal {
  readonly wanted: string;
  readonly where: (place: Place) => boolean;
  /** How near it is at a place, from 1 on it holds; nothing where the run did not measure it. */
  readonly part: (selection: Selection, place: Place) => number | undefined;
}

/** As much of something as another system has, times a factor. */
const ofPeer =
  (system: string, factor: number, figure: Figure = through): Goal['part'] =>
  (selection, place) => {
    const ratio = selection.ratio({ ...place, system }, figure);
    return ratio && ratio.median / factor;
  };

const latencyBelow =
  (which: 'p50' | 'p99', milliseconds: number): Goal['part'] =>
  (selection, place) => {
    const found = selection.latency(place, 'latencies');
    return found && milliseconds / found[which];
  };

const memoryBelow =
  (mebibytes: number, behindBurst: boolean): Goal['part'] =>
  (selection, place) => {
    const account = behindBurst ? selection.account(place, 'memory') : selection.idle(place);
    return account && mebibytes / sumOf(account);
  };

const everywhere = (): boolean => true;
const checking = ({ spamAssassin }: Place): boolean => spamAssassin;
const notChecking = ({ spamAssassin }: Place): boolean => !spamAssassin;
const texts = ({ kind }: Place): boolean => kind === 'text';
const both =
  (...conditions: Goal['where'][]): Goal['where'] =>
  (place) =>
    conditions.every((condition) => condition(place));
const threeChecking = both(checking, texts, ({ workers }) => workers === REFERENCE_WORKERS);

const GOALS: readonly Goal[] = [
  {
    wanted: 'delivers at least 0.95 of what amavisd-new does alone, SpamAssassin on',
    where: checking,
    part: ofPeer('amavisd', 0.95),
  },
  {
    wanted: 'delivers at least 0.95 of what amavisd-new does alone, SpamAssassin off',
    where: notChecking,
    part: ofPeer('amavisd', 0.95),
  },
  { wanted: 'delivers twice as much as the README, SpamAssassin off', where: notChecking, part: ofPeer('readme', 2) },
  { wanted: 'delivers more than the README, SpamAssassin on', where: checking, part: ofPeer('readme', 1) },
  {
    wanted: 'delivers twice as much as Postfix as documented, SpamAssassin off',
    where: notChecking,
    part: ofPeer('postfix', 2),
  },
  {
    wanted: 'delivers more than Postfix as documented, SpamAssassin on',
    where: checking,
    part: ofPeer('postfix', 1),
  },
  {
    wanted: "delivers more than Postfix with the gateway's network settings, SpamAssassin on",
    where: checking,
    part: ofPeer('postfix-network', 1),
  },
  {
    wanted: "delivers more than Postfix with the gateway's network settings, SpamAssassin off",
    where: notChecking,
    part: ofPeer('postfix-network', 1),
  },
  {
    wanted: 'accepts as fast as Postfix as documented',
    where: everywhere,
    part: ofPeer('postfix', 1, accepted),
  },
  {
    wanted: 'delivers a lone text within 0.25 s (p50), SpamAssassin off',
    where: both(notChecking, texts),
    part: latencyBelow('p50', 250),
  },
  {
    wanted: 'delivers a lone text within 1.2 s (p99), SpamAssassin off',
    where: both(notChecking, texts),
    part: latencyBelow('p99', 1200),
  },
  {
    wanted: 'delivers a lone text within 0.5 s (p50), SpamAssassin on',
    where: both(checking, texts),
    part: latencyBelow('p50', 500),
  },
  {
    wanted: 'takes under 300 MiB before any mail, 3 workers, SpamAssassin on',
    where: threeChecking,
    part: memoryBelow(300, false),
  },
  {
    wanted: 'takes under 400 MiB behind a burst, 3 workers, SpamAssassin on',
    where: threeChecking,
    part: memoryBelow(400, true),
  },
];

/** What is wanted, and in how many of the measured places it is so, and how near it came. */
export const goalsTable = (selection: Selection): string =>
  table(
    ['what is wanted', 'holds', 'of what is wanted, there is: least - most'],
    GOALS.flatMap(({ wanted, where, part }) => {
      const parts = selection
        .placesOf('gateway')
        .flatMap((place) => (where(place) ? (part(selection, place) ?? []) : []));
      const holding = parts.filter((one) => one >= 1).length;
      const range = [Math.min(...parts), Math.max(...parts)].map((one) => one.toFixed(2)).join(' - ');
      return parts.length === 0 ? [] : [[wanted, holds(holding, parts.length), range]];
    }),
  );

const holds = (holding: number, all: number): string =>
  holding === all ? 'everywhere' : holding === 0 ? 'nowhere' : `in ${holding} of ${all} rows`;
