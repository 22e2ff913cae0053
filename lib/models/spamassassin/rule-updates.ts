import { Duration } from '../duration';
import { ImageSource } from '../image-source';
import { Rule } from '../rules';
import { Size } from '../size';
import { RuleChannel } from './rule-channel';

/** Where the rules lie that updates have brought: releases, the newest with the highest number. */
export const RULES = '/var/lib/sa-rules';

/** The rules that SpamAssassin in the filter reads: a link to one of the releases, or to Debian's. */
export const CHOSEN_RULES = '/run/amavis/rules';

export const UPDATE_INTERVAL = Duration.days(1);

/** New rules from outside, by a container of their own. The filter reads them; it fetches nothing itself. */
export interface RuleUpdateOptions {
  /**
   * Where they come from.
   *
   * @default - the SpamAssassin project
   */
  readonly channels?: RuleChannel[];

  /**
   * How often they are asked for, in whole seconds (`sa-update`). After a failure it is tried again in a tenth of this
   * time; after three times this time without a success the container is unhealthy.
   *
   * @default 1 day
   */
  readonly interval?: Duration;

  /**
   * Most memory that the container may use.
   *
   * @default 256 MiB
   */
  readonly memory?: Size;

  /**
   * Where the image comes from.
   *
   * @default - as that of the filter; built upon Debian 12 where that one is from a registry
   */
  readonly image?: ImageSource;
}

/** Where new rules come from. */
export interface RuleUpdateSettingsOptions {
  /**
   * New rules from outside. What the filter's SpamAssassin refuses (`spamassassin --lint`) is not taken; what it accepts
   * is, without a restart of the container.
   *
   * @default - the rules are those of Debian's package
   */
  readonly ruleUpdates?: RuleUpdateOptions;
}

export const INTERVAL: Rule = {
  rule: 'rules are asked for at most every ten seconds, after whole seconds',
  source: 'sa-update(1): the mirrors are run by volunteers',
  instead: 'a length such as Duration.days(1)',
  holds: (value) =>
    value instanceof Duration && value.toMilliseconds() >= 10_000 && value.toMilliseconds() % 1000 === 0,
};
