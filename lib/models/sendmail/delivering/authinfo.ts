import { SecretDirectory } from '../../secret-directory';
import { SmtpEndpoint } from '../../smtp-endpoint';
import { MapEntry } from '../maps';
import { define, feature, McOption } from '../statement';
import { OutgoingTlsOptions, tlsAccess, TlsPolicy } from './tls';

/** Who MTA-TX is to other servers. */
export interface AuthinfoOptions {
  /**
   * Name and password for the smart host and other servers (`FEATURE(authinfo)`): a directory with the file `authinfo`, a
   * line for each server: `AuthInfo:relay.example.net`, a tab, `"U:name" "P:password"`. It is read anew for each login.
   * To the smart host a password is sent only under TLS and with a certificate of its name, unless `tlsPolicies` say
   * otherwise of it; of other servers ask TLS there.
   *
   * @default - no name, no password
   */
  readonly authinfo?: SecretDirectory;
}

export interface AuthinfoSettings extends AuthinfoOptions, OutgoingTlsOptions {
  readonly smartHost?: SmtpEndpoint;
}

/** Where it is mounted. */
export const AUTHINFO = '/run/secrets/authinfo';

export const AUTHINFO_OPTIONS: McOption<AuthinfoSettings>[] = [
  {
    property: 'authinfo',
    source: 'cf/README, authinfo; a text, because a map built from it would leave the password in another file',
    comment: 'Names and passwords for other servers',
    entries: ({ authinfo }) =>
      authinfo
        ? [
            feature('authinfo', `text -k0 -v1 -z\\t ${AUTHINFO}/authinfo`),
            define('confAUTH_MECHANISMS', 'SCRAM-SHA-256 SCRAM-SHA-1 DIGEST-MD5 CRAM-MD5 PLAIN LOGIN'),
          ]
        : [],
  },
];

/** The smart host gets the password under TLS alone. */
export const authinfoAccess = ({ authinfo, smartHost, tlsPolicies = [] }: AuthinfoSettings): MapEntry[] => {
  if (!authinfo || !smartHost) {
    return [];
  }
  const { tag, requirement } = TlsPolicy.requiredOf(smartHost.host, { verify: true });
  const isSaid = tlsAccess(tlsPolicies).some(({ key }) => key === `${tag}:${smartHost.host}`);
  return isSaid ? [] : [{ key: `${tag}:${smartHost.host}`, value: requirement }];
};
