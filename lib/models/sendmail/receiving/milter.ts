import { Duration } from '../../duration';

/** What becomes of a message while its milter cannot be asked (`F=` of `INPUT_MAIL_FILTER`). */
export enum MilterFailure {
  /** The client is told to come back (4xx). */
  TEMPFAIL = 'T',
  /** The client is refused (5xx). */
  REJECT = 'R',
  /** The client is told to come back, and the connection is closed (421). */
  SHUTDOWN = '4',
  /** The message passes unseen. */
  ACCEPT = '',
}

/** Options of a milter. */
export interface MilterOptions {
  /**
   * What becomes of a message while the milter cannot be asked (`F=`).
   *
   * @default MilterFailure.TEMPFAIL: no message passes unseen, and none is lost
   */
  readonly onFailure?: MilterFailure;

  /**
   * How long a connection to it may take (`T=C:`).
   *
   * @default 5 minutes
   */
  readonly connectTimeout?: Duration;

  /**
   * How long it may take to take over a piece of the message (`T=S:`).
   *
   * @default 10 seconds
   */
  readonly sendTimeout?: Duration;

  /**
   * How long it may take to answer (`T=R:`); also at the end of a message, unless it says meanwhile that it is at work.
   *
   * @default 10 seconds
   */
  readonly readTimeout?: Duration;

  /**
   * How long it may take from the end of the message to its last answer (`T=E:`).
   *
   * @default 5 minutes
   */
  readonly endTimeout?: Duration;
}

/** A filter that sees messages while the client is still there (`INPUT_MAIL_FILTER`). */
export class Milter {
  /**
   * A milter that listens on a TCP port.
   *
   * @param name sendmail's name of it, for its log
   * @param host host name or IPv4 address; sendmail does not start while a name is unknown, as the engine's name of a
   * stopped container is
   */
  public static overTcp(name: string, host: string, port: number, options?: MilterOptions): Milter {
    return new Milter(name, host, port, options ?? {});
  }

  private constructor(
    /** sendmail's name of it. */
    public readonly name: string,
    /** Where it runs. */
    public readonly host: string,
    /** Where it listens. */
    public readonly port: number,
    /** What else was said of it. */
    public readonly options: MilterOptions,
  ) {}
}
