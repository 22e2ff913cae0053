import { Duration } from './duration';

/** What others do with mail that claims to be from a domain and is not (`p=` of DMARC, RFC 7489 section 6.3). */
export enum DmarcPolicy {
  /** Deliver it, and report it. */
  NONE = 'none',
  /** Treat it as suspicious. */
  QUARANTINE = 'quarantine',
  /** Refuse it. */
  REJECT = 'reject',
}

/** What others do when they cannot have an authenticated TLS connection (`mode` of MTA-STS, RFC 8461 section 5). */
export enum MtaStsMode {
  /** Deliver, and report it. */
  TESTING = 'testing',
  /** Do not deliver. */
  ENFORCE = 'enforce',
  /** Forget the earlier policy; to be published before MTA-STS is given up. */
  NONE = 'none',
}

/** Which hosts may send mail for the domains: SPF (RFC 7208). */
export interface SpfOptions {
  /**
   * Further mechanisms, such as `include:_spf.example.net`; `mx`, the gateway itself, stands before them.
   *
   * @default - none
   */
  readonly mechanisms?: string[];

  /**
   * Whether mail from all other hosts is only suspicious (`~all`) and not a failure (`-all`).
   *
   * @default false
   */
  readonly softFail?: boolean;
}

/**
 * The public half of a key that mail is signed with: DKIM (RFC 6376). Those of the filter's own keys (`filter.dkim`) are in
 * what the stack's output `dkim_records` prints.
 */
export interface DkimKeyOptions {
  /** Name of the key (`s=`), such as `2026a`. */
  readonly selector: string;
  /** The public key as base64 (`p=`): what stands between the lines of its PEM file. */
  readonly publicKey: string;

  /**
   * Kind of key (`k=`).
   *
   * @default "rsa"
   */
  readonly keyType?: string;

  /**
   * The domain whose mail it signs.
   *
   * @default - every domain of the gateway
   */
  readonly domain?: string;
}

/** What is asked of others about mail that is not a domain's own: DMARC (RFC 7489). */
export interface DmarcOptions {
  /**
   * What others do with it (`p`).
   *
   * @default DmarcPolicy.NONE
   */
  readonly policy?: DmarcPolicy;

  /**
   * Addresses that get the daily reports (`rua`).
   *
   * @default - nobody gets them
   */
  readonly reportsTo?: string[];
}

/** That mail to the domains comes over TLS: MTA-STS (RFC 8461). */
export interface MtaStsOptions {
  /**
   * What others do without it (`mode`).
   *
   * @default MtaStsMode.TESTING
   */
  readonly mode?: MtaStsMode;

  /**
   * How long others remember it (`max_age`).
   *
   * @default 7 days
   */
  readonly maxAge?: Duration;

  /**
   * The web server that serves the policy; `mta-sts.` and each domain become names of it. It has to answer
   * `https://mta-sts.DOMAIN/.well-known/mta-sts.txt` with the gateway's `mtaStsPolicy`.
   *
   * @default - you name it yourself
   */
  readonly policyHost?: string;
}

/** The records that the outside must see, beyond the MX. */
export interface DnsOptions {
  /**
   * Who may send mail for the domains.
   *
   * @default - `v=spf1 mx -all`: the gateway alone
   */
  readonly spf?: SpfOptions;

  /**
   * The public keys of signatures.
   *
   * @default - none
   */
  readonly dkim?: DkimKeyOptions[];

  /**
   * What others do with mail that is not the domains' own.
   *
   * @default - `v=DMARC1; p=none`
   */
  readonly dmarc?: DmarcOptions;

  /**
   * That mail to the domains comes over TLS.
   *
   * @default - nothing is said
   */
  readonly mtaSts?: MtaStsOptions;

  /**
   * Addresses that get reports about TLS (`rua`; RFC 8460).
   *
   * @default - nobody gets them
   */
  readonly tlsReportsTo?: string[];

  /**
   * How long others may keep the records.
   *
   * @default 1 hour
   */
  readonly ttl?: Duration;
}
