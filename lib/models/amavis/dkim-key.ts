/**
 * A key that a domain's mail is signed with. Its private half is a file in the directory of `dkim.keys`; its public half
 * is a record in DNS.
 */
export class DkimKey {
  /**
   * @param domain the domain whose mail it signs (`d=`), one of the gateway's
   * @param selector name of the key (`s=`), such as `2026a`; a new key has a new one
   */
  public static of(domain: string, selector: string): DkimKey {
    return new DkimKey(domain, selector);
  }

  private constructor(
    /** The domain whose mail it signs. */
    public readonly domain: string,
    /** Name of the key. */
    public readonly selector: string,
  ) {}

  /** The name of its record in DNS; with `.pem` behind, that of its file. */
  public get recordName(): string {
    return `${this.selector}._domainkey.${this.domain}`;
  }
}
