import { Account } from '../measure/usage';
import { Fsyncs } from '../results';
import { Spread } from '../statistics';
import { accepted, Figure, Place, Selection, through } from './selection';

/** A table in Markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Three figures are enough for what is measured. */
const number = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(value < 1 ? 2 : 3));

const spread = (of?: Spread): string =>
  of === undefined ? '-' : `${number(of.median)} (${number(of.least)}-${number(of.most)})`;

const account = (of: Account | undefined, scale: number): string =>
  of === undefined
    ? '-'
    : [
        ...Object.entries(of).map(([name, value]) => `${name} ${number(value * scale)}`),
        `**${number(Object.values(of).reduce((sum, value) => sum + value, 0) * scale)}**`,
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

/** A table with its heading. */
interface Section {
  readonly title: string;
  readonly show: (selection: Selection, spamAssassin: boolean) => string;
}

export const BY_WORKERS: readonly Section[] = [
  {
    title: 'Delivered, messages a second: median (least-most)',
    show: (selection, spamAssassin) => byWorkers(selection, spamAssassin, ofFigure(selection, through)),
  },
  {
    title: 'The gateway against each: how many times as many messages a second are delivered, by rounds',
    show: (selection, spamAssassin) =>
      byWorkers(selection, spamAssassin, (place) => spread(selection.ratio(place, through))),
  },
  {
    title: 'Accepted, messages a second: median (least-most)',
    show: (selection, spamAssassin) => byWorkers(selection, spamAssassin, ofFigure(selection, accepted)),
  },
  {
    title: 'From 250 to the delivery, messages that come one by one, seconds: p50 / p99 / most',
    show: (selection, spamAssassin) => byWorkers(selection, spamAssassin, ofLatency(selection, 'latencies')),
  },
  {
    title: 'From 250 to the delivery in the burst, seconds: p50 / p99 / most',
    show: (selection, spamAssassin) => byWorkers(selection, spamAssassin, ofLatency(selection, 'latenciesInBurst')),
  },
  {
    title: 'Processor time a message, ms, by component and **together**',
    show: (selection, spamAssassin) =>
      byWorkers(selection, spamAssassin, (place) => account(selection.account(place, 'cpu'), 1000)),
  },
  {
    title:
      'Beside that, ms: the engine (logs, published ports), and the whole machine with the load and the server behind',
    show: (selection, spamAssassin) =>
      byWorkers(selection, spamAssassin, (place) => {
        const found = selection.account(place, 'surroundings');
        return found ? [found.engine, found.machine].map((seconds) => number(seconds * 1000)).join(' / ') : '-';
      }),
  },
  {
    title: 'Memory behind a burst, MiB, by component and **together**',
    show: (selection, spamAssassin) =>
      byWorkers(selection, spamAssassin, (place) => account(selection.account(place, 'memory'), 1)),
  },
];

/** All kinds of messages, with one number of workers. */
const byKind = (selection: Selection, spamAssassin: boolean, show: (place: Place) => string): string =>
  table(
    ['system', ...selection.kinds],
    selection.systems.map((system) => [
      selection.title(system),
      ...selection.kinds.map((kind) => show({ system, workers: selection.reference, spamAssassin, kind })),
    ]),
  );

export const BY_KIND: readonly Section[] = [
  {
    title: 'delivered, messages a second: median (least-most)',
    show: (selection, spamAssassin) => byKind(selection, spamAssassin, ofFigure(selection, through)),
  },
  {
    title: 'the gateway against each, by rounds',
    show: (selection, spamAssassin) =>
      byKind(selection, spamAssassin, (place) => spread(selection.ratio(place, through))),
  },
  {
    title: 'processor time a message, ms, by component and **together**',
    show: (selection, spamAssassin) =>
      byKind(selection, spamAssassin, (place) => account(selection.account(place, 'cpu'), 1000)),
  },
];

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
