import { Destiny } from '../destiny';
import { Duration } from '../duration';
import { MailDomain } from '../mail-domain';
import { SmtpEndpoint } from '../smtp-endpoint';

/** A value of Perl; the writer quotes it. */
export type PerlValue = string | number | undefined | readonly (string | number)[];

/** What the configuration of amavisd-new consists of. */
export interface AmavisSettings {
  readonly hostname: string;
  readonly domains: readonly MailDomain[];
  readonly processes: number;
  readonly port: number;
  /** Addresses that may hand mail to it. */
  readonly clients: readonly string[];
  /** Where checked mail goes. */
  readonly returnTo: SmtpEndpoint;
  readonly virusDestiny: Destiny;
  readonly bannedDestiny: Destiny;
  readonly spamDestiny: Destiny;
  readonly badHeaderDestiny: Destiny;
  readonly childTimeout: Duration;
  readonly extraPerl: readonly string[];
}

/** One row of the table below: which property writes which of amavisd's variables, and why. */
export interface AmavisOption {
  /** The property that sets it; undefined where the design allows no other value. */
  readonly property?: string;
  /** amavisd's own name, with its sigil. */
  readonly variable: string;
  /** Where it comes from. */
  readonly source: string;
  readonly value: (settings: AmavisSettings) => PerlValue;
  /** Written as it is: one of amavisd's own words, such as `D_PASS`. */
  readonly word?: boolean;
}

/** amavisd's work directory, `$TEMPBASE`. */
export const TEMPBASE = '/var/lib/amavis/tmp';

/** Where amavisd puts what it does not deliver. */
export const QUARANTINE = '/var/lib/amavis/virusmails';

const smtp = (endpoint: SmtpEndpoint): string => `${endpoint.protocol}:[${endpoint.host}]:${endpoint.port}`;

/** README.sendmail-dual, the picture and NOTES, and what has to be set today. The order is the order in the file. */
export const AMAVIS_OPTIONS: AmavisOption[] = [
  { property: 'hostname', variable: '$myhostname', source: 'amavisd.conf-default', value: (s) => s.hostname },
  {
    property: 'domains',
    variable: '$mydomain',
    source: 'without it, and without /etc/mailname, everything counts as local',
    value: (s) => s.domains[0]?.name ?? s.hostname,
  },
  {
    property: 'domains',
    variable: '@local_domains_maps',
    source: 'amavisd.conf-default; the one list of domains',
    value: (s) => s.domains.map((domain) => domain.name),
  },
  {
    property: 'filterProcesses',
    variable: '$max_servers',
    source: "README, thishost-rx.mc: as many as MTA-RX's queue runners",
    value: (s) => s.processes,
  },
  {
    variable: '$max_requests',
    source: '20 would retire a process after two connections of ten messages',
    value: () => 100,
  },
  {
    property: 'childTimeout',
    variable: '$child_timeout',
    source: "must end before MTA-RX's confTO_DATAFINAL",
    value: (s) => s.childTimeout.toSeconds(),
  },
  { variable: '$inet_socket_port', source: 'README, picture: 10024', value: (s) => s.port },
  {
    variable: '$inet_socket_bind',
    source: 'it binds [::1] too otherwise, and stops where there is no IPv6',
    value: () => '0.0.0.0',
  },
  {
    variable: '@inet_acl',
    source: 'only MTA-RX may hand mail to it',
    value: (s) => ['127.0.0.1', ...s.clients],
  },
  {
    property: 'returnTo',
    variable: '$forward_method',
    source: "README, picture: 'smtp:127.0.0.1:10025'",
    value: (s) => smtp(s.returnTo),
  },
  {
    property: 'returnTo',
    variable: '$notify_method',
    source: "README, picture: 'smtp:127.0.0.1:10025'",
    value: (s) => smtp(s.returnTo),
  },
  {
    property: 'returnTo',
    variable: '$requeue_method',
    source: 'released mail goes the same way',
    value: (s) => smtp(s.returnTo),
  },
  { variable: '$localhost_name', source: 'the name in its greeting and Received lines', value: (s) => s.hostname },
  {
    property: 'virusDestiny',
    variable: '$final_virus_destiny',
    source: 'README, NOTES: not D_REJECT',
    value: (s) => s.virusDestiny.name,
    word: true,
  },
  {
    property: 'bannedDestiny',
    variable: '$final_banned_destiny',
    source: 'README, NOTES: not D_REJECT',
    value: (s) => s.bannedDestiny.name,
    word: true,
  },
  {
    property: 'spamDestiny',
    variable: '$final_spam_destiny',
    source: 'README, NOTES: not D_REJECT',
    value: (s) => s.spamDestiny.name,
    word: true,
  },
  {
    property: 'badHeaderDestiny',
    variable: '$final_bad_header_destiny',
    source: 'README, NOTES: not D_REJECT',
    value: (s) => s.badHeaderDestiny.name,
    word: true,
  },
  { variable: '@bypass_spam_checks_maps', source: "Debian's default bypasses the check", value: () => [] },
  { variable: '@bypass_virus_checks_maps', source: "Debian's default bypasses the check", value: () => [] },
  { variable: '$sa_local_tests_only', source: 'the filter has no way out', value: () => 1 },
  { variable: '$sa_tag_level_deflt', source: 'spam headers on all mail for local domains', value: () => -999 },
  { variable: '$sa_tag2_level_deflt', source: 'from here on it is called spam', value: () => 6.2 },
  { variable: '$sa_kill_level_deflt', source: 'from here on $final_spam_destiny counts', value: () => 6.9 },
  { variable: '$virus_admin', source: 'its default is an address that nobody reads', value: () => undefined },
  { variable: '$bad_header_quarantine_to', source: 'delivered mail needs no copy', value: () => undefined },
  { variable: '$TEMPBASE', source: 'README, PERFORMANCE NOTES: a disk of its own', value: () => TEMPBASE },
  { variable: '$QUARANTINEDIR', source: 'amavisd.conf-default', value: () => QUARANTINE },
  { variable: '$do_syslog', source: 'logs on standard error', value: () => 0 },
  { variable: '$log_level', source: 'one line a message', value: () => 1 },
  {
    variable: '$pid_file',
    source: 'a left-over one stops the next start: process numbers repeat in containers',
    value: () => undefined,
  },
  { variable: '$enable_db', source: 'saves a lock a message; amavisd-nanny needs it', value: () => 0 },
];
