/** What a kind of messages costs. */
export interface KindFigures {
  /** Bytes of a message. */
  readonly size: number;
  /** Seconds of processor time in amavisd. */
  readonly filter: { readonly plain: number; readonly spamAssassin: number };
  /** Seconds of processor time in MTA-RX, MTA-TX and the resolver together. */
  readonly others: number;
}

/** The kinds of messages that were measured: docs/performance.md. A test holds these figures against that page's. */
export const KINDS = {
  text: { size: 3_500, filter: { plain: 0.025, spamAssassin: 0.08 }, others: 0.02 },
  newsletter: { size: 50_000, filter: { plain: 0.04, spamAssassin: 0.3 }, others: 0.02 },
  attachments: { size: 200_000, filter: { plain: 0.08, spamAssassin: 0.15 }, others: 0.02 },
  large: { size: 2_000_000, filter: { plain: 0.3, spamAssassin: 0.4 }, others: 0.06 },
  recipients: { size: 3_500, filter: { plain: 0.05, spamAssassin: 0.1 }, others: 0.03 },
  spam: { size: 4_500, filter: { plain: 0.03, spamAssassin: 0.15 }, others: 0.02 },
} satisfies Record<string, KindFigures>;

/** What a message waits for, in seconds, whatever its kind. */
export const WAITING = {
  /** From the 250 to the filter: MTA-RX notices that it has come, and starts a runner. */
  pickup: 0.08,
  /** In a process of the filter: the network, and MTA-TX that writes the message to the disk. */
  filter: 0.01,
};

/** Bytes that a message takes on the disk beside its text: the control file, and the rest of the last blocks. */
export const QUEUED_OVERHEAD = 8192;
