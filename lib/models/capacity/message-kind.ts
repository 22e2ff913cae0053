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
  text: { size: 4_000, filter: { plain: 0.015, spamAssassin: 0.155 }, others: 0.0255 },
  newsletter: { size: 51_000, filter: { plain: 0.02, spamAssassin: 0.76 }, others: 0.03 },
  attachments: { size: 200_000, filter: { plain: 0.041, spamAssassin: 0.2 }, others: 0.041 },
  large: { size: 2_000_000, filter: { plain: 0.066, spamAssassin: 0.227 }, others: 0.115 },
  recipients: { size: 3_500, filter: { plain: 0.0242, spamAssassin: 0.175 }, others: 0.041 },
  spam: { size: 5_000, filter: { plain: 0.0161, spamAssassin: 0.178 }, others: 0.0235 },
} satisfies Record<string, KindFigures>;

/** Seconds of processor time a second that a gateway takes without any mail: the engine's health checks, and what watches. */
export const IDLE = 0.055;

/** What a message waits for, in seconds, whatever its kind. */
export const WAITING = {
  /** Before the filter and behind it: MTA-RX notices that the message has come, and starts a runner; MTA-TX delivers it. */
  pickup: 0.04,
  /** In a process of the filter: the network, and MTA-TX that writes the message to the disk. */
  filter: 0.01,
};

/** Bytes that a message takes on the disk beside its text: the control file, and the rest of the last blocks. */
export const QUEUED_OVERHEAD = 8192;
