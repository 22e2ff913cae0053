import { SmtpEndpoint } from '../smtp-endpoint';
import { AmavisOption } from './amavis-option';
import { PerlCall, PerlWord } from './perl-value';

/** The port for mail of authenticated users. */
export const SUBMISSION_PORT = 10026;

/** Where it is asked to release what it has kept. */
export const SOCKET = '/run/amavis/amavisd.sock';

export interface WiringSettings {
  readonly port: number;
  /** Addresses that may hand mail to it. */
  readonly clients: readonly string[];
  /** Where checked mail goes. */
  readonly returnTo: SmtpEndpoint;
}

const methodOf = ({ returnTo: { protocol, host, port } }: WiringSettings): string => `${protocol}:[${host}]:${port}`;

export const WIRING: AmavisOption<WiringSettings>[] = [
  {
    variable: '$inet_socket_port',
    source: 'README, picture: 10024; the other is for mail of authenticated users',
    value: (s) => new PerlWord(`[${s.port}, ${SUBMISSION_PORT}]`),
  },
  {
    variable: '$inet_socket_bind',
    source: 'it binds [::1] too otherwise, and stops where there is no IPv6',
    byDefault: '0.0.0.0',
  },
  {
    property: 'clients',
    variable: '@inet_acl',
    source: 'only MTA-RX hands mail to it',
    value: (s) => ['127.0.0.1', ...s.clients],
  },
  {
    variable: 'require',
    source: 'sendmail and the kernel wait for each other otherwise, 40 ms twice a message and hop',
    calls: () => [new PerlCall('require', ['/usr/lib/dual-mta/PromptSockets.pm'])],
  },
  { variable: '$unix_socketname', source: 'a place that can be written', byDefault: SOCKET },
  {
    property: 'returnTo',
    variable: '$forward_method',
    source: "README, picture: 'smtp:127.0.0.1:10025'",
    value: methodOf,
  },
  {
    property: 'returnTo',
    variable: '$notify_method',
    source: "README, picture: 'smtp:127.0.0.1:10025'",
    value: methodOf,
  },
  {
    property: 'returnTo',
    variable: '$requeue_method',
    source: 'released mail goes the same way',
    value: methodOf,
  },
];
