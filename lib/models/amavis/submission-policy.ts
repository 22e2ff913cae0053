import { Destiny } from '../destiny';
import { AmavisOption } from './amavis-option';
import { BannedRule } from './banned-rule';
import { ownBannedTable } from './banned-files';
import { PerlValue, PerlWord } from './perl-value';
import { SUBMISSION_PORT } from './wiring';

/**
 * What is different for mail of our own users, who logged in at MTA-RX: amavisd takes it on a port of its own, with its
 * `ORIGINATING` policy bank (amavisd.conf-sample).
 */
export interface SubmissionPolicyOptions {
  /**
   * What is done with a virus (`final_virus_destiny`).
   *
   * @default Destiny.BOUNCE: the sender is known, and told
   */
  readonly virusDestiny?: Destiny;

  /**
   * What is done with a forbidden kind of file (`final_banned_destiny`).
   *
   * @default Destiny.BOUNCE: the sender is known, and told
   */
  readonly bannedDestiny?: Destiny;

  /**
   * What is done with spam (`final_spam_destiny`).
   *
   * @default Destiny.BOUNCE: the sender is known, and told
   */
  readonly spamDestiny?: Destiny;

  /**
   * What is done with a bad header (`final_bad_header_destiny`).
   *
   * @default Destiny.PASS
   */
  readonly badHeaderDestiny?: Destiny;

  /**
   * From here on it is called spam (`spam_tag2_level_maps`).
   *
   * @default - as for everybody
   */
  readonly spamTag2Level?: number;

  /**
   * From here on `spamDestiny` is done (`spam_kill_level_maps`).
   *
   * @default - as for everybody
   */
  readonly spamKillLevel?: number;

  /**
   * Kinds of file that are not let through (`banned_filename_maps`).
   *
   * @default - as for everybody
   */
  readonly bannedFiles?: BannedRule[];

  /**
   * Whether it is not looked through for spam (`bypass_spam_checks_maps`).
   *
   * @default false
   */
  readonly bypassSpamChecks?: boolean;
}

/** Mail of our own users. */
export interface SubmissionOptions {
  /**
   * What is different for mail of our own users (`$policy_bank{'ORIGINATING'}`).
   *
   * @default - as described there
   */
  readonly submissionPolicy?: SubmissionPolicyOptions;
}

const word = (destiny: Destiny): PerlWord => new PerlWord(destiny.name);

/** A table by recipient: a table of kinds of file in its place would be held against the recipient's address. */
const bannedForAll = (rules: readonly BannedRule[]): [string, PerlValue] => [
  'banned_filename_maps',
  [new Map([['.', ownBannedTable(rules)]])],
];

const bank = ({ submissionPolicy: s = {} }: SubmissionOptions): ReadonlyMap<string, PerlValue> =>
  new Map<string, PerlValue>([
    ['originating', 1],
    ['final_virus_destiny', word(s.virusDestiny ?? Destiny.BOUNCE)],
    ['final_banned_destiny', word(s.bannedDestiny ?? Destiny.BOUNCE)],
    ['final_spam_destiny', word(s.spamDestiny ?? Destiny.BOUNCE)],
    ['final_bad_header_destiny', word(s.badHeaderDestiny ?? Destiny.PASS)],
    // The sender is no forged one, whatever the virus is known for.
    ['viruses_that_fake_sender_maps', [false]],
    ...(s.spamTag2Level === undefined ? [] : [['spam_tag2_level_maps', [s.spamTag2Level]] as const]),
    ...(s.spamKillLevel === undefined ? [] : [['spam_kill_level_maps', [s.spamKillLevel]] as const]),
    ...(s.bannedFiles === undefined ? [] : [bannedForAll(s.bannedFiles)]),
    ...(s.bypassSpamChecks === undefined ? [] : [['bypass_spam_checks_maps', [s.bypassSpamChecks]] as const]),
  ]);

export const SUBMISSION: AmavisOption<SubmissionOptions>[] = [
  {
    variable: `$interface_policy{'${SUBMISSION_PORT}'}`,
    source: 'amavisd.conf-sample: mail that comes by that port is from our own users',
    byDefault: 'ORIGINATING',
  },
  {
    property: 'submissionPolicy',
    variable: "$policy_bank{'ORIGINATING'}",
    source: 'amavisd.conf-sample: it is signed, and the sender may be told of what is found',
    value: bank,
  },
];
