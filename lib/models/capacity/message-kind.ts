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
  text: { size: 4_000, filter: { plain: 0.0136, spamAssassin: 0.133 }, others: 0.0264 },
  newsletter: { size: 51_000, filter: { plain: 0.0203, spamAssassin: 0.588 }, others: 0.051 },
  attachments: { size: 200_000, filter: { plain: 0.0429, spamAssassin: 0.154 }, others: 0.0573 },
  large: { size: 2_000_000, filter: { plain: 0.0662, spamAssassin: 0.211 }, others: 0.165 },
  recipients: { size: 3_500, filter: { plain: 0.0277, spamAssassin: 0.135 }, others: 0.052 },
  spam: { size: 5_000, filter: { plain: 0.0169, spamAssassin: 0.112 }, others: 0.03 },
} satisfies Record<string, KindFigures>;

/** What a message waits for, in seconds, whatever its kind. */
export const WAITING = {
  /** Before the filter and behind it: MTA-RX notices that the message has come, and starts a runner; MTA-TX delivers it. */
  pickup: 0.05,
  /** In a process of the filter: the network, and MTA-TX that writes the message to the disk. */
  filter: 0.01,
};

/** Bytes that a message takes on the disk beside its text: the control file, and the rest of the last blocks. */
export const QUEUED_OVERHEAD = 8192;
