import { Duration } from '../../duration';

/** When MTA-RX looks into its queue. However it does, no more messages are at the filter than it has processes. */
export class QueueRunning {
  /**
   * Persistent runners (`-qp`), as in the README: `R=` of them share one reading of the queue, and the queue is read again
   * when the last of them has finished. One slow message holds up all that come behind it.
   */
  public static persistent(): QueueRunning {
    return new QueueRunning();
  }

  /**
   * The README's wish, few runners and none that waits for another, and no wait for the clock either: a runner of its own for what
   * has just been received (`-qf -qI`), and one that looks for what else waits, each second as long as there is something to do;
   * never more at a time than the filter has processes. The program `run-queue` of the image starts them, as sendmail itself looks
   * into its queue once a second at most.
   *
   * @param pause the longest time between two looks at mail that waits; 8 seconds if nothing is said. Whole seconds.
   */
  public static onArrival(pause: Duration = Duration.seconds(8)): QueueRunning {
    return new QueueRunning(pause, true);
  }

  /**
   * A new runner each time the interval has passed (`-q1s`), as long as fewer are at work than the filter has processes
   * (`confMAX_QUEUE_CHILDREN`): a slow message keeps nobody but its own runner busy.
   *
   * @param interval whole seconds
   */
  public static every(interval: Duration): QueueRunning {
    return new QueueRunning(interval);
  }

  private constructor(
    /** Time between two starts of a runner; the longest one where mail that arrives starts them; none where they are persistent. */
    public readonly interval?: Duration,
    /** Whether mail that arrives starts a runner. */
    public readonly isOnArrival = false,
  ) {}
}
