/** How checks of the client and of the sender wait until recipients are known (`FEATURE(delay_checks)`). */
export class DelayChecks {
  /** For all recipients alike. Who has authenticated is not checked. */
  public static plain(): DelayChecks {
    return new DelayChecks();
  }

  /**
   * The checks are left out for these recipients (`friend`, `Spam:` in the access map), such as `abuse@example.com`.
   *
   * @param recipients addresses or domains
   */
  public static friend(recipients: string[]): DelayChecks {
    return new DelayChecks('friend', [...recipients]);
  }

  /**
   * The checks are made for these recipients alone (`hater`, `Spam:` in the access map).
   *
   * @param recipients addresses or domains
   */
  public static hater(recipients: string[]): DelayChecks {
    return new DelayChecks('hater', [...recipients]);
  }

  private constructor(
    /** The argument of the feature: `friend`, `hater` or nothing. */
    public readonly argument = '',
    /** The recipients that are treated otherwise. */
    public readonly recipients: string[] = [],
  ) {}
}
