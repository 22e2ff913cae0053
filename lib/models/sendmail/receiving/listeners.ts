import { Listener, ListenerProtocol } from '../../listener';
import { call, feature, McOption, McStatement } from '../statement';

/** Where MTA-RX listens (README.sendmail-dual: 25, and 587 optionally). */
export interface ListenerOptions {
  /**
   * Ports that it listens on beside 25 and 587 (`DAEMON_OPTIONS`), such as `Listener.smtps()`.
   *
   * @default - none
   */
  readonly listeners?: Listener[];

  /**
   * Whether it listens on IPv6 too, on each of its ports (`Family=inet6`). Its container must have IPv6: sendmail stops
   * where there is none.
   *
   * @default - where one of its ports is published on an IPv6 address
   */
  readonly listensOnIpv6?: boolean;
}

export interface ListenerSettings extends ListenerOptions {
  /** Whether it listens on 587 too. */
  readonly listensOnSubmission: boolean;
}

/**
 * Clients that may wait to be let in (op.me, DaemonPortOptions, Listen). With sendmail's own 10 the kernel forgets some of
 * those who come at once, and they wait for a greeting that never comes.
 */
const LISTEN_QUEUE = 1024;

/** Daemon name, port and letters of each. The ports 25 and 587 have the README's name and its counterpart. */
const daemon = (name: string, { port, modifiers }: Listener, ipv6: boolean): McStatement => {
  const address = ipv6 ? 'Family=inet6, Addr=::' : 'Addr=0.0.0.0';
  return call(
    'DAEMON_OPTIONS',
    `Name=${name}${ipv6 ? '-6' : ''}, ${address}, Port=${port}, Listen=${LISTEN_QUEUE}, M=${modifiers}`,
  );
};

const smtp = (ipv6: boolean): McStatement => daemon(ListenerProtocol.SMTP, Listener.smtp(25), ipv6);
const submission = (ipv6: boolean): McStatement => daemon(ListenerProtocol.SUBMISSION, Listener.submission(587), ipv6);
const further = ({ listeners = [] }: ListenerSettings, ipv6: boolean): McStatement[] =>
  listeners.map((listener) => daemon(`${listener.protocol}-${listener.port}`, listener, ipv6));

/** Every port that it listens on, those with TLS from the first byte or the others. */
export const listenedPorts = (settings: ListenerSettings, isSmtps: boolean): number[] => {
  const { listeners = [], listensOnSubmission } = settings;
  return [Listener.smtp(25), ...(listensOnSubmission ? [Listener.submission(587)] : []), ...listeners]
    .filter(({ protocol }) => (protocol === ListenerProtocol.SMTPS) === isSmtps)
    .map(({ port }) => port);
};

export const LISTENERS: McOption<ListenerSettings>[] = [
  {
    source: 'cf/README, no_default_msa: the next line says what listens',
    comment: 'Only what the next lines say listens',
    entries: () => [feature('no_default_msa')],
  },
  {
    source: 'README, thishost-rx.mc; M=A: port 25 would offer authentication otherwise',
    comment: 'Daemon name used in logged messages',
    entries: () => [smtp(false)],
  },
  {
    source: 'README: 587; M=Ea: submission is for authenticated users alone (RFC 6409 section 4.3)',
    comment: 'Mail submission',
    entries: (s) => (s.listensOnSubmission ? [submission(false)] : []),
  },
  {
    property: 'listeners',
    source: 'cf/README, DAEMON_OPTIONS; M=s: TLS from the first byte (RFC 8314)',
    comment: 'Further ports',
    entries: (s) => further(s, false),
  },
  {
    property: 'listensOnIpv6',
    source: 'op.me, DaemonPortOptions: a family has a listener of its own',
    comment: 'The same ports on IPv6',
    entries: (s) =>
      s.listensOnIpv6 ? [smtp(true), ...(s.listensOnSubmission ? [submission(true)] : []), ...further(s, true)] : [],
  },
];
