import { Kind } from '../corpus';

/** A message to hand over. */
export interface Order {
  readonly number: number;
  readonly kind: Kind;
  /** Milliseconds behind the beginning; not before that. */
  readonly at: number;
}

/** What a process of the load is told. */
export interface Job {
  /** On 127.0.0.1. */
  readonly port: number;
  /** Most sessions at a time; each is for one message, as with smtp-source. */
  readonly sessions: number;
  readonly seed: number;
  readonly orders: readonly Order[];
}

/** What became of a message at the system's door. */
export interface Sent {
  readonly number: number;
  /** Milliseconds, as `Date.now()` has them. */
  readonly begun: number;
  readonly ended: number;
  /** The answer, where it was not 250. */
  readonly refused?: string;
}
