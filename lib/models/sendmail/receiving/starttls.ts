import { Rule } from '../../rules';
import { SecretDirectory } from '../../secret-directory';
import { call, define, McOption } from '../statement';

/** The oldest version of TLS that is spoken. */
export enum TlsVersion {
  /** TLS 1.2 (RFC 5246). */
  TLS_1_2 = '1.2',
  /** TLS 1.3 (RFC 8446): some mail servers of others cannot speak it, and would fall back to plain text. */
  TLS_1_3 = '1.3',
}

/** How MTA-RX speaks TLS with its clients. */
export interface StarttlsOptions {
  /**
   * Certificate and key (`confSERVER_CERT`, `confSERVER_KEY`): a directory with `certificate.pem`, the certificate and
   * behind it the intermediate ones, and `key.pem`. A changed pair is used from the next session on, without a restart;
   * a pair that does not fit together is not taken, and the log says so.
   *
   * @default - STARTTLS is not offered
   */
  readonly certificate?: SecretDirectory;

  /**
   * The oldest version of TLS that is accepted (`confSERVER_SSL_OPTIONS`); RFC 8996 forbids what is older than 1.2.
   *
   * @default TlsVersion.TLS_1_2
   */
  readonly minTlsVersion?: TlsVersion;

  /**
   * The ciphers of TLS 1.2 that are accepted, as OpenSSL writes them (`confCIPHER_LIST`).
   *
   * @default - OpenSSL's, at Debian's security level 2
   */
  readonly cipherList?: string;
}

/** Where certificate and key are mounted. */
export const CERTIFICATE = '/run/secrets/certificate';

/** Where the program `take-secrets` puts them, as sendmail wants them. */
const TAKEN = '/run/sendmail/tls/server.pem';
const CHAIN = '/run/sendmail/tls/chain';

const CIPHER_LIST: Rule = {
  rule: 'a list of ciphers has their names, joined by ":"',
  source: 'openssl-ciphers(1)',
  instead: 'a list such as "HIGH:!aNULL:!SHA1"',
  holds: (value) => typeof value === 'string' && /^[A-Za-z0-9_.=@!+-]+(:[A-Za-z0-9_.=@!+-]+)*$/.test(value),
};

const OLDER = ['SSLv3', 'TLSv1', 'TLSv1_1'];

const sslOptions = ({ minTlsVersion }: StarttlsOptions): string =>
  [
    ...[...OLDER, ...(minTlsVersion === TlsVersion.TLS_1_3 ? ['TLSv1_2'] : [])].map((version) => `NO_${version}`),
    'CIPHER_SERVER_PREFERENCE',
  ]
    .map((option) => `+SSL_OP_${option}`)
    .join(' ');

export const STARTTLS: McOption<StarttlsOptions>[] = [
  {
    property: 'certificate',
    source: 'op.me, ServerCertFile; one file for both, so that a new pair takes the place of the old one in one step',
    comment: 'Certificate and key',
    entries: (s) => (s.certificate ? [define('confSERVER_CERT', TAKEN), define('confSERVER_KEY', TAKEN)] : []),
  },
  {
    property: 'certificate',
    source:
      'without CACertFile or CACertPath STARTTLS is silently not offered; sendmail reads no chain from the file of its own ' +
      'certificate: OpenSSL finds the intermediate ones in this directory, anew for each session',
    comment: 'Intermediate certificates',
    entries: (s) => (s.certificate ? [define('confCACERT', TAKEN), define('confCACERT_PATH', CHAIN)] : []),
  },
  {
    property: 'certificate',
    source:
      'op.me, TLSSrvOptions V: clients are known by their password; some that are asked for a certificate hang up',
    comment: 'Ask no client for a certificate',
    entries: (s) => (s.certificate ? [define('confTLS_SRV_OPTIONS', 'V')] : []),
  },
  {
    property: 'minTlsVersion',
    source: 'RFC 8996: TLS 1.0 and 1.1 are not used any more',
    comment: 'What is older is refused',
    entries: (s) => (s.certificate ? [define('confSERVER_SSL_OPTIONS', sslOptions(s))] : []),
  },
  {
    property: 'cipherList',
    rule: CIPHER_LIST,
    source: 'op.me, CipherList',
    comment: 'Ciphers of TLS 1.2',
    define: 'confCIPHER_LIST',
  },
  {
    source: 'the way to the filter is a network of their own; a certificate there would prove nothing',
    comment: 'No TLS towards the filter',
    section: 'rulesets',
    entries: () => [call('LOCAL_TRY_TLS'), { lines: ['R$*\t$#error $@ 5.7.1 $: "550 no TLS towards the filter"'] }],
  },
  {
    property: 'certificate',
    source:
      'cf/README, tls_session_features: these two are read anew for each session, so no restart loses a connection',
    comment: 'The pair of this moment',
    section: 'rulesets',
    ruleset: 'tls_srv_features',
    entries: (s) => (s.certificate ? [{ lines: [`R$*\t$@ "CertFile=${TAKEN}; KeyFile=${TAKEN}"`] }] : []),
  },
];
