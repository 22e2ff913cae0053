import { DrilledGateway } from '../drilled-gateway';
import { Evidence, Sent } from '../ledger';

/** What a fault sees of the drill that it is part of. */
export interface Drill {
  readonly gateway: DrilledGateway;
  /** Everything that is known by now. */
  readonly evidence: () => Evidence;
  /** What was sent by now. */
  readonly sent: () => readonly Sent[];
  /** Says what was found, in the row of the fault. */
  readonly note: (text: string) => void;
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
  /** Whether it needs the small file systems. */
  readonly smallDisks?: boolean;
}
