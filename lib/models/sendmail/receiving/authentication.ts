import { HOST_NAME } from '../../rules';
import { SecretDirectory } from '../../secret-directory';
import { call, define, McOption } from '../statement';

/** Who may submit mail to anywhere. */
export interface AuthenticationOptions {
  /**
   * Who may submit mail, and with which password: a directory with the file `users`, a line `NAME:PASSWORD` for each,
   * where `NAME` may have a domain (`alice@example.com`). A changed file is used from the next login on, without a
   * restart. Passwords are accepted under TLS alone, by PLAIN and LOGIN (`confAUTH_MECHANISMS`); so a certificate is needed.
   *
   * @default - nobody: port 587 answers 530 to all
   */
  readonly users?: SecretDirectory;

  /**
   * The domain of users whose name has none (`confAUTH_REALM`).
   *
   * @default - the gateway's host name
   */
  readonly authRealm?: string;
}

export interface AuthenticationSettings extends AuthenticationOptions {
  readonly hostname: string;
}

/** Where the users are mounted. */
export const USERS = '/run/secrets/users';

export const authRealm = ({ hostname, ...options }: AuthenticationSettings): string => options.authRealm ?? hostname;

export const AUTHENTICATION: McOption<AuthenticationSettings>[] = [
  {
    source: 'op.me, AuthOptions: no plain text passwords without TLS, no anonymous',
    comment: 'No passwords without TLS, no anonymous',
    entries: () => [define('confAUTH_OPTIONS', 'A p y')],
  },
  {
    property: 'users',
    source: 'the other mechanisms of passwords want them in plain text on the server and protect less than TLS does',
    comment: 'Under TLS alone',
    entries: (s) =>
      s.users ? [define('confAUTH_MECHANISMS', 'PLAIN LOGIN'), call('TRUST_AUTH_MECH', 'PLAIN LOGIN')] : [],
  },
  {
    property: 'users',
    source: 'without users nobody can log in, so nothing is offered',
    comment: 'Nobody to log in',
    entries: (s) => (s.users ? [] : [define('confAUTH_MECHANISMS', '')]),
  },
  {
    property: 'authRealm',
    rule: HOST_NAME,
    source: 'op.me, AuthRealm',
    comment: 'The domain of users without one',
    entries: (s) => (s.users ? [define('confAUTH_REALM', authRealm(s))] : []),
  },
];
