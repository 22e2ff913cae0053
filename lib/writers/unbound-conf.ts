import { ResolverSettings } from '../models/resolver/resolver-settings';

/** A process that runs as its user already, without a capability and with nothing to write. */
const PROCESS = [
  'username: ""',
  'chroot: ""',
  'directory: ""',
  'pidfile: ""',
  'use-syslog: no',
  'logfile: ""',
  'verbosity: 0',
  'num-threads: 1',
  'do-daemonize: no',
  'interface: 0.0.0.0',
  'do-ip6: no',
  // Whoever has several addresses is asked for at each in turn.
  'rrset-roundrobin: yes',
];

/**
 * Servers that cannot be reached: after two tries of half a second one counts as down, and what only such servers know is
 * answered with SERVFAIL at once. Not lower: a server that really takes that long would be lost.
 */
const UNREACHABLE = [
  'unknown-server-time-limit: 500',
  'infra-cache-max-rtt: 1000',
  'outbound-msg-retry: 1',
  'infra-host-ttl: 300',
  // An answer of no use is one all the same: by itself unbound gives none when finding out took two seconds.
  'discard-timeout: 10000',
];

/** DNSSEC with the root's key from the image, which is never rewritten. */
const VALIDATION = [
  'module-config: "validator iterator"',
  'trust-anchor-file: "/usr/share/dns/root.key"',
  'harden-dnssec-stripped: yes',
];
const NO_VALIDATION = ['module-config: "iterator"'];

const ASKING = [
  'root-hints: "/usr/lib/dual-mta/root.hints"',
  'hide-identity: yes',
  'hide-version: yes',
  'qname-minimisation: yes',
];

/** unbound.conf knows two kinds of quotes, and no way to write one within its own kind. */
const quote = (text: string): string => (text.includes('"') ? `'${text}'` : `"${text}"`);

/** Writes unbound's configuration. */
export const writeUnboundConf = (settings: ResolverSettings): string => {
  const clients = [
    'access-control: 0.0.0.0/0 refuse',
    'access-control: 127.0.0.0/8 allow',
    ...settings.clients.map((subnet) => `access-control: ${subnet} allow`),
  ];
  const zones = settings.localZones.flatMap((zone) => [
    // A zone of one's own is not signed as the outside says, and may name private addresses.
    `domain-insecure: ${quote(zone.name)}`,
    `private-domain: ${quote(zone.name)}`,
    `local-zone: ${quote(`${zone.name}.`)} static`,
    ...zone.records.map((record) => `local-data: ${quote(record)}`),
  ]);
  const validation = settings.dnssecValidation ? VALIDATION : NO_VALIDATION;
  const forward = ['name: "."', ...settings.forwardTo.map((address) => `forward-addr: ${address}`)];
  const section = (name: string, lines: readonly string[]): string[] => [
    `${name}:`,
    ...lines.map((line) => `    ${line}`),
    '',
  ];
  return [
    '# Written by cdktf-dual-mta.',
    ...section('server', [...PROCESS, ...clients, ...UNREACHABLE, ...validation, ...ASKING, ...zones]),
    ...(settings.forwardTo.length > 0 ? section('forward-zone', forward) : []),
    ...section('remote-control', ['control-enable: no']),
  ].join('\n');
};
