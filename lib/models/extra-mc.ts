/**
 * Lines of your own for a `.mc` file, for what has no property. At synth only one thing is checked: that they undo nothing
 * that the gateway's safety rests on; m4 and sendmail check the rest when the image is built. Each list goes into the section of its name, behind the package's own lines (cf/README).
 */
export interface ExtraMc {
  /**
   * `define`, `FEATURE`, `DAEMON_OPTIONS` and the like, before the `MAILER` lines.
   *
   * @default - none
   */
  readonly options?: string[];

  /**
   * Mailers, behind `MAILER_DEFINITIONS`.
   *
   * @default - none
   */
  readonly mailerDefinitions?: string[];

  /**
   * Lines of the `.cf` file, such as classes and maps, behind `LOCAL_CONFIG`.
   *
   * @default - none
   */
  readonly localConfig?: string[];

  /**
   * Rules that choose a mailer for a recipient, behind `LOCAL_RULE_0`.
   *
   * @default - none
   */
  readonly localRule0?: string[];

  /**
   * Rule sets, behind `LOCAL_RULESETS`; each begins with its `S` line.
   *
   * @default - none
   */
  readonly rulesets?: string[];
}
