import { KINDS } from './message-kind';

/**
 * Which share of the mail is of which kind, by number of messages. What is left out is not there; the numbers need not add up
 * to anything, as they are compared with each other. The kinds are those that the benchmark measures (docs/performance.md).
 */
export interface MessageMix {
  /**
   * Texts of 1 to 6 KB to one recipient.
   *
   * @default 0
   */
  readonly text?: number;

  /**
   * Newsletters: text and HTML, 50 KB.
   *
   * @default 0
   */
  readonly newsletter?: number;

  /**
   * Messages of 200 KB with attachments, one of them compressed.
   *
   * @default 0
   */
  readonly attachments?: number;

  /**
   * Messages of 2 MB.
   *
   * @default 0
   */
  readonly large?: number;

  /**
   * Texts of 3 KB to 20 recipients each.
   *
   * @default 0
   */
  readonly recipients?: number;

  /**
   * Short HTML that looks like spam.
   *
   * @default 0
   */
  readonly spam?: number;
}

/** An office's mail. */
export const TYPICAL_MIX: Required<MessageMix> = {
  text: 40,
  newsletter: 25,
  attachments: 10,
  large: 2,
  recipients: 3,
  spam: 20,
};

/** What the messages of a mix cost, on average. */
export interface MixFigures {
  /** Bytes of a message. */
  readonly size: number;
  /** Seconds of processor time in amavisd. */
  readonly work: number;
  /** The variance of those, in squares of their mean. */
  readonly variation: number;
  /** Seconds of processor time in the other containers. */
  readonly otherWork: number;
  /** How much of that work a message takes that only such a share of the messages goes beyond. */
  workWithin(share: number): number;
}

/**
 * @param speed of a core, against one that the figures were measured on
 * @throws RangeError if a share is below 0, or all of them are 0
 */
export const figuresOf = (mix: MessageMix, spamAssassin: boolean, speed: number): MixFigures => {
  const kinds = Object.entries(KINDS).map(([kind, { size, filter, others }]) => ({
    share: mix[kind as keyof MessageMix] ?? 0,
    size,
    work: (spamAssassin ? filter.spamAssassin : filter.plain) / speed,
    others: others / speed,
  }));
  const all = kinds.reduce((sum, { share }) => sum + share, 0);
  if (!(all > 0 && Number.isFinite(all)) || kinds.some(({ share }) => share < 0)) {
    throw new RangeError(`property "mix" is ${JSON.stringify(mix)}: write shares of 0 or more, and one above 0`);
  }
  const mean = (figure: (kind: (typeof kinds)[number]) => number): number =>
    kinds.reduce((sum, kind) => sum + (figure(kind) * kind.share) / all, 0);
  const work = mean((kind) => kind.work);
  const byWork = [...kinds].sort((one, other) => one.work - other.work);
  return {
    size: mean(({ size }) => size),
    work,
    variation: mean((kind) => (kind.work / work - 1) ** 2),
    otherWork: mean(({ others }) => others),
    workWithin: (share) => {
      let reached = 0;
      const found = byWork.find((kind) => (reached += kind.share / all) >= share - 1e-9);
      return (found ?? byWork[byWork.length - 1]).work;
    },
  };
};
