import { Duration } from '../duration';
import { Size } from '../size';
import { MessageMix } from './message-mix';

/** The mail that comes, what may fail, and what there is to carry it. */
export interface CapacityPlanOptions {
  /** Messages a day, those of all gateways together. */
  readonly messagesPerDay: number;

  /**
   * How many times the day's average comes in its busiest minutes.
   *
   * @default 4
   */
  readonly peakFactor?: number;

  /**
   * What the mail is like.
   *
   * @default - an office's: 40 % texts, 25 % newsletters, 20 % spam, 10 % with attachments, 3 % to many recipients, 2 % large
   */
  readonly mix?: MessageMix;

  /**
   * Whether SpamAssassin is asked.
   *
   * @default true
   */
  readonly spamAssassin?: boolean;

  /**
   * What each message waits for in the filter beside its own work, such as SpamAssassin's network tests.
   *
   * @default - nothing
   */
  readonly lookups?: Duration;

  /**
   * Among how many gateways the mail is divided, each with cores of its own.
   *
   * @default - as many as are needed
   */
  readonly gateways?: number;

  /**
   * How many filters of a gateway may be down while it carries its peak.
   *
   * @default 1
   */
  readonly spareFilters?: number;

  /**
   * Cores that each gateway has.
   *
   * @default 2
   */
  readonly cores?: number;

  /**
   * How fast one of them is, against one of those of docs/performance.md.
   *
   * @default 1
   */
  readonly speed?: number;

  /**
   * Memory that each gateway has for its filters.
   *
   * @default - as much as is needed
   */
  readonly memory?: Size;

  /**
   * How long all filters may be down, so that everything waits in the queue of MTA-RX.
   *
   * @default Duration.hours(4)
   */
  readonly filterOutage?: Duration;

  /**
   * How long the servers behind may be down, so that everything waits in the queue of MTA-TX.
   *
   * @default Duration.days(1)
   */
  readonly destinationOutage?: Duration;
}
