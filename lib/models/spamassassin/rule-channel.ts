import { DOMAIN, Rule } from '../rules';

/** Where new rules come from: a name in DNS, and who signs them. */
export class RuleChannel {
  /** The SpamAssassin project's own, `updates.spamassassin.org`; its key comes with Debian's package. */
  public static spamAssassin(): RuleChannel {
    return new RuleChannel('updates.spamassassin.org');
  }

  /**
   * Somebody else's.
   *
   * @param name its name in DNS, such as `sa.example.com`
   * @param publicKey whose signature its rules must have: the text of an armored PGP public key
   */
  public static signedBy(name: string, publicKey: string): RuleChannel {
    return new RuleChannel(name, publicKey);
  }

  private constructor(
    /** Its name in DNS. */
    public readonly name: string,
    /** Whose signature its rules must have; undefined where that is the SpamAssassin project's. */
    public readonly publicKey?: string,
  ) {}
}

export const CHANNEL_NAME: Rule = {
  ...DOMAIN,
  rule: 'a channel is a name in DNS',
  source: 'sa-update(1), --channel',
  instead: 'a name such as "sa.example.com"',
  holds: (value) => DOMAIN.holds(value) && value === String(value).toLowerCase(),
};

export const PUBLIC_KEY_BLOCK: Rule = {
  rule: 'a key is the text of an armored PGP public key',
  source: 'sa-update(1), --import; RFC 9580 section 6.2',
  instead: 'what "gpg --armor --export KEY" prints',
  holds: (value) =>
    typeof value === 'string' &&
    /^\s*-----BEGIN PGP PUBLIC KEY BLOCK-----\r?\n[\x20-\x7e\r\n]+\r?\n-----END PGP PUBLIC KEY BLOCK-----\s*$/.test(
      value,
    ),
};
