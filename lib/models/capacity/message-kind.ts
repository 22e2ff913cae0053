/** What a kind of messages costs. */
export interface KindFigures {
  /** Bytes of a message. */
  readonly size: number;
  /** Seconds of processor time in amavisd. */
  readonly filter: { readonly plain: number; readonly spamAssassin: number };
  /** Seconds of processor time in MTA-RX, MTA-TX and the resolver, and in the engine for their logs and their published port. */
  readonly others: number;
}

/** The kinds of messages that were measured: docs/performance.md. A test holds these figures against that page's. */
export const KINDS = {
  text: { size: 4_000, filter: { plain: 0.0124, spamAssassin: 0.103 }, others: 0.0143 },
  newsletter: { size: 51_000, filter: { plain: 0.0145, spamAssassin: 0.42 }, others: 0.0217 },
  attachments: { size: 200_000, filter: { plain: 0.0292, spamAssassin: 0.122 }, others: 0.0227 },
  // Others: more than their processor time (0.059), by as much as beginning and end of the benchmark's few large messages take.
  large: { size: 2_000_000, filter: { plain: 0.0418, spamAssassin: 0.129 }, others: 0.068 },
  recipients: { size: 3_500, filter: { plain: 0.0171, spamAssassin: 0.099 }, others: 0.0233 },
  spam: { size: 5_000, filter: { plain: 0.0116, spamAssassin: 0.0905 }, others: 0.0153 },
} satisfies Record<string, KindFigures>;

/** Seconds of processor time a second that a gateway takes without any mail: the engine's health checks, and what watches. */
export const IDLE = 0.055;

/** What mail has of so many cores. */
export const coresForMail = (cores: number): number => cores - IDLE;

/** What a message waits for, in seconds, whatever its kind. */
export const WAITING = {
  /** Before the filter and behind it: MTA-RX notices that the message has come, and starts a runner; MTA-TX delivers it. */
  pickup: 0.01,
  /** In a process of the filter: the network, and MTA-TX that writes the message to the disk. */
  filter: 0.005,
};

/** Bytes that a message takes on the disk beside its text: the control file, and the rest of the last blocks. */
export const QUEUED_OVERHEAD = 8192;
