/** Options of a limit. */
export interface ClientLimitOptions {
  /**
   * Other limits, by the client's address, or by an IPv4 network of whole octets such as `192.0.2`; 0 is no limit.
   *
   * @default - none
   */
  readonly exceptions?: { [client: string]: number };

  /**
   * Whether the connection is ended (421), and not only the command refused (452).
   *
   * @default false
   */
  readonly terminate?: boolean;

  /**
   * Whether the limit holds when a client connects, also where `delayChecks` has the other checks wait (`nodelay`).
   *
   * @default true
   */
  readonly immediate?: boolean;
}

/** A number for every client, and other numbers for some of them. */
export class ClientLimit {
  /**
   * As many for each client.
   *
   * @param perClient the number for every address that has no exception
   */
  public static of(perClient: number, options?: ClientLimitOptions): ClientLimit {
    return new ClientLimit(perClient, options ?? {});
  }

  private constructor(
    /** The number for every address that has no exception. */
    public readonly perClient: number,
    /** What else was said of it. */
    public readonly options: ClientLimitOptions,
  ) {}
}
