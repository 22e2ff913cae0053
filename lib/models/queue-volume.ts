/** What happens to a queue when its gateway is destroyed. */
export enum RemovalPolicy {
  /** Terraform refuses to destroy the volume (`prevent_destroy`), because mail may lie in it. */
  RETAIN = 'retain',
  /** The volume goes, with all mail in it. */
  DESTROY = 'destroy',
}

/**
 * Where a queue, the filter's work directory, the quarantine or the mailboxes lie. Each is a volume of its own, so that
 * they can be on separate disks (README.sendmail-dual, PERFORMANCE NOTES). Owner and mode follow from the run-as user
 * and are checked before the daemon starts.
 */
export class QueueVolume {
  /**
   * A volume that Terraform makes. It takes its owner and mode from the image.
   *
   * @param removalPolicy what destroying does; `RETAIN` where nothing is said
   */
  public static managed(removalPolicy?: RemovalPolicy): QueueVolume {
    return new QueueVolume(removalPolicy ?? RemovalPolicy.RETAIN);
  }

  /**
   * A directory of the host. It must belong to the run-as user's number, with the mode that the daemon asks for; the
   * container says so and stops where it does not.
   *
   * @param path absolute path on the host
   */
  public static onHostPath(path: string): QueueVolume {
    return new QueueVolume(RemovalPolicy.RETAIN, path);
  }

  /**
   * A volume that exists already, made by the engine's own means.
   *
   * @param name the volume's name
   */
  public static existing(name: string): QueueVolume {
    return new QueueVolume(RemovalPolicy.RETAIN, undefined, name);
  }

  private constructor(
    /** What happens when the gateway is destroyed. */
    public readonly removalPolicy: RemovalPolicy,
    /** Directory of the host, where it is one. */
    public readonly hostPath?: string,
    /** Name of the existing volume, where it is one. */
    public readonly volumeName?: string,
  ) {}
}
