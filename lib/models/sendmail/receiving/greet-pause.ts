import { Duration } from '../../duration';

/** Options of a pause. */
export interface GreetPauseOptions {
  /**
   * Other pauses, by the client's name, domain or address, or by an IPv4 network of whole octets such as `192.0.2`; 0 is
   * no pause.
   *
   * @default - none
   */
  readonly exceptions?: { [client: string]: Duration };
}

/** A pause before the greeting: a client that does not wait for it is not a mail server (`FEATURE(greet_pause)`). */
export class GreetPause {
  /**
   * As long for each client.
   *
   * @param pause at most 5 minutes, which is how long clients wait (RFC 5321 section 4.5.3.2.1)
   */
  public static of(pause: Duration, options?: GreetPauseOptions): GreetPause {
    return new GreetPause(pause, options ?? {});
  }

  private constructor(
    /** The pause for every client that has no exception. */
    public readonly pause: Duration,
    /** What else was said of it. */
    public readonly options: GreetPauseOptions,
  ) {}
}
