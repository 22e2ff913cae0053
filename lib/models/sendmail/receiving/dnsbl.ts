/** Options of a list of the kind that any answer means. */
export interface DnsblOptions {
  /**
   * What a listed client is told behind `550 5.7.1`; `$&{client_addr}` in it becomes the client's address.
   *
   * @default - "Rejected: ADDRESS listed at ZONE"
   */
  readonly message?: string;
}

/**
 * A list in DNS of addresses that no mail is taken from (cf/README, ANTI-SPAM CONFIGURATION CONTROL). Lists are asked in
 * their order, for IPv4 clients; a list that does not answer turns nobody away.
 */
export class Dnsbl {
  /**
   * A list where any answer means that the client is listed (`FEATURE(dnsbl)`).
   *
   * @param zone such as `bl.example.org`
   */
  public static of(zone: string, options?: DnsblOptions): Dnsbl {
    return new Dnsbl(zone, options?.message);
  }

  /**
   * A list where only certain answers do (`FEATURE(enhdnsbl)`), so that what a list says of too many questions, or of
   * clients that are merely new, is not taken for a listing.
   *
   * @param zone such as `zen.spamhaus.org`
   * @param answers the answers that count, such as `127.0.0.2`; six at most
   */
  public static enhanced(zone: string, answers: string[], options?: DnsblOptions): Dnsbl {
    return new Dnsbl(zone, options?.message, [...answers]);
  }

  private constructor(
    /** The list's zone. */
    public readonly zone: string,
    /** What a listed client is told. */
    public readonly message?: string,
    /** The answers that count; undefined where every answer does. */
    public readonly answers?: string[],
  ) {}
}
