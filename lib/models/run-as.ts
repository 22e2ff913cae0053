/**
 * The user that a sendmail runs as (`RunAsUser`), with the numbers it has in the package's images. The owner of the
 * queue, of the status file and of the process file all follow from it.
 */
export class RunAs {
  /** Debian's mail submission user: MTA-RX (README.sendmail-dual, SECURITY NOTE). */
  public static readonly SMMSP = new RunAs('smmsp', 2501);

  /** Debian's mail transfer user: MTA-TX. */
  public static readonly SMMTA = new RunAs('smmta', 2502);

  /** amavisd-new's user. */
  public static readonly AMAVIS = new RunAs('amavis', 2503);

  /** unbound's user. */
  public static readonly UNBOUND = new RunAs('unbound', 2504);

  private constructor(
    /** Name of the user and of its group. */
    public readonly user: string,
    /** Number of the user and of its group, the same in every image of this package. */
    public readonly id: number,
  ) {}
}
