import { BAYES_ROWS } from './bayes';
import { COMPILED_RULES } from './compiled-rules';
import { NETWORK_TESTS } from './network-tests';
import { OWN_RULES } from './own-rules';
import { SENDER_LISTS } from './senders';
import { SpamAssassinOption } from './spamassassin-option';
import { SpamAssassinOptions } from './spamassassin-options';
import { TRUSTED_NETWORKS, TrustedNetworkSettings } from './trusted-networks';

/** What SpamAssassin's site-wide settings consist of. */
export interface SpamAssassinSettings extends SpamAssassinOptions, TrustedNetworkSettings {}

/** SpamAssassin's settings, one table a topic. */
export const SPAMASSASSIN_OPTIONS: SpamAssassinOption<SpamAssassinSettings>[] = [
  ...COMPILED_RULES,
  ...NETWORK_TESTS,
  ...BAYES_ROWS,
  ...TRUSTED_NETWORKS,
  ...SENDER_LISTS,
  ...OWN_RULES,
];

/** The row that writes what a line of one's own would set too; undefined where the line may stand. */
export const rowThatSets = (line: string): SpamAssassinOption<SpamAssassinSettings> | undefined => {
  // A line may be for one language alone.
  const [name] = line
    .trim()
    .replace(/^lang\s+\S+\s+/i, '')
    .split(/[\s=]+/);
  return SPAMASSASSIN_OPTIONS.find(({ setting, additive }) => !additive && setting === name.toLowerCase());
};
