// The public options; the tables beside them are the package's own.
export { BayesOptions, BayesSettingsOptions } from './bayes';
export { CompiledRuleOptions } from './compiled-rules';
export { NetworkTestOptions } from './network-tests';
export { OwnRuleOptions } from './own-rules';
export { RuleChannel } from './rule-channel';
export { RuleUpdateOptions, RuleUpdateSettingsOptions } from './rule-updates';
export { SenderListOptions } from './senders';
export { SpamAssassinOptions } from './spamassassin-options';
