import { QueueVolume } from './queue-volume';
import { Size } from './size';

/**
 * Where the filter takes messages apart, `$TEMPBASE`. What is in it is in MTA-RX's queue too: nothing is lost with it.
 */
export class WorkDirectory {
  /** On a volume, which can be a disk of its own (README.sendmail-dual, PERFORMANCE NOTES). */
  public static onVolume(volume: QueueVolume): WorkDirectory {
    return new WorkDirectory(volume);
  }

  /**
   * In memory (tmpfs). It counts as the container's: the memory that is set by default grows by it. A message that does
   * not fit waits in MTA-RX's queue.
   *
   * @param size how much may be in it at a time, for all processes together
   */
  public static inMemory(size: Size): WorkDirectory {
    return new WorkDirectory(undefined, size);
  }

  private constructor(
    /** The volume; undefined where it is in memory. */
    public readonly volume?: QueueVolume,
    /** How much memory; undefined where it is on a volume. */
    public readonly memory?: Size,
  ) {}
}
