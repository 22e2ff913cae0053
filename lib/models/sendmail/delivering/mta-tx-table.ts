import { MailDomain } from '../../mail-domain';
import { SmtpEndpoint, SmtpProtocol } from '../../smtp-endpoint';
import { BothSettings, EXTRA, PREAMBLE } from '../preamble';
import { call, define, feature, McEntry, McOption } from '../statement';

/** What the configuration of MTA-TX, the delivering sendmail, consists of. */
export interface MtaTxSettings extends BothSettings {
  readonly domains: readonly MailDomain[];
  /** The port that the filter returns mail to. */
  readonly port: number;
  /** Addresses of the filters: the only peers that it listens to. */
  readonly filterAddresses: readonly string[];
}

/** Queue directory of MTA-TX. */
export const MQUEUE = '/var/spool/mqueue';

/** Where the mailboxes of local domains lie. */
export const MAILBOXES = '/var/lib/mailboxes';

/** The mailer that reaches an endpoint: sendmail's own `esmtp`, or one for its port and protocol. */
export const mailerFor = (server: SmtpEndpoint): string =>
  server.protocol === SmtpProtocol.SMTP && server.port === 25 ? 'esmtp' : `${server.protocol}${server.port}`;

const ownMailers = (s: MtaTxSettings): McEntry[] => {
  const servers = s.domains.flatMap((domain) => domain.server ?? []).filter((server) => mailerFor(server) !== 'esmtp');
  const byName = new Map(servers.map((server) => [mailerFor(server), server]));
  return [...byName].map(([name, server]) => ({
    lines: [
      `M${name}, P=[IPC], F=mDFMuXa${server.protocol === SmtpProtocol.LMTP ? 'z' : ''}, S=EnvFromSMTP/HdrFromSMTP,`,
      `\tR=EnvToSMTP, E=\\r\\n, L=990, T=DNS/RFC822/SMTP, A=TCP $h ${server.port}`,
    ],
  }));
};

/** README.sendmail-dual, `thishost-tx.mc`, and what has to be added to it today. */
export const MTA_TX_OPTIONS: McOption<MtaTxSettings>[] = [
  ...PREAMBLE,
  {
    source: 'the container has no other writable place for it',
    entries: () => [define('confPID_FILE', '/run/sendmail/sendmail.pid')],
  },
  { source: 'README: MTA-TX keeps the default names', entries: () => [define('QUEUE_DIR', MQUEUE)] },
  {
    source: 'README, thishost-tx.mc',
    comment: 'No need for another msa, MTA-RX already has one',
    entries: () => [feature('no_default_msa')],
  },
  {
    property: 'port',
    source: 'README, thishost-tx.mc; the loopback interface is a network of its own here',
    comment: 'For the filter alone',
    entries: (s) => [call('DAEMON_OPTIONS', `Addr=0.0.0.0, Port=${s.port}, Name=MTA-TX`)],
  },
  {
    property: 'domains',
    source: 'cf/README, mailertable',
    comment: "Where each relayed domain's mail goes",
    entries: () => [feature('mailertable', 'hash /etc/mail/mailertable')],
  },
  {
    source: 'local mail goes into a Maildir; -t: what cannot be written waits in the queue',
    comment: 'Local delivery',
    entries: () => [
      define('LOCAL_MAILER_PATH', '/usr/bin/procmail'),
      define('LOCAL_MAILER_ARGS', 'procmail -t -m /usr/lib/dual-mta/mailbox.procmailrc $u'),
      // The recipients are those of the access map, not users of the container; none is a file or a program.
      call('MODIFY_MAILER_FLAGS', 'LOCAL', '-w/|5'),
    ],
  },
  {
    section: 'mailers',
    source: 'README, thishost-tx.mc',
    entries: () => [call('MAILER', 'smtp'), call('MAILER', 'local')],
  },
  {
    property: 'domains',
    source: 'cf/README, MAILER_DEFINITIONS; README, NOTES: a port needs a mailer of its own',
    section: 'mailerDefinitions',
    entries: ownMailers,
  },
  {
    source: 'a peer that is not the filter is told to come back, so that a wrong list makes mail wait, not bounce',
    section: 'localConfig',
    entries: (s) => [{ lines: [`C{Filters}127.0.0.1 ${s.filterAddresses.join(' ')}`.trimEnd()] }],
  },
  {
    source: 'a peer that is not the filter is told to come back, so that a wrong list makes mail wait, not bounce',
    comment: 'Only the filter may speak',
    section: 'rulesets',
    ruleset: 'Local_check_relay',
    entries: () => [
      {
        lines: [
          'R$* $| $={Filters}\t$@ OK',
          'R$* $| $*\t$#error $@ 4.7.1 $: "450 4.7.1 Only the filter may hand mail to this port"',
        ],
      },
    ],
  },
  ...EXTRA,
];
