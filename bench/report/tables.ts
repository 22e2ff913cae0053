import { Account } from '../measure/usage';
import { Fsyncs, Measured, SettingGain } from '../results';
import { median, ratiosOf, Spread, spreadOf } from '../statistics';
import { accepted, Figure, Place, Selection, through } from './selection';

/** A table in Markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Three figures are enough for what is measured. */
const number = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(value < 1 ? 2 : 3));

/** A median, and between what it lies. */
export const spread = (of?: Spread): string =>
  of === undefined ? '-' : `${number(of.median)} (${number(of.least)}-${number(of.most)})`;

export const sumOf = (of: Account): number => Object.values(of).reduce((sum, value) => sum + value, 0);

const account = (of: Account | undefined, scale: number): string =>
  of === undefined
    ? '-'
    : [
        ...Object.entries(of).map(([name, value]) => `${name} ${number(value * scale)}`),
        `**${number(sumOf(of) * scale)}**`,
      ].join(', ');

/** All systems below each other, and all numbers of workers side by side, for short texts. */
const byWorkers = (selection: Selection, spamAssassin: boolean, show: (place: Place) => string): string =>
  table(
    ['system', ...selection.workers.map((workers) => `${workers} workers`)],
    selection.systems.map((system) => [
      selection.title(system),
      ...selection.workers.map((workers) => show({ system, workers, spamAssassin, kind: 'text' })),
    ]),
  );

/** All kinds of messages, with one number of workers. */
const byKind = (selection: Selection, spamAssassin: boolean, show: (place: Place) => string): string =>
  table(
    ['system', ...selection.kinds],
    selection.systems.map((system) => [
      selection.title(system),
      ...selection.kinds.map((kind) => show({ system, workers: selection.reference, spamAssassin, kind })),
    ]),
  );

const ofFigure =
  (selection: Selection, figure: Figure) =>
  (place: Place): string =>
    spread(selection.spread(place, figure));

const ofLatency =
  (selection: Selection, which: 'latencies' | 'latenciesInBurst') =>
  (place: Place): string => {
    const found = selection.latency(place, which);
    return found ? [found.p50, found.p99, found.most].map((ms) => number(ms / 1000)).join(' / ') : '-';
  };

/** A figure of every system, which tables show by numbers of workers, and some by kinds of messages too. */
interface Section {
  readonly title: string;
  readonly ofKindsToo?: boolean;
  readonly cell: (selection: Selection) => (place: Place) => string;
}

const SECTIONS: readonly Section[] = [
  {
    title: 'delivered, messages a second: median (least-most)',
    ofKindsToo: true,
    cell: (selection) => ofFigure(selection, through),
  },
  {
    title: 'the gateway against each: how many times as many messages a second are delivered, by rounds',
    ofKindsToo: true,
    cell: (selection) => (place) => spread(selection.ratio(place, through)),
  },
  {
    title: 'accepted, messages a second: median (least-most)',
    cell: (selection) => ofFigure(selection, accepted),
  },
  {
    title: 'from 250 to the delivery, messages that come one by one, seconds: p50 / p99 / most',
    cell: (selection) => ofLatency(selection, 'latencies'),
  },
  {
    title: 'from 250 to the delivery in the burst, seconds: p50 / p99 / most',
    cell: (selection) => ofLatency(selection, 'latenciesInBurst'),
  },
  {
    title: 'processor time a message, ms, by component and **together**',
    ofKindsToo: true,
    cell: (selection) => (place) => account(selection.account(place, 'cpu'), 1000),
  },
  {
    title:
      'beside that, ms: the engine (logs, published ports), and the whole machine with the load and the server behind',
    cell: (selection) => (place) => {
      const found = selection.account(place, 'surroundings');
      return found ? [found.engine, found.machine].map((seconds) => number(seconds * 1000)).join(' / ') : '-';
    },
  },
  {
    title: 'memory before any mail, MiB, by component and **together**',
    cell: (selection) => (place) => account(selection.idle(place), 1),
  },
  {
    title: 'memory behind a burst, MiB, by component and **together**',
    cell: (selection) => (place) => account(selection.account(place, 'memory'), 1),
  },
];

/** All tables with short texts, each behind its heading. */
export const byWorkersTables = (selection: Selection, spamAssassin: boolean): string[] =>
  SECTIONS.flatMap(({ title, cell }) => [
    `### ${title[0].toUpperCase()}${title.slice(1)}`,
    byWorkers(selection, spamAssassin, cell(selection)),
  ]);

/** Those of all kinds of messages, with one number of workers. */
export const byKindTables = (selection: Selection, spamAssassin: boolean): string[] =>
  SECTIONS.filter(({ ofKindsToo }) => ofKindsToo).flatMap(({ title, cell }) => [
    `### Kinds of messages, ${selection.reference} workers: ${title}`,
    byKind(selection, spamAssassin, cell(selection)),
  ]);

/** What became of all messages. */
export const losses = (selection: Selection): string =>
  table(
    ['system', 'lost', 'refused', 'copies too many'],
    selection.systems.map((system) => [
      selection.title(system),
      ...(['lost', 'refused', 'twice'] as const).map((what) => String(selection.sum(system, (round) => round[what]))),
    ]),
  );

export const fsyncTable = (selection: Selection, fsyncs: readonly Fsyncs[]): string =>
  table(
    ['system', 'fsync and fdatasync a message, by component and **together**'],
    fsyncs.map(({ system, perMessage }) => [selection.title(system), account(perMessage, 1)]),
  );

/** With a setting and without it. */
const both = ({ withIt, without }: SettingGain, figure: (rounds: readonly Measured[]) => number): string =>
  [withIt, without].map((rounds) => number(figure(rounds))).join(' / ');

/** What each setting that is not the README's brings and costs. */
export const settingsTable = (gains: readonly SettingGain[]): string =>
  table(
    [
      'setting',
      'instead of',
      'messages, SpamAssassin',
      'delivered, messages a second',
      'times as many',
      'latency p50, s',
      'processor time a message, ms',
      'memory, MiB',
      'what it costs',
    ],
    gains.map((gain) => [
      gain.setting,
      gain.instead,
      `${gain.kind}, ${gain.spamAssassin ? 'on' : 'off'}`,
      both(gain, (rounds) => median(rounds.map(through))),
      spread(spreadOf(ratiosOf(gain.withIt.map(through), gain.without.map(through)))),
      both(gain, (rounds) => median(rounds.flatMap(({ latencies }) => latencies)) / 1000),
      both(gain, (rounds) => median(rounds.map(({ surroundings }) => surroundings.machine)) * 1000),
      both(gain, (rounds) => median(rounds.map(({ memory }) => sumOf(memory)))),
      gain.costs,
    ]),
  );
