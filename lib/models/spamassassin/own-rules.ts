import { Rule } from '../rules';
import { SpamAssassinOption } from './spamassassin-option';

/** Rules and scores of one's own. SpamAssassin reads them all when the image is built, and refuses what it cannot read. */
export interface OwnRuleOptions {
  /**
   * Lines of SpamAssassin's own language: tests, and settings that have no property.
   *
   * @default - none
   */
  readonly rules?: string[];

  /**
   * Files with such lines, on the machine that synthesizes.
   *
   * @default - none
   */
  readonly ruleFiles?: string[];

  /**
   * How many points a test counts, by its name (`score`); 0 switches it off.
   *
   * @default - SpamAssassin's own scores
   */
  readonly scores?: { [test: string]: number };
}

export const OWN_LINE: Rule = {
  rule: 'a line of rules is one line of printable characters and tabs',
  source: 'Mail::SpamAssassin::Conf: a setting ends with its line',
  instead: 'the text without line breaks and control characters; a line an element',
  holds: (value) =>
    typeof value === 'string' &&
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    !/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value) &&
    !/\p{Surrogate}/u.test(value),
};

export const TEST_NAME: Rule = {
  rule: 'a test is named with letters, digits and "_", at most 40, and no digit in front',
  source: 'Mail::SpamAssassin::Conf, "Rule definitions"',
  instead: 'a name such as "MY_TEST"',
  holds: (value) => typeof value === 'string' && /^[A-Za-z_]\w{0,39}$/.test(value),
};

export const POINTS: Rule = {
  rule: 'a score is a number of points from -1000 to 1000',
  source: 'Mail::SpamAssassin::Conf, score; 100 is what the lists of senders count',
  instead: 'a number such as 2.5',
  holds: (value) => typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= 1000,
};

/** SpamAssassin reads no exponent. */
const written = (points: number): string => String(Number(points.toFixed(4)));

export const OWN_RULES: SpamAssassinOption<OwnRuleOptions>[] = [
  {
    property: 'scores',
    setting: 'score',
    source: 'chosen here',
    additive: true,
    value: (s) => Object.entries(s.scores ?? {}).map(([test, points]) => `${test} ${written(points)}`),
  },
];
