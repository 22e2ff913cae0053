import { plot } from './plot';
import { Place, Selection, through } from './selection';

type Value = { readonly value: number; readonly least: number; readonly most: number } | undefined;

const throughOf = (selection: Selection, place: Place): Value => {
  const found = selection.spread(place, through);
  return found && { value: found.median, least: found.least, most: found.most };
};

const latencyOf = (selection: Selection, place: Place): Value => {
  const found = selection.latency(place, 'latencies');
  return found && { value: found.p50 / 1000, least: found.p50 / 1000, most: found.p99 / 1000 };
};

const KINDS_OF_PLOTS = [
  { name: 'through', title: 'Delivered, messages a second', valueOf: throughOf, isLogarithmic: false },
  {
    name: 'latency',
    title: 'From 250 to the delivery, one by one, seconds (p50 up to p99)',
    valueOf: latencyOf,
    isLogarithmic: true,
  },
];

/** SVG by the name of its file. */
export const plotsOf = (selection: Selection): Record<string, string> =>
  Object.fromEntries(
    selection.spamAssassin.flatMap((spamAssassin) =>
      KINDS_OF_PLOTS.map(({ name, title, valueOf, isLogarithmic }) => [
        `${name}-spamassassin-${spamAssassin ? 'on' : 'off'}.svg`,
        plot({
          title,
          xTitle: `workers, SpamAssassin ${spamAssassin ? 'on' : 'off'}`,
          xs: selection.workers,
          isLogarithmic,
          lines: selection.systems.map((system) => ({
            name: selection.title(system),
            values: selection.workers.map((workers) =>
              valueOf(selection, { system, workers, spamAssassin, kind: 'text' }),
            ),
          })),
        }),
      ]),
    ),
  );
