import { Kind, KINDS } from './corpus';
import { Setting, System } from './systems/system';

/** What a run consists of. */
export const PARTS = ['comparison', 'settings', 'fsyncs', 'tooling'] as const;
export type Part = (typeof PARTS)[number];

/** What is run. */
export interface Options {
  readonly rounds: number;
  readonly workers: readonly number[];
  readonly spamAssassin: readonly boolean[];
  /** Names. */
  readonly systems: readonly string[];
  /** Those that were asked for; otherwise all with one number of workers, and text with the others. */
  readonly kinds?: readonly Kind[];
  /** Messages of a burst, whatever the kind. */
  readonly messages?: number;
  /** Messages that come one by one. */
  readonly lonely: number;
  readonly seed: number;
  /** What is in the names of the settings that are measured; all of them, if there is none. */
  readonly settings: readonly string[];
  /** What is left out. */
  readonly without: readonly Part[];
  /** Whether the engine's build cache is emptied for it. */
  readonly cold: boolean;
}

/** The README's "start conservatively, e.g. at 2 or 3"; all kinds of messages are run with it. */
export const REFERENCE_WORKERS = 3;

/** Messages of a burst, so that one takes some seconds: those without SpamAssassin, and with it. */
const BURST: Record<Kind, readonly [off: number, on: number]> = {
  text: [150, 60],
  newsletter: [60, 24],
  attachments: [30, 15],
  large: [8, 6],
  recipients: [60, 30],
  spam: [100, 45],
};

export const burstOf = ({ messages }: Pick<Options, 'messages'>, kind: Kind, { spamAssassin }: Setting): number =>
  messages ?? BURST[kind][spamAssassin ? 1 : 0];

/** Latency is told of texts; of other kinds there are some messages one by one, to see that they pass. */
export const lonelyOf = ({ lonely }: Pick<Options, 'lonely'>, kind: Kind): number =>
  kind === 'text' ? lonely : Math.ceil(lonely / 3);

/** What is the same for all systems at a time, one after the other. */
export const settingsOf = ({ workers, spamAssassin }: Pick<Options, 'workers' | 'spamAssassin'>): Setting[] =>
  spamAssassin.flatMap((with_) => workers.map((count) => ({ workers: count, spamAssassin: with_ })));

const referenceOf = ({ workers }: Pick<Options, 'workers'>): number =>
  workers.includes(REFERENCE_WORKERS) ? REFERENCE_WORKERS : workers[0];

/** The kinds of messages of a setting. */
export const kindsOf = ({ kinds, workers }: Pick<Options, 'kinds' | 'workers'>, setting: Setting): readonly Kind[] => {
  return kinds ?? (setting.workers === referenceOf({ workers }) ? KINDS : ['text']);
};

/** The systems that can have a setting. */
export const takingPart = <One extends Pick<System, 'alwaysChecks'>>(
  systems: readonly One[],
  { spamAssassin }: Setting,
): One[] => systems.filter(({ alwaysChecks }) => spamAssassin || !alwaysChecks);

/** The order of a round: another one begins each time, so that none is always behind the same one. */
export const rotated = <One>(all: readonly One[], round: number): One[] => {
  const first = round % Math.max(1, all.length);
  return [...all.slice(first), ...all.slice(0, first)];
};

/** The one setting with which fsyncs are counted: they are no matter of how much a filter has to do. */
export const fsyncSettingOf = (options: Pick<Options, 'workers' | 'spamAssassin'>): Setting =>
  settingsOf(options).find(({ workers }) => workers === referenceOf(options)) ?? settingsOf(options)[0];
