import { FilterCapacity, LEAST_PROCESSES } from '../amavis/filter-capacity';
import { Duration } from '../duration';
import { Size } from '../size';
import { CapacityPlanOptions } from './capacity-plan-options';
import { coresForMail, QUEUED_OVERHEAD, WAITING } from './message-kind';
import { figuresOf, MixFigures, TYPICAL_MIX } from './message-mix';
import { balanceOf, FilterQueue, mostOf } from './queueing';

/** Of the most that passes, at a peak: beyond that waiting grows fast. */
const FULL = 0.75;
/** More processes that gain less than this are not worth their memory. */
const KNEE = 0.97;
const DAY = 86_400;

/** How long messages take from the 250 to their delivery. */
export interface ExpectedLatency {
  /** On average. */
  readonly mean: Duration;
  /** Half of them. */
  readonly p50: Duration;
  /** 99 of 100. */
  readonly p99: Duration;
}

/**
 * How many gateways, filters, processes and runners it takes to carry a load, how large their queues become and how long
 * messages take: a queueing model whose figures are those of docs/performance.md. docs/capacity.md says how well it tells.
 */
export class CapacityPlan {
  /**
   * A plan for this load.
   *
   * @throws RangeError if a number is out of its range, or if the memory is not enough for any filter
   */
  public static of(options: CapacityPlanOptions): CapacityPlan {
    return new CapacityPlan(options);
  }

  /** Gateways that the mail is divided among. */
  public readonly gateways: number;
  /** Filters of each gateway (`replicas`). */
  public readonly filters: number;
  /** Processes of each filter (`filterProcesses`): its spares aside, the filters carry the peak. */
  public readonly processes: number;
  /** Queue runners of each MTA-RX: as many as its filters have processes. */
  public readonly runners: number;
  /** Memory of each filter. */
  public readonly memory: Size;
  /** What the queue of each MTA-RX holds when all filters have been down for so long. */
  public readonly rxQueue: Size;
  /** What the queue of each MTA-TX holds when the servers behind have been down for so long. */
  public readonly txQueue: Size;
  /** Messages a second that come to each gateway at the peak. */
  public readonly peak: number;
  /** Messages a second that each gateway passes at most. */
  public readonly most: number;
  /** How long messages take at the peak; undefined where the peak is more than can pass. */
  public readonly latency?: ExpectedLatency;
  /** The same, with the spare filters down. */
  public readonly latencyWithoutSpares?: ExpectedLatency;
  /** How long it takes to pass what an outage of all filters has left, beside a day's average; undefined where that is too much. */
  public readonly drain?: Duration;

  private readonly mix: MixFigures;
  private readonly queue: Omit<FilterQueue, 'arrivals' | 'processes'>;

  private constructor(options: CapacityPlanOptions) {
    const {
      messagesPerDay,
      peakFactor = 4,
      mix = TYPICAL_MIX,
      spamAssassin = true,
      lookups = Duration.seconds(0),
      spareFilters = 1,
      cores = 2,
      speed = 1,
      filterOutage = Duration.hours(4),
      destinationOutage = Duration.days(1),
    } = options;
    inRange({ messagesPerDay, speed }, (value) => value > 0 && Number.isFinite(value), 'a number above 0');
    inRange({ peakFactor }, (value) => value >= 1 && Number.isFinite(value), 'a number from 1 on');
    inRange(
      { cores, gateways: options.gateways ?? 1 },
      (value) => Number.isInteger(value) && value >= 1,
      'a whole number from 1 on',
    );
    inRange({ spareFilters }, (value) => Number.isInteger(value) && value >= 0, 'a whole number from 0 on');

    this.mix = figuresOf(mix, spamAssassin, speed);
    this.queue = {
      cores: coresForMail(cores),
      work: this.mix.work,
      otherWork: this.mix.otherWork,
      waiting: WAITING.filter + lookups.toSeconds(),
      variation: this.mix.variation,
    };
    this.filters = 1 + spareFilters;
    const capacity = FilterCapacity.of({ spamAssassin, networkTests: lookups.toSeconds() > 0 });
    const fitting =
      options.memory === undefined
        ? Infinity
        : capacity.fitting(Size.bytes(Math.floor(options.memory.toBytes() / this.filters)));
    const mostProcesses = Math.min(fitting, capacity.sensible);
    if (mostProcesses < LEAST_PROCESSES) {
      const needed = Size.bytes(this.filters * capacity.needed(LEAST_PROCESSES).toBytes());
      throw new RangeError(
        `property "memory" is ${options.memory?.toString()}: ${this.filters} filters with ${LEAST_PROCESSES} processes each need ${needed.toString()} (docs/filter-memory.md)`,
      );
    }
    const enough = (rate: number): number => {
      const counts = Array.from({ length: mostProcesses - LEAST_PROCESSES + 1 }, (_, index) => LEAST_PROCESSES + index);
      return counts.find((processes) => this.passing(processes) >= rate) ?? mostProcesses;
    };
    const knee = enough(KNEE * this.passing(mostProcesses));
    const peak = (messagesPerDay * peakFactor) / DAY;
    this.gateways = options.gateways ?? Math.ceil(peak / (FULL * this.passing(knee)));
    this.peak = peak / this.gateways;
    this.processes = enough(this.peak / FULL);
    this.runners = this.filters * this.processes;
    this.memory = capacity.needed(this.processes);
    this.most = this.passing(this.runners);
    this.latency = this.latencyWith(this.runners);
    this.latencyWithoutSpares = this.latencyWith(this.processes);

    const average = messagesPerDay / DAY / this.gateways;
    // An outage may begin at the peak, but the peak does not last all day.
    const waiting = (outage: Duration): number =>
      Math.min(this.peak * outage.toSeconds(), average * DAY * Math.ceil(outage.toSeconds() / DAY));
    const held = (messages: number): Size => Size.bytes(Math.ceil(messages * (this.mix.size + QUEUED_OVERHEAD)));
    this.rxQueue = held(waiting(filterOutage));
    this.txQueue = held(waiting(destinationOutage));
    this.drain = this.most > average ? inSeconds(waiting(filterOutage) / (this.most - average)) : undefined;
  }

  /** Messages a second that a gateway passes at most with so many processes in all of its filters. */
  public passing(processes: number): number {
    return mostOf({ ...this.queue, processes });
  }

  /** How long messages take at the peak with so many processes in all filters of a gateway; undefined where it cannot carry that. */
  public latencyWith(processes: number): ExpectedLatency | undefined {
    const balance = balanceOf({ ...this.queue, processes, arrivals: this.peak });
    if (balance === undefined) {
      return undefined;
    }
    const { work, waiting } = this.queue;
    const stretch = balance.service / (work + waiting);
    const within = (share: number): Duration =>
      inSeconds(WAITING.pickup + balance.waitWithin(share) + stretch * (waiting + this.mix.workWithin(share)));
    return { mean: inSeconds(WAITING.pickup + balance.wait + balance.service), p50: within(0.5), p99: within(0.99) };
  }
}

const inSeconds = (seconds: number): Duration => Duration.milliseconds(Math.ceil(seconds * 1000));

const inRange = (values: Record<string, number>, holds: (value: number) => boolean, rule: string): void => {
  for (const [name, value] of Object.entries(values)) {
    if (!holds(value)) {
      throw new RangeError(`property "${name}" is ${value}: write ${rule}`);
    }
  }
};
