import { Kind } from './corpus';
import { Account } from './measure/usage';
import { Setting } from './systems/system';

/** Where it ran. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  /** GiB. */
  readonly memory: number;
  readonly kernel: string;
  readonly engine: string;
  /** What the engine's volumes are on; not of runs before 2026-12. */
  readonly fileSystem?: string;
  /** Load average at the beginning: other work on the machine makes all figures worthless. */
  readonly load: number;
}

/** By what something was found, and where. */
export interface Run {
  readonly command: string;
  readonly began: string;
  readonly machine: Machine;
}

/** What one round of a cell has shown. */
export interface Measured {
  /** Messages of the burst. */
  readonly messages: number;
  /** Messages a second that were answered with 250. */
  readonly accepted: number;
  /** Messages a second that were delivered, from the first one's beginning to the last one's end. */
  readonly through: number;
  /** Milliseconds from 250 to the delivery, of messages that come one by one. */
  readonly latencies: readonly number[];
  /** The same, in the burst. */
  readonly latenciesInBurst: readonly number[];
  /** Seconds of processor time a message, in the burst. */
  readonly cpu: Account;
  /** The same of the engine, and of the whole machine with all that is on it: the load and the server behind, too. */
  readonly surroundings: Account;
  /** MiB, right behind the burst. */
  readonly memory: Account;
  /** Answered with 250, and not delivered to everybody. */
  readonly lost: number;
  /** Not answered with 250. */
  readonly refused: number;
  /** What the first of those was answered with. */
  readonly refusal?: string;
  /** Recipients that got it more than once. */
  readonly twice: number;
}

/** A system with a setting and a kind of messages. */
export interface Cell extends Setting {
  readonly system: string;
  readonly kind: Kind;
  readonly rounds: Measured[];
}

/** fsync and its like, a message, by component. */
export interface Fsyncs extends Setting {
  readonly system: string;
  readonly perMessage: Account;
}

/** MiB before any mail, by component. */
export interface Idle extends Setting {
  readonly system: string;
  readonly memory: Account;
}

/** How long a tool took. */
export interface ToolingTime {
  readonly what: string;
  readonly seconds: readonly number[];
  /** MiB, at most. */
  readonly memory?: number;
}

/** How long all of them took: that may be a run of its own, too. */
export interface ToolingMeasured extends Run {
  readonly times: readonly ToolingTime[];
}

/** What a setting that is not the README's brings. */
export interface SettingGain {
  readonly setting: string;
  /** What it is measured against. */
  readonly instead: string;
  /** What one pays for it. */
  readonly costs: string;
  readonly kind: Kind;
  readonly spamAssassin: boolean;
  readonly withIt: readonly Measured[];
  readonly without: readonly Measured[];
}

/** What some or all of them bring: that may be a run of its own. */
export interface SettingsMeasured extends Run {
  readonly gains: readonly SettingGain[];
}

/** Everything that a run has found. */
export interface Results extends Run {
  seconds: number;
  readonly seed: number;
  /** Names of the systems, as readers know them. */
  readonly titles: Readonly<Record<string, string>>;
  networkSettings: Readonly<Record<string, string>>;
  /** Messages a second that the load and the sink manage with nothing between them. */
  ceiling: number;
  readonly cells: Cell[];
  /** Not of runs before 2026-12. */
  readonly idle?: Idle[];
  readonly fsyncs: Fsyncs[];
  tooling?: ToolingMeasured;
  settings?: readonly SettingsMeasured[];
}

const isOf =
  (runs: readonly SettingsMeasured[]) =>
  ({ setting, instead }: SettingGain): boolean =>
    runs.some(({ gains }) => gains.some((other) => other.setting === setting && other.instead === instead));

/** What was measured again takes the place of what was measured before. */
const renewed = (before: readonly SettingsMeasured[], now: readonly SettingsMeasured[]): SettingsMeasured[] =>
  [...before.map((run) => ({ ...run, gains: run.gains.filter((gain) => !isOf(now)(gain)) })), ...now].filter(
    ({ gains }) => gains.length > 0,
  );

/** A run may leave parts out: a page takes those from the run before. */
export const completed = (now: Results, before: Results = now): Results => ({
  ...(now.cells.length > 0 ? now : before),
  fsyncs: now.fsyncs.length > 0 ? now.fsyncs : before.fsyncs,
  tooling: now.tooling ?? before.tooling,
  settings: renewed(before.settings ?? [], now.settings ?? []),
});
