import { call, define, feature, McOption } from '../statement';

export interface ListenerSettings {
  /** Whether it listens on 587 too. */
  readonly listensOnSubmission: boolean;
}

export const LISTENERS: McOption<ListenerSettings>[] = [
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
    source: 'README: 587; M=Ea: submission is for authenticated users alone (RFC 6409 section 4.3)',
    comment: 'Mail submission',
    entries: (s) =>
      s.listensOnSubmission ? [call('DAEMON_OPTIONS', 'Name=MSA-RX, Addr=0.0.0.0, Port=587, M=Ea')] : [],
  },
  {
    source: 'op.me, AuthOptions: no plain text passwords without TLS, no anonymous',
    entries: () => [define('confAUTH_OPTIONS', 'A p y')],
  },
];
