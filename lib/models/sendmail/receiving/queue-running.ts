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
   * A new runner each time the interval has passed (`-q1s`), as long as fewer are at work than the filter has processes
   * (`confMAX_QUEUE_CHILDREN`): a slow message keeps nobody but its own runner busy.
   *
   * @param interval whole seconds
   */
  public static every(interval: Duration): QueueRunning {
    return new QueueRunning(interval);
  }

  private constructor(
    /** Time between two starts of a runner; none where runners are persistent. */
    public readonly interval?: Duration,
  ) {}
}
