/**
 * Names that the gateway's resolver answers itself, for machines without the Internet, for tests and for split DNS.
 */
export class LocalZone {
  /**
   * @param name the zone, such as `example.com`
   * @param records records in master-file form, such as `example.com. IN MX 10 mx.example.com.`
   */
  public static of(name: string, records: string[]): LocalZone {
    return new LocalZone(name, [...records]);
  }

  private constructor(
    /** The zone's name. */
    public readonly name: string,
    /** Its records. */
    public readonly records: string[],
  ) {}
}
