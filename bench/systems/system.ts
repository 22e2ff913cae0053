import { Part } from '../measure/usage';
import { Door } from '../sender';

/** What is the same for all systems at a time. */
export interface Setting {
  /** Messages that are checked at a time. */
  readonly workers: number;
  readonly spamAssassin: boolean;
  /** Which of the settings that are not the README's the gateway is without. */
  readonly variation?: number;
}

/** One of those that are compared. */
export interface System {
  /** As the command line and the results know it. */
  readonly name: string;
  /** As a reader knows it. */
  readonly title: string;
  /** On 127.0.0.1. */
  readonly port: number;
  /** Whether it takes no more sessions than it has workers: there is no queue before them. */
  readonly isFilterAlone?: boolean;
  /** Whether it has no way without checking for spam. */
  readonly alwaysChecks?: boolean;
  /** Its containers, and what each of them holds. */
  readonly parts: readonly Part[];
  /** What others use too, and what it is measured with all the same. */
  readonly shared?: readonly Part[];

  /** Has it run with this setting, ready to take mail. */
  start(setting: Setting): Promise<void>;

  /** Waits until what it does when it has stood still, and would not do otherwise, is over. */
  settle?(): Promise<void>;

  /** Takes it away. */
  remove(): void;
}

export const containersOf = ({ parts }: System): string[] => parts.map(({ container }) => container);

/** Where a system takes messages, and how many at a time. */
export const doorOf = ({ port, isFilterAlone }: System, { workers }: Setting): Door => ({
  port,
  sessions: isFilterAlone ? workers : undefined,
});
