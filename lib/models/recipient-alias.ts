/** A recipient whose mail goes to another address (`virtusertable`). MTA-RX rewrites it before the filter sees it. */
export class RecipientAlias {
  /**
   * One recipient.
   *
   * @param recipient a local part such as `sales`, or an address of the domain such as `sales@example.com`
   * @param target the address that gets its mail, of this domain or of any other
   */
  public static of(recipient: string, target: string): RecipientAlias {
    return new RecipientAlias(target, recipient);
  }

  /**
   * Everybody whom the domain does not have.
   *
   * @param target the address that gets their mail
   */
  public static catchAll(target: string): RecipientAlias {
    return new RecipientAlias(target);
  }

  private constructor(
    /** The address that gets the mail. */
    public readonly target: string,
    /** Local part or address; undefined for everybody whom the domain does not have. */
    public readonly recipient?: string,
  ) {}
}
