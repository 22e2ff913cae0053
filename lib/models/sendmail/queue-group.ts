import { Duration } from '../duration';
import { MapEntry } from './maps';

/** A flag of a queue group (op.me, "Queue Group Declaration"); sendmail 8.17 knows one. */
export enum QueueGroupFlag {
  /** A process of its own for each runner of a run; without it a run takes one message after the other. */
  FORK = 'f',
}

/** How flags are written behind a group's path: with a comma before. */
export const flagsEquate = (flags: readonly QueueGroupFlag[] = [QueueGroupFlag.FORK]): string =>
  flags.length === 0 ? '' : `, F=${flags.join('')}`;

/** Options of a queue group. */
export interface QueueGroupOptions {
  /**
   * Its directory (`P=`), by the name that it has in the queue's volume; it may be changed while mail is queued. It
   * cannot begin with "q": the directories of all other mail do, where there are several.
   *
   * @default - "group-" and the group's name
   */
  readonly directory?: string;

  /**
   * Its flags (`F=`). Without `FORK` it can have one runner only.
   *
   * @default [QueueGroupFlag.FORK]
   */
  readonly flags?: QueueGroupFlag[];

  /**
   * Runners that work side by side in a run of this group (`R=`). At MTA-RX they count among the filter's processes. At
   * MTA-TX, where `persistentRunners` is set and `deliveryMode` is QUEUE_ONLY, they are the most messages that its servers are
   * handed at a time. Otherwise they bound a run of the queue only: each message has its first try at once, in a process of
   * its own, and a run that takes longer than the interval does not keep the next from starting.
   *
   * @default 1
   */
  readonly runners?: number;

  /**
   * Time between two runs of this group (`I=`); whole seconds.
   *
   * @default - as all the queue
   */
  readonly interval?: Duration;

  /**
   * Most messages in one run (`J=`).
   *
   * @default - no limit
   */
  readonly jobs?: number;

  /**
   * How far its runners stand back behind other processes (`N=`). Persistent ones stand back so much further with each run
   * of the queue, up to 19.
   *
   * @default 0
   */
  readonly niceness?: number;

  /**
   * Most recipients in one envelope; more are split (`r=`).
   *
   * @default - no limit
   */
  readonly maxRecipients?: number;
}

/**
 * A queue group beside `mqueue` (`QUEUE_GROUP`): mail for certain domains waits in directories of its own and has runners
 * of its own, so that it cannot hold up all other mail.
 */
export class QueueGroup {
  /**
   * The mail for these domains (`FEATURE(queuegroup)`, `QGRP:` in the access map).
   *
   * @param name name of the group
   */
  public static forDomains(name: string, domains: string[], options?: QueueGroupOptions): QueueGroup {
    return new QueueGroup(name, domains, options ?? {});
  }

  private constructor(
    /** Name of the group. */
    public readonly name: string,
    /** Recipients' domains. */
    public readonly domains: string[],
    /** What else was said of it. */
    public readonly options: QueueGroupOptions,
  ) {}

  /** Its directory in the queue's volume. */
  public get directory(): string {
    return this.options.directory ?? `group-${this.name}`;
  }

  /** Runners that work side by side. */
  public get runners(): number {
    return this.options.runners ?? 1;
  }
}

/** How a group is written behind its path. */
export const groupEquates = ({ runners, options }: QueueGroup): string =>
  [
    `R=${runners}`,
    ...(options.interval === undefined ? [] : [`I=${options.interval.toSendmail()}`]),
    ...(options.jobs === undefined ? [] : [`J=${options.jobs}`]),
    ...(options.niceness === undefined ? [] : [`N=${options.niceness}`]),
    ...(options.maxRecipients === undefined ? [] : [`r=${options.maxRecipients}`]),
  ].join(', ') + flagsEquate(options.flags);

/** Which group a recipient's domain belongs to. */
export const queueGroupAccess = ({ queueGroups = [] }: { readonly queueGroups?: readonly QueueGroup[] }): MapEntry[] =>
  queueGroups.flatMap(({ name, domains }) => domains.map((domain) => ({ key: `QGRP:${domain}`, value: name })));
