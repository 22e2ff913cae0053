import { AccessAction } from './access-action';

/** An entry of the access map (cf/README, ANTI-SPAM CONFIGURATION CONTROL). */
export class AccessEntry {
  /**
   * About a client (`Connect:`).
   *
   * @param client its name, or a domain with all names below it; its address, or a network such as `192.0.2.0/24`
   */
  public static connect(client: string, action: AccessAction): AccessEntry {
    return new AccessEntry('Connect', client, action);
  }

  /**
   * About a sender (`From:`).
   *
   * @param sender an address, a domain with all domains below it, or `user@` for this local part of every domain
   */
  public static from(sender: string, action: AccessAction): AccessEntry {
    return new AccessEntry('From', sender, action);
  }

  /**
   * About a recipient (`To:`).
   *
   * @param recipient an address, or a domain with all domains below it
   */
  public static to(recipient: string, action: AccessAction): AccessEntry {
    return new AccessEntry('To', recipient, action);
  }

  private constructor(
    /** What it is about: `Connect`, `From` or `To`. */
    public readonly tag: string,
    /** Which of them. */
    public readonly pattern: string,
    /** What happens. */
    public readonly action: AccessAction,
  ) {}
}
