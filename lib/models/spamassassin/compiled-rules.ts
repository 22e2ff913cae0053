import { SpamAssassinOption } from './spamassassin-option';

/** How rules are run. */
export interface CompiledRuleOptions {
  /**
   * Whether what can be compiled of the rules about a message's text is compiled to C when the image is built
   * (`sa-compile`). Building takes a minute longer and needs Debian's packages; verdicts are the same. A rule that
   * `ruleUpdates` has changed since then runs uncompiled.
   *
   * @default false
   */
  readonly compiledRules?: boolean;
}

export const COMPILED_RULES: SpamAssassinOption<CompiledRuleOptions>[] = [
  {
    property: 'compiledRules',
    setting: 'loadplugin',
    source: 'sa-compile(1)',
    additive: true,
    value: (s) => (s.compiledRules ? 'Mail::SpamAssassin::Plugin::Rule2XSBody' : undefined),
  },
];
