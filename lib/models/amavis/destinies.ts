import { Destiny } from '../destiny';
import { Rule } from '../rules';
import { AmavisOption } from './amavis-option';

/** What happens to mail that is not clean. */
export interface DestinyOptions {
  /**
   * What is done with a message that has a virus (`$final_virus_destiny`; README, NOTES).
   *
   * @default Destiny.DISCARD: into the quarantine, and nobody is told
   */
  readonly virusDestiny?: Destiny;

  /**
   * What is done with a message that has a forbidden kind of file (`$final_banned_destiny`; README, NOTES).
   *
   * @default Destiny.DISCARD: into the quarantine, and the recipients are told
   */
  readonly bannedDestiny?: Destiny;

  /**
   * What is done with spam (`$final_spam_destiny`; README, NOTES).
   *
   * @default Destiny.PASS: delivered, with "X-Spam-Flag: YES"
   */
  readonly spamDestiny?: Destiny;

  /**
   * What is done with a message whose header breaks the standard (`$final_bad_header_destiny`; README, NOTES).
   *
   * @default Destiny.PASS
   */
  readonly badHeaderDestiny?: Destiny;

  /**
   * Whether notices about spam and viruses from outside may go to whoever the envelope names as their sender, who is
   * mostly somebody else (backscatter). Without it `Destiny.BOUNCE` is refused for spam and viruses, and with it where
   * MTA-RX accepts mail for recipients that it does not know.
   *
   * @default false
   */
  readonly bouncesToStrangers?: boolean;
}

/** What behind MTA-RX can be done with a message. */
export const DESTINY: Rule = {
  rule: 'mail that MTA-RX has accepted cannot be rejected any more; D_REJECT would make it bounce',
  source: 'README.sendmail-dual, NOTES: "should not specify D_REJECT"',
  instead: 'Destiny.PASS, Destiny.BOUNCE or Destiny.DISCARD',
  holds: (value) => value instanceof Destiny && ['D_PASS', 'D_BOUNCE', 'D_DISCARD'].includes(value.name),
};

/** Properties that are a destiny, with what they are where nothing is said. */
export const DESTINIES = {
  virusDestiny: Destiny.DISCARD,
  bannedDestiny: Destiny.DISCARD,
  spamDestiny: Destiny.PASS,
  badHeaderDestiny: Destiny.PASS,
} as const;

const VARIABLES = {
  virusDestiny: '$final_virus_destiny',
  bannedDestiny: '$final_banned_destiny',
  spamDestiny: '$final_spam_destiny',
  badHeaderDestiny: '$final_bad_header_destiny',
} as const;

export const DESTINY_ROWS: AmavisOption<DestinyOptions>[] = Object.entries(VARIABLES).map(([property, variable]) => ({
  property: property as keyof typeof VARIABLES,
  rule: DESTINY,
  variable,
  source: 'README, NOTES: not D_REJECT',
  byDefault: DESTINIES[property as keyof typeof VARIABLES],
}));
