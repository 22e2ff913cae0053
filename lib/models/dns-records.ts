import { createHash } from 'crypto';
import { DkimKeyOptions, DmarcPolicy, DnsOptions, MtaStsMode, MtaStsOptions, SpfOptions } from './dns-options';
import { DnsRecord, DnsRecordType } from './dns-record';
import { Duration } from './duration';

/** What the records follow from. */
export interface DnsSettings {
  /** Fully qualified name of the gateway. */
  readonly hostname: string;
  /** Names of the domains that it accepts mail for. */
  readonly domains: readonly string[];
  /** Addresses at which the outside reaches it. */
  readonly publicAddresses: readonly string[];
  readonly options: DnsOptions;
}

/** A record before its time to live is known: name, kind, value, preference. */
type Row = [name: string, type: DnsRecordType, value: string, priority?: number];

const text = (name: string, ...tags: string[]): Row => [name, DnsRecordType.TXT, tags.join('; ')];
const mailtos = (addresses: readonly string[]): string => addresses.map((address) => `mailto:${address}`).join(',');

const spf = ({ mechanisms = [], softFail }: SpfOptions = {}): string =>
  ['v=spf1', 'mx', ...mechanisms, softFail ? '~all' : '-all'].join(' ');

const dkim = (domain: string, keys: readonly DkimKeyOptions[] = []): Row[] =>
  keys
    .filter((key) => (key.domain ?? domain) === domain)
    .map((key) =>
      text(`${key.selector}._domainkey.${domain}`, 'v=DKIM1', `k=${key.keyType ?? 'rsa'}`, `p=${key.publicKey}`),
    );

const dmarc = (domain: string, { domains, options }: DnsSettings): Row[] => {
  const { policy = DmarcPolicy.NONE, reportsTo = [] } = options.dmarc ?? {};
  const reporters = [...new Set(reportsTo.map((address) => address.slice(address.lastIndexOf('@') + 1)))];
  return [
    text(`_dmarc.${domain}`, 'v=DMARC1', `p=${policy}`, ...(reportsTo.length > 0 ? [`rua=${mailtos(reportsTo)}`] : [])),
    // Reports about one domain are sent to another one only where that one says so (RFC 7489 section 7.1).
    ...reporters
      .filter((reporter) => reporter !== domain && domains.includes(reporter))
      .map((reporter) => text(`${domain}._report._dmarc.${reporter}`, 'v=DMARC1')),
  ];
};

/** The policy that the web server at `mta-sts.DOMAIN` serves; the same for all domains. */
export const mtaStsPolicy = (hostname: string, { mode, maxAge }: MtaStsOptions): string =>
  [
    'version: STSv1',
    `mode: ${mode ?? MtaStsMode.TESTING}`,
    `mx: ${hostname}`,
    `max_age: ${(maxAge ?? Duration.days(7)).toSeconds()}`,
    '',
  ].join('\n');

/** Others fetch the policy again when its id changes: so it follows from the policy. */
const mtaSts = (domain: string, { hostname, options }: DnsSettings): Row[] => {
  if (options.mtaSts === undefined) {
    return [];
  }
  const { policyHost } = options.mtaSts;
  const id = createHash('sha256').update(mtaStsPolicy(hostname, options.mtaSts)).digest('hex').slice(0, 20);
  return [
    text(`_mta-sts.${domain}`, 'v=STSv1', `id=${id}`),
    ...(policyHost === undefined ? [] : [[`mta-sts.${domain}`, DnsRecordType.CNAME, policyHost] as Row]),
  ];
};

const ofHost = ({ hostname, domains, publicAddresses }: DnsSettings): Row[] => [
  ...publicAddresses.map((address): Row => [
    hostname,
    address.includes(':') ? DnsRecordType.AAAA : DnsRecordType.A,
    address,
  ]),
  // Bounces have no sender's domain: others look at the name in HELO (RFC 7208 section 2.3).
  ...(domains.includes(hostname) ? [] : [text(hostname, 'v=spf1 a -all')]),
];

const ofDomain = (domain: string, settings: DnsSettings): Row[] => {
  const { hostname, options } = settings;
  const { tlsReportsTo = [] } = options;
  return [
    [domain, DnsRecordType.MX, hostname, 10],
    text(domain, spf(options.spf)),
    ...dkim(domain, options.dkim),
    ...dmarc(domain, settings),
    ...mtaSts(domain, settings),
    ...(tlsReportsTo.length > 0 ? [text(`_smtp._tls.${domain}`, 'v=TLSRPTv1', `rua=${mailtos(tlsReportsTo)}`)] : []),
  ];
};

/** The records that the outside must see of a gateway. */
export const dnsRecords = (settings: DnsSettings): DnsRecord[] => {
  const ttl = settings.options.ttl ?? Duration.hours(1);
  return [...ofHost(settings), ...settings.domains.flatMap((domain) => ofDomain(domain, settings))].map(
    ([name, type, value, priority]) => new DnsRecord({ name, type, value, ttl, priority }),
  );
};
