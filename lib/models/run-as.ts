/**
 * The user that a sendmail runs as (`RunAsUser`), with the number it has in the image. Owner and mode of the queue, of the
 * status file, of the process file and of the places in memory all follow from it; the image makes the user.
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

  /** ClamAV's user: clamd and freshclam. */
  public static readonly CLAMAV = new RunAs('clamav', 2506);

  /** The user that fetches SpamAssassin's rules. */
  public static readonly SA_UPDATE = new RunAs('sa-update', 2508);

  /**
   * A user of your own. A queue that exists already must be given to the new number first (`chown -R ID:ID`): the container
   * says so and stops where it was not.
   *
   * @param user name of the user and of its group
   * @param id number of both, from 1 to 65533
   */
  public static of(user: string, id: number): RunAs {
    return new RunAs(user, id);
  }

  /**
   * root, and all that the README's SECURITY NOTE warns of: clients from the Internet talk to a process of the superuser. Of
   * its powers it keeps only the two that sendmail cannot start without (to change user and groups), but every file of the container that belongs to root is its own, and a
   * way out of the container would end as the host's root. Nothing in this package needs it.
   */
  public static root(): RunAs {
    return new RunAs('root', 0);
  }

  private constructor(
    /** Name of the user and of its group. */
    public readonly user: string,
    /** Number of the user and of its group, the same in every image of this package. */
    public readonly id: number,
  ) {}
}
