import { Kind } from '../corpus';
import { Account } from '../measure/usage';
import { Cell, Measured, Results } from '../results';
import { median, quantile, ratiosOf, Spread, spreadOf } from '../statistics';

/** What is looked at of a round. */
export type Figure = (measured: Measured) => number;

export const through: Figure = (measured) => measured.through;
export const accepted: Figure = (measured) => measured.accepted;

/** Which cell. */
export type Place = Pick<Cell, 'system' | 'workers' | 'spamAssassin' | 'kind'>;

/** Answers questions about results. */
export class Selection {
  public constructor(private readonly results: Results) {}

  public get systems(): string[] {
    return unique(this.results.cells.map(({ system }) => system));
  }

  public get workers(): number[] {
    return unique(this.results.cells.map(({ workers }) => workers));
  }

  public get kinds(): Kind[] {
    return unique(this.results.cells.map(({ kind }) => kind));
  }

  public get spamAssassin(): boolean[] {
    return unique(this.results.cells.map(({ spamAssassin }) => spamAssassin));
  }

  /** The number of workers with most kinds of messages. */
  public get reference(): number {
    const kindsWith = (workers: number): number =>
      unique(this.results.cells.filter((cell) => cell.workers === workers).map(({ kind }) => kind)).length;
    return [...this.workers].sort((a, b) => kindsWith(b) - kindsWith(a))[0];
  }

  /** Where a system was measured. */
  public placesOf(system: string): Place[] {
    return this.results.cells.filter((cell) => cell.system === system);
  }

  public title(system: string): string {
    return this.results.titles[system];
  }

  public cell({ system, workers, spamAssassin, kind }: Place): Cell | undefined {
    return this.results.cells.find(
      (one) =>
        one.system === system && one.workers === workers && one.spamAssassin === spamAssassin && one.kind === kind,
    );
  }

  public spread(place: Place, figure: Figure): Spread | undefined {
    const cell = this.cell(place);
    return cell && spreadOf(cell.rounds.map(figure));
  }

  /** How much more the gateway has of something than another system, round by round. */
  public ratio(place: Place, figure: Figure): Spread | undefined {
    const [gateway, other] = [this.cell({ ...place, system: 'gateway' }), this.cell(place)];
    return gateway && other && spreadOf(ratiosOf(gateway.rounds.map(figure), other.rounds.map(figure)));
  }

  /** Milliseconds, of all rounds together. */
  public latency(
    place: Place,
    which: 'latencies' | 'latenciesInBurst',
  ): { readonly p50: number; readonly p99: number; readonly most: number } | undefined {
    const all = this.cell(place)?.rounds.flatMap((round) => round[which]) ?? [];
    return all.length === 0 ? undefined : { p50: quantile(all, 0.5), p99: quantile(all, 0.99), most: Math.max(...all) };
  }

  /** The median of each component. */
  public account(place: Place, which: 'cpu' | 'memory' | 'surroundings'): Account | undefined {
    const rounds = this.cell(place)?.rounds;
    return (
      rounds &&
      Object.fromEntries(
        Object.keys(rounds[0][which]).map((name) => [name, median(rounds.map((round) => round[which][name]))]),
      )
    );
  }

  /** MiB before any mail. */
  public idle({ system, workers, spamAssassin }: Place): Account | undefined {
    return this.results.idle?.find(
      (one) => one.system === system && one.workers === workers && one.spamAssassin === spamAssassin,
    )?.memory;
  }

  /** Of all rounds of all systems. */
  public most(figure: Figure): number {
    return Math.max(...this.results.cells.flatMap(({ rounds }) => rounds.map(figure)));
  }

  /** Of all rounds of a system. */
  public sum(system: string, figure: Figure): number {
    return this.results.cells
      .filter((cell) => cell.system === system)
      .flatMap(({ rounds }) => rounds)
      .reduce((sum, round) => sum + figure(round), 0);
  }
}

const unique = <Value>(values: readonly Value[]): Value[] => [...new Set(values)];
