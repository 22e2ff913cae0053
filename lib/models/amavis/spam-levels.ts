import { Rule } from '../rules';
import { AmavisOption } from './amavis-option';

/** From which score on what is done. A score is a sum of SpamAssassin's points. */
export interface SpamLevelOptions {
  /**
   * From here on a message has headers that say its score (`$sa_tag_level_deflt`).
   *
   * @default -999: all mail for the gateway's domains
   */
  readonly spamTagLevel?: number;

  /**
   * From here on it is called spam: "X-Spam-Flag: YES" (`$sa_tag2_level_deflt`).
   *
   * @default 6.2
   */
  readonly spamTag2Level?: number;

  /**
   * From here on `spamDestiny` is done (`$sa_kill_level_deflt`).
   *
   * @default 6.9
   */
  readonly spamKillLevel?: number;

  /**
   * From here on no notice goes to a sender, whatever `spamDestiny` is (`$sa_dsn_cutoff_level`).
   *
   * @default 10
   */
  readonly spamDsnCutoffLevel?: number;

  /**
   * From here on spam is not even kept in the quarantine (`$sa_quarantine_cutoff_level`).
   *
   * @default - all is kept that is not delivered
   */
  readonly spamQuarantineCutoffLevel?: number;

  /**
   * What stands before the subject of a message that is called spam (`$sa_spam_subject_tag`).
   *
   * @default - nothing
   */
  readonly spamSubjectTag?: string;
}

export const SCORE: Rule = {
  rule: 'a score is a number of points',
  source: 'amavisd.conf-sample, $sa_tag_level_deflt',
  instead: 'a number such as 6.2',
  holds: (value) => typeof value === 'number' && Number.isFinite(value),
};

/** What stands before a subject. */
export const SUBJECT_TAG: Rule = {
  rule: 'what stands before a subject is one line without "$" before a number',
  source: 'RFC 5322 section 2.2; README.lookups: "$1" would be replaced',
  instead: 'a text such as "[spam] ", or an empty one for nothing',
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  holds: (value) => typeof value === 'string' && !/[\u0000-\u001f\u007f]|\$[({]?\d/.test(value),
};

export const SPAM_LEVELS: AmavisOption<SpamLevelOptions>[] = [
  {
    property: 'spamTagLevel',
    rule: SCORE,
    variable: '$sa_tag_level_deflt',
    source: 'X-Spam headers on all mail for local domains',
    byDefault: -999,
  },
  {
    property: 'spamTag2Level',
    rule: SCORE,
    variable: '$sa_tag2_level_deflt',
    source: 'amavisd.conf-default: from here on it is spam',
    byDefault: 6.2,
  },
  {
    property: 'spamKillLevel',
    rule: SCORE,
    variable: '$sa_kill_level_deflt',
    source: 'amavisd.conf-default: here spamDestiny begins',
    byDefault: 6.9,
  },
  {
    property: 'spamDsnCutoffLevel',
    rule: SCORE,
    variable: '$sa_dsn_cutoff_level',
    source: 'amavisd.conf-default',
    byDefault: 10,
  },
  {
    property: 'spamQuarantineCutoffLevel',
    rule: SCORE,
    variable: '$sa_quarantine_cutoff_level',
    source: 'amavisd.conf-sample',
  },
  {
    property: 'spamSubjectTag',
    rule: SUBJECT_TAG,
    variable: '$sa_spam_subject_tag',
    source: "Debian's '***SPAM*** ' breaks signatures; the flag says the same",
    value: (s) => s.spamSubjectTag,
  },
  {
    variable: '@score_sender_maps',
    source: "Debian's list of good and bad senders is ten years old",
    value: () => [],
  },
];
