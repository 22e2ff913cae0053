import { Destiny } from '../destiny';
import { Duration } from '../duration';
import { MailDomain } from '../mail-domain';
import { SmtpEndpoint } from '../smtp-endpoint';

/** A value of Perl; the writer quotes it. */
export type PerlValue = string | number | undefined | readonly (string | number)[] | PerlWord;

/** One of amavisd's own words or expressions, written as it is. */
export class PerlWord {
  public constructor(public readonly expression: string) {}
}

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
  /** Where it comes from, or why it is not amavisd's own default. */
  readonly source: string;
  readonly value: (settings: AmavisSettings) => PerlValue;
}

/** The port for mail of authenticated users. */
export const SUBMISSION_PORT = 10026;

/** Where amavisd finds what changes while it runs, and the list of its local domains there. */
export const AMAVIS_MAPS = '/etc/dual-mta/maps';
export const LOCAL_DOMAINS = 'local-domains';

/** amavisd's work directory, `$TEMPBASE`. */
export const TEMPBASE = '/var/lib/amavis/tmp';

/** Where amavisd puts what it does not deliver. */
export const QUARANTINE = '/var/lib/amavis/virusmails';

const smtp = (endpoint: SmtpEndpoint): string => `${endpoint.protocol}:[${endpoint.host}]:${endpoint.port}`;
const destiny = (chosen: Destiny): PerlWord => new PerlWord(chosen.name);
const postmaster = (s: AmavisSettings): string => `postmaster@${s.domains[0]?.name ?? s.hostname}`;

/**
 * What was not looked into and is not delivered: archives that exceed a limit (2), contents that two programs read in two
 * ways, such as two MIME boundaries (3; CVE-2024-28054). What is encrypted (1) is delivered and says so. Each needs a
 * destiny, a method and an address of its own: amavisd does not fall back from "7,2" to "7".
 */
const NOT_LOOKED_INTO = ['2', '3'].map((kind) => `{CC_UNCHECKED . ',${kind}'}`);

const NAMES: AmavisOption[] = [
  { property: 'hostname', variable: '$myhostname', source: 'amavisd.conf-default', value: (s) => s.hostname },
  { variable: '$localhost_name', source: 'the name in its greeting and HELO', value: (s) => s.hostname },
  {
    property: 'domains',
    variable: '$mydomain',
    source: 'without it, and without /etc/mailname, everything counts as local',
    value: (s) => s.domains[0]?.name ?? s.hostname,
  },
  {
    property: 'domains',
    variable: '@local_domains_maps',
    source:
      'the one list of domains: mail for them is incoming mail; from a file, because it changes while amavisd runs',
    value: () =>
      new PerlWord(
        `(do { require '/usr/lib/dual-mta/NamesInFile.pm'; ` +
          `tie my %names, 'NamesInFile', '${AMAVIS_MAPS}/${LOCAL_DOMAINS}'; \\%names })`,
      ),
  },
];

const PROCESSES: AmavisOption[] = [
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
  {
    variable: '$pid_file',
    source: 'a left-over one stops the next start: process numbers repeat in containers',
    value: () => undefined,
  },
  { variable: '$lock_file', source: 'a place that can be written', value: () => '/run/amavis/amavisd.lock' },
  { variable: '$enable_db', source: 'saves a lock a message; amavisd-nanny needs it', value: () => 0 },
  { variable: '$enable_global_cache', source: 'needs the database', value: () => 0 },
];

const WIRING: AmavisOption[] = [
  {
    variable: '$inet_socket_port',
    source: 'README, picture: 10024; the other is for mail of authenticated users',
    value: (s) => new PerlWord(`[${s.port}, ${SUBMISSION_PORT}]`),
  },
  {
    variable: `$interface_policy{'${SUBMISSION_PORT}'}`,
    source: 'amavisd.conf-sample: mail that comes by that port is from our own users',
    value: () => 'ORIGINATING',
  },
  {
    variable: "$policy_bank{'ORIGINATING'}",
    source: 'amavisd.conf-sample: it is signed, and the sender may be told of what is found',
    value: () => new PerlWord('{ originating => 1 }'),
  },
  {
    variable: '$inet_socket_bind',
    source: 'it binds [::1] too otherwise, and stops where there is no IPv6',
    value: () => '0.0.0.0',
  },
  { variable: '@inet_acl', source: 'only MTA-RX hands mail to it', value: (s) => ['127.0.0.1', ...s.clients] },
  { variable: '$unix_socketname', source: 'a place that can be written', value: () => '/run/amavis/amavisd.sock' },
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
  { variable: '$do_syslog', source: 'logs on standard error', value: () => 0 },
  { variable: '$log_level', source: 'a line a message', value: () => 0 },
  { variable: '$log_recip_templ', source: 'a line a message, not one more a recipient', value: () => undefined },
  { variable: '$MYHOME', source: 'amavisd.conf-default', value: () => '/var/lib/amavis' },
  { variable: '$TEMPBASE', source: 'README, PERFORMANCE NOTES: a disk of its own', value: () => TEMPBASE },
  { variable: '$ENV{TMPDIR}', source: "SpamAssassin's and the unpackers' files lie there too", value: () => TEMPBASE },
  { variable: '$QUARANTINEDIR', source: 'amavisd.conf-default', value: () => QUARANTINE },
];

const CHECKS: AmavisOption[] = [
  { variable: '@av_scanners', source: 'no scanner yet', value: () => [] },
  { variable: '@av_scanners_backup', source: 'no scanner yet', value: () => [] },
  {
    variable: '@bypass_virus_checks_maps',
    source: "Debian's default bypasses the check; so there would be no X-Virus-Scanned either",
    value: () => [0],
  },
  { variable: '@bypass_spam_checks_maps', source: "Debian's default bypasses the check", value: () => [0] },
  { variable: '@bypass_banned_checks_maps', source: 'amavisd.conf-default', value: () => [0] },
  { variable: '@bypass_header_checks_maps', source: 'amavisd.conf-default', value: () => [0] },
  { variable: '$sa_local_tests_only', source: 'the filter has no way out', value: () => 1 },
  { variable: '$sa_mail_body_size_limit', source: 'amavisd.conf-default', value: () => 400 * 1024 },
  { variable: '$sa_tag_level_deflt', source: 'X-Spam headers on all mail for local domains', value: () => -999 },
  { variable: '$sa_tag2_level_deflt', source: 'amavisd.conf-default: from here on it is spam', value: () => 6.2 },
  { variable: '$sa_kill_level_deflt', source: 'amavisd.conf-default: here spamDestiny begins', value: () => 6.9 },
  { variable: '$sa_dsn_cutoff_level', source: 'amavisd.conf-default', value: () => 10 },
  { variable: '@score_sender_maps', source: "Debian's list of good and bad senders is ten years old", value: () => [] },
  { variable: '$MAXLEVELS', source: 'amavisd.conf-default', value: () => 14 },
  { variable: '$MAXFILES', source: 'amavisd.conf-default', value: () => 1500 },
  { variable: '$MIN_EXPANSION_QUOTA', source: 'amavisd.conf-default', value: () => 100 * 1024 },
  { variable: '$MAX_EXPANSION_QUOTA', source: 'amavisd.conf-default', value: () => 300 * 1024 * 1024 },
];

const OUTCOME: AmavisOption[] = [
  {
    property: 'virusDestiny',
    variable: '$final_virus_destiny',
    source: 'README, NOTES: not D_REJECT',
    value: (s) => destiny(s.virusDestiny),
  },
  {
    property: 'bannedDestiny',
    variable: '$final_banned_destiny',
    source: 'README, NOTES: not D_REJECT',
    value: (s) => destiny(s.bannedDestiny),
  },
  {
    property: 'spamDestiny',
    variable: '$final_spam_destiny',
    source: 'README, NOTES: not D_REJECT',
    value: (s) => destiny(s.spamDestiny),
  },
  {
    property: 'badHeaderDestiny',
    variable: '$final_bad_header_destiny',
    source: 'README, NOTES: not D_REJECT',
    value: (s) => destiny(s.badHeaderDestiny),
  },
  ...NOT_LOOKED_INTO.flatMap((category): AmavisOption[] => [
    {
      variable: `$final_destiny_maps_by_ccat${category}`,
      source: 'what was not looked into is not delivered',
      value: () => destiny(Destiny.DISCARD),
    },
    {
      variable: `$quarantine_method_by_ccat${category}`,
      source: 'what is discarded is kept',
      value: () => 'local:unchecked-%m',
    },
    {
      variable: `$quarantine_to_maps_by_ccat${category}`,
      source: 'what is discarded is kept',
      value: () => new PerlWord('[\\$unchecked_quarantine_to]'),
    },
  ]),
  { variable: '$virus_quarantine_method', source: 'what is discarded is kept', value: () => 'local:virus-%m' },
  { variable: '$banned_files_quarantine_method', source: 'what is discarded is kept', value: () => 'local:banned-%m' },
  { variable: '$unchecked_quarantine_method', source: 'delivered mail needs no copy', value: () => undefined },
  { variable: '$spam_quarantine_to', source: 'delivered mail needs no copy', value: () => undefined },
  { variable: '$bad_header_quarantine_to', source: 'delivered mail needs no copy', value: () => undefined },
  {
    variable: '$undecipherable_subject_tag',
    source: 'what could not be opened says so',
    value: () => '***UNCHECKED*** ',
  },
  { variable: '$virus_admin', source: 'its default is an address that nobody reads', value: () => undefined },
  { variable: '$mailfrom_notify_admin', source: 'its default does not exist', value: postmaster },
  { variable: '$mailfrom_notify_recip', source: 'its default does not exist', value: postmaster },
  { variable: '$mailfrom_notify_spamadmin', source: 'its default does not exist', value: postmaster },
  { variable: '$allow_preserving_evidence', source: 'TEMPBASE is no archive', value: () => 0 },
  { variable: '$remove_existing_x_scanned_headers', source: 'a sender can write them too', value: () => 1 },
  { variable: '$remove_existing_spam_headers', source: 'a sender can write them too', value: () => 1 },
  { variable: '$X_HEADER_TAG', source: 'amavisd.conf-default', value: () => 'X-Virus-Scanned' },
  { variable: '$X_HEADER_LINE', source: 'no version', value: (s) => `amavisd-new at ${s.hostname}` },
];

/** README.sendmail-dual, the picture and NOTES, and what has to be set today. The order is the order in the file. */
export const AMAVIS_OPTIONS: AmavisOption[] = [...NAMES, ...PROCESSES, ...WIRING, ...CHECKS, ...OUTCOME];
