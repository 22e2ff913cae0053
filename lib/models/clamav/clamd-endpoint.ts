/** Where a clamd listens. */
export class ClamdEndpoint {
  /**
   * At a host's TCP port.
   *
   * @param host name or address
   * @param port 3310 where nothing is said
   */
  public static at(host: string, port?: number): ClamdEndpoint {
    return new ClamdEndpoint(host, port ?? 3310);
  }

  private constructor(
    /** Name or address. */
    public readonly host: string,
    /** TCP port. */
    public readonly port: number,
  ) {}
}
