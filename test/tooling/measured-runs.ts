import * as fs from 'fs';
import * as path from 'path';
import { Kind } from '../../bench/corpus';
import { Results } from '../../bench/results';
import { Selection, through } from '../../bench/report/selection';
import { mean } from '../../bench/statistics';

/** What the benchmark has seen of the gateway with one kind of messages. */
export interface MeasuredRun {
  readonly kind: Kind;
  readonly workers: number;
  readonly spamAssassin: boolean;
  /** Messages a second that passed: the median of the rounds. */
  readonly through: number;
  /** Seconds of processor time a message, medians of the rounds. */
  readonly work: { readonly filter: number; readonly others: number; readonly engine: number; readonly load: number };
  /** Seconds from the 250 to the delivery, the mean of messages that came one by one: they come in two humps, and a median is in either. */
  readonly latency: number;
}

const FILE = path.join(__dirname, '..', '..', 'docs', 'performance', 'bench.json');

const RESULTS = JSON.parse(fs.readFileSync(FILE, 'utf8')) as Results;

/** Where it ran. */
export const MEASURED_ON = RESULTS.machine;

/** All that docs/performance.md knows of the gateway. */
export const measuredRuns = (): MeasuredRun[] => {
  const selection = new Selection(RESULTS);
  return RESULTS.cells
    .filter(({ system }) => system === 'gateway')
    .map((cell) => {
      const { amavisd: filter, ...rest } = selection.account(cell, 'cpu') ?? {};
      const { engine, machine } = selection.account(cell, 'surroundings') ?? {};
      const others = Object.values(rest).reduce((sum, seconds) => sum + seconds, 0);
      return {
        kind: cell.kind,
        workers: cell.workers,
        spamAssassin: cell.spamAssassin,
        through: selection.spread(cell, through)?.median ?? NaN,
        work: { filter, others, engine, load: machine - engine - filter - others },
        latency: mean(cell.rounds.flatMap(({ latencies }) => latencies)) / 1000,
      };
    });
};
