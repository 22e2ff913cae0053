import { DrilledGateway } from '../drilled-gateway';
import { Evidence, Sent } from '../ledger';

/** Faults that need another gateway than the one deployed first, or make one. */
export enum Stage {
  /** Those that deploy changes, and those that need a change. */
  CHANGED = 'changed',
  /** Those that fill small file systems. */
  SMALL_DISKS = 'small disks',
  /** What comes last: Terraform's provider waits in vain for the end of a container that was there before the engine was. */
  ENGINE = 'engine',
}

/** What a fault sees of the drill that it is part of. */
export interface Drill {
  readonly gateway: DrilledGateway;
  /** Everything that is known by now. */
  readonly evidence: () => Evidence;
  /** What was sent by now. */
  readonly sent: () => readonly Sent[];
  /** Says what was found, in the row of the fault. */
  readonly note: (text: string) => void;
  /** Breaks and repairs something else, without waiting for more than that. */
  readonly disturb: (fault: Fault, seconds: number) => Promise<void>;
}

/** Makes good what was broken. */
export type Repair = () => void | Promise<void>;

/** Something that can break, and what has to hold while it is broken. */
export interface Fault {
  readonly name: string;
  /** What is broken, as the table says it. */
  readonly what: string;
  /** How long it stays broken when it comes alone; by chance it is shorter. */
  readonly seconds: number;
  /** Breaks it. Gives back what repairs it, where it does not come back by itself. */
  readonly cause: (drill: Drill) => Repair | undefined | Promise<Repair | undefined>;
  /** Looks at what has to hold meanwhile; throws what does not. */
  readonly meanwhile?: (drill: Drill) => Promise<void>;
  /** Whether it comes only alone: it takes long, or needs something made for it. */
  readonly alone?: boolean;
  /** What of the drill it belongs to; without, to the first: the gateway as it was deployed. */
  readonly stage?: Stage;
}
