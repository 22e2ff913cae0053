import * as fs from 'fs';
import * as path from 'path';
import { Kind } from '../../bench/corpus';
import { Results } from '../../bench/results';
import { Selection, through } from '../../bench/report/selection';

/** What the benchmark has seen of the gateway with one kind of messages. */
export interface MeasuredRun {
  readonly kind: Kind;
  readonly workers: number;
  readonly spamAssassin: boolean;
  /** Messages a second that passed: the median of the rounds. */
  readonly through: number;
  /** Seconds of processor time a message, medians of the rounds. */
  readonly work: { readonly filter: number; readonly others: number; readonly engine: number; readonly load: number };
  /** Seconds from the 250 to the delivery, of messages that came one by one. */
  readonly latency: { readonly p50: number; readonly p99: number };
}

const FILE = path.join(__dirname, '..', '..', 'docs', 'performance', 'bench.json');

/** Where it ran, and when. */
export const measuredOn = (): Results => JSON.parse(fs.readFileSync(FILE, 'utf8')) as Results;

/** All that docs/performance.md knows of the gateway. */
export const measuredRuns = (): MeasuredRun[] => {
  const results = measuredOn();
  const selection = new Selection(results);
  return results.cells
    .filter(({ system }) => system === 'gateway')
    .map((cell) => {
      const { amavisd: filter, ...rest } = selection.account(cell, 'cpu') ?? {};
      const { engine, machine } = selection.account(cell, 'surroundings') ?? {};
      const others = Object.values(rest).reduce((sum, seconds) => sum + seconds, 0);
      const latency = selection.latency(cell, 'latencies');
      return {
        kind: cell.kind,
        workers: cell.workers,
        spamAssassin: cell.spamAssassin,
        through: selection.spread(cell, through)?.median ?? NaN,
        work: { filter, others, engine, load: machine - engine - filter - others },
        latency: { p50: (latency?.p50 ?? NaN) / 1000, p99: (latency?.p99 ?? NaN) / 1000 },
      };
    });
};
