import { Duration } from '../duration';
import { MailDomain } from '../mail-domain';
import { SmtpEndpoint, SmtpProtocol } from '../smtp-endpoint';
import { BothSettings, EXTRA, PREAMBLE } from './both-options';
import { call, define, feature, McOption, undefine } from './statement';

/** What the configuration of MTA-RX, the receiving sendmail, consists of. */
export interface MtaRxSettings extends BothSettings {
  readonly domains: readonly MailDomain[];
  /** Where all mail goes. */
  readonly filter: SmtpEndpoint;
  /** Queue runners, `R=`: as many as the filter has processes. */
  readonly queueRunners: number;
  readonly messagesPerConnection: number;
  readonly dataTimeout: Duration;
  readonly minQueueAge: Duration;
  /** Whether it listens on 587 too. */
  readonly submission: boolean;
}

/** Queue directory of MTA-RX. */
export const MQUEUE_RX = '/var/spool/mqueue-rx';

const hub = (s: MtaRxSettings): string => `esmtp:[${s.filter.host}]`;

/** README.sendmail-dual, `thishost-rx.mc`, and what has to be added to it today. */
export const MTA_RX_OPTIONS: McOption<MtaRxSettings>[] = [
  ...PREAMBLE,
  {
    source: 'README, thishost-rx.mc',
    comment: 'Non-default pid file',
    entries: () => [define('confPID_FILE', '/run/sendmail/sendmail-rx.pid')],
  },
  {
    source: 'README, thishost-rx.mc',
    comment: 'Non-default stat file',
    entries: () => [define('STATUS_FILE', '/var/lib/sendmail/stat-rx')],
  },
  {
    source: 'README, thishost-rx.mc',
    comment: 'Non-default queue area',
    entries: () => [define('QUEUE_DIR', MQUEUE_RX)],
  },
  {
    source: 'README, thishost-rx.mc',
    comment: 'Modif or Random are reasonable',
    entries: () => [define('confQUEUE_SORT_ORDER', 'Modification')],
  },
  {
    property: 'filterProcesses',
    source: 'README, thishost-rx.mc',
    comment: "As many runners (R=) as the filter's $max_servers",
    entries: (s) => [call('QUEUE_GROUP', 'mqueue', `P=${MQUEUE_RX}, R=${s.queueRunners}, F=f`)],
  },
  {
    property: 'minQueueAge',
    source: 'without it a filter that is down costs a try and a log line a message a second',
    comment: 'Between two tries; the first is at once',
    entries: (s) => [define('confMIN_QUEUE_AGE', s.minQueueAge.toSendmail())],
  },
  {
    source: 'README, thishost-rx.mc',
    comment: 'Keep envelope addr "u@local.host" when fwd to MAIL_HUB',
    entries: () => [feature('stickyhost')],
  },
  {
    source: 'README, thishost-rx.mc',
    comment: 'Forward all local mail to amavisd',
    entries: (s) => [define('MAIL_HUB', hub(s))],
  },
  {
    source: 'README, thishost-rx.mc',
    comment: 'Forward all other mail to amavisd',
    entries: (s) => [define('SMART_HOST', hub(s))],
  },
  {
    source: 'README, thishost-rx.mc',
    comment: 'Delivery mode: queue only (a must!)',
    entries: () => [define('confDELIVERY_MODE', 'q')],
  },
  {
    property: 'filter',
    source: 'README, thishost-rx.mc',
    comment: "To the filter's tcp port instead of 25",
    entries: (s) => [define('ESMTP_MAILER_ARGS', `TCP $h ${s.filter.port}`)],
  },
  {
    property: 'filter',
    source: 'README, thishost-rx.mc',
    comment: 'Speak LMTP (this is optional)',
    entries: (s) => (s.filter.protocol === SmtpProtocol.LMTP ? [call('MODIFY_MAILER_FLAGS', 'ESMTP', '+z')] : []),
  },
  {
    property: 'messagesPerConnection',
    source: 'README, thishost-rx.mc',
    comment: 'Max no. of msgs in a single connection',
    entries: (s) => [define('SMTP_MAILER_MAXMSGS', String(s.messagesPerConnection))],
  },
  {
    property: 'dataTimeout',
    source: 'README, thishost-rx.mc',
    comment: 'Timeout for content checking',
    entries: (s) => [define('confTO_DATAFINAL', s.dataTimeout.toSendmail())],
  },
  {
    source: 'cf/README, no_default_msa: the next line says what listens',
    entries: () => [feature('no_default_msa')],
  },
  {
    source: 'README, thishost-rx.mc; M=A: port 25 would offer authentication otherwise',
    comment: 'Daemon name used in logged messages',
    entries: () => [call('DAEMON_OPTIONS', 'Name=MTA-RX, Addr=0.0.0.0, Port=25, M=A')],
  },
  {
    property: 'submission',
    source: 'README: 587; M=Ea: submission is for authenticated users alone (RFC 6409 section 4.3)',
    comment: 'Mail submission',
    entries: (s) => (s.submission ? [call('DAEMON_OPTIONS', 'Name=MSA-RX, Addr=0.0.0.0, Port=587, M=Ea')] : []),
  },
  {
    source: 'op.me, AuthOptions: no plain text passwords without TLS, no anonymous',
    entries: () => [define('confAUTH_OPTIONS', 'A p y')],
  },
  {
    source: 'README, thishost-rx.mc',
    comment: 'No aliases file, all local mail goes to MAIL_HUB',
    entries: () => [undefine('ALIAS_FILE')],
  },
  {
    source: 'README, thishost-rx.mc',
    comment: 'Empty search path for .forward files',
    entries: () => [define('confFORWARD_PATH')],
  },
  ...EXTRA,
  { source: 'README, thishost-rx.mc', entries: () => [call('MAILER', 'smtp')] },
  {
    source:
      'RFC 5321 section 4.1.1.3; the access map knows recipients with a domain only, the others would bounce later',
    comment: 'Without a domain there is only postmaster',
    entries: () => [
      call('LOCAL_RULESETS'),
      {
        lines: [
          'SLocal_check_rcpt',
          'R$*\t$: $>CanonAddr $1',
          'R$* < @ $* > $*\t$@ OK',
          'Rpostmaster\t$@ OK',
          'R$+\t$#error $@ 5.1.1 $: "550 5.1.1 No such user here"',
        ],
      },
    ],
  },
];
