import { MapEntry } from '../maps';
import { define, feature, McOption } from '../statement';

/** What is asked of a connection with TLS. */
export interface TlsRequirement {
  /**
   * Least strength of the cipher, in bits.
   *
   * @default 128
   */
  readonly minBits?: number;

  /**
   * Whether the server's certificate has to be from a known authority and for the server's name.
   *
   * @default false
   */
  readonly verify?: boolean;
}

/**
 * What MTA-TX asks of TLS on its way to certain recipients or servers: an entry of the access map (cf/README, STARTTLS).
 * Where it is not met, the mail waits in the queue.
 */
export class TlsPolicy {
  /**
   * Mail to a domain, or to its subdomains, is delivered under TLS alone (`TLS_Rcpt:`).
   *
   * @param domain the recipients' domain, such as `partner.example`
   */
  public static requiredFor(domain: string, requirement?: TlsRequirement): TlsPolicy {
    return new TlsPolicy('TLS_Rcpt', domain, requirementText(requirement));
  }

  /**
   * A server is spoken to under TLS alone (`TLS_Srv:`).
   *
   * @param server its name, such as `mail.partner.example`, a domain that it lies in, or its address
   */
  public static requiredOf(server: string, requirement?: TlsRequirement): TlsPolicy {
    return new TlsPolicy('TLS_Srv', server, requirementText(requirement));
  }

  /** Every server without a policy of its own is spoken to under TLS alone (`TLS_Srv:`). */
  public static requiredOfAll(requirement?: TlsRequirement): TlsPolicy {
    return new TlsPolicy('TLS_Srv', undefined, requirementText(requirement));
  }

  /**
   * A server is spoken to without TLS even where it offers it (`Try_TLS:`), whatever is asked of all others.
   *
   * @param server its name, a domain that it lies in, or its address
   */
  public static notTried(server: string): TlsPolicy {
    return new TlsPolicy('Try_TLS', server, 'NO');
  }

  private constructor(
    /** The tag of its entry in the access map. */
    public readonly tag: string,
    /** The domain or server that it is for; undefined for all. */
    public readonly destination: string | undefined,
    /** The value of its entry. */
    public readonly requirement: string,
  ) {}
}

// "+CN": the name, too, which sendmail does not compare otherwise.
const requirementText = ({ minBits = 128, verify = false }: TlsRequirement = {}): string =>
  verify ? `VERIFY:${minBits}+CN` : `ENCR:${minBits}`;

/** How MTA-TX uses TLS towards other servers. */
export interface OutgoingTlsOptions {
  /**
   * What is asked of TLS per destination (`TLS_Rcpt:`, `TLS_Srv:` and `Try_TLS:` in the access map). DANE has no
   * property: Debian's sendmail 8.17.1.9 is compiled without it. MTA-STS has none either: it needs a daemon of its own
   * that finds the policies (`FEATURE(sts)`, by `extraMc`).
   *
   * @default - TLS 1.2 or later where a server offers it, with any certificate; else plain text
   */
  readonly tlsPolicies?: TlsPolicy[];
}

/** The certificates of the public authorities, from the package `ca-certificates`. */
const AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt';

export const OUTGOING_TLS: McOption<OutgoingTlsOptions>[] = [
  {
    source: 'cf/README, STARTTLS: what the certificates of servers are verified with',
    comment: 'Authorities that are known',
    entries: () => [define('confCACERT', AUTHORITIES), define('confCACERT_PATH', '/etc/ssl/certs')],
  },
  {
    source: 'RFC 8996: TLS 1.0 and 1.1 are not used any more',
    comment: 'At least TLS 1.2',
    entries: () => [
      define('confCLIENT_SSL_OPTIONS', '+SSL_OP_NO_SSLv2 +SSL_OP_NO_SSLv3 +SSL_OP_NO_TLSv1 +SSL_OP_NO_TLSv1_1'),
    ],
  },
  {
    source:
      'op.me, TLSFallbacktoClear: a server with broken TLS gets its mail all the same, unless a policy asks for TLS',
    comment: 'Rather plain text than no mail',
    entries: () => [define('confTLS_FALLBACK_TO_CLEAR', 'true')],
  },
  {
    property: 'tlsPolicies',
    source: "cf/README, check_cert_altnames: a server's names stand in its certificate as alternative names",
    comment: 'Names in a certificate',
    entries: () => [feature('check_cert_altnames')],
  },
];

/** The entries of the access map that say what is asked of TLS; a server without TLS is excused from what all are asked. */
export const tlsAccess = (policies: readonly TlsPolicy[] = []): MapEntry[] =>
  policies.flatMap(({ tag, destination = '', requirement }) => [
    { key: `${tag}:${destination}`, value: requirement },
    ...(tag === 'Try_TLS' ? [{ key: `TLS_Srv:${destination}`, value: 'OK' }] : []),
  ]);
