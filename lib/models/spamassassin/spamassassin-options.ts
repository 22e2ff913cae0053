import { BayesSettingsOptions } from './bayes';
import { CompiledRuleOptions } from './compiled-rules';
import { NetworkTestOptions } from './network-tests';
import { OwnRuleOptions } from './own-rules';
import { RuleUpdateSettingsOptions } from './rule-updates';
import { SenderListOptions } from './senders';

/** What can be chosen of SpamAssassin. Levels and headers are amavisd's (`spamTagLevel` and its neighbours). */
export interface SpamAssassinOptions
  extends
    BayesSettingsOptions,
    CompiledRuleOptions,
    NetworkTestOptions,
    OwnRuleOptions,
    RuleUpdateSettingsOptions,
    SenderListOptions {}
