import { Construct } from 'constructs';
import { DKIM_KEYS } from '../models/amavis/dkim';
import { SecretDirectory } from '../models/secret-directory';
import { AUTHINFO } from '../models/sendmail/delivering/authinfo';
import { CERTIFICATE } from '../models/sendmail/receiving/starttls';
import { USERS } from '../models/sendmail/receiving/authentication';
import { IRuntime, Mount } from '../runtime/runtime';
import { MtaRxOptions } from './mta-rx-options';
import { MtaTxOptions } from './mta-tx-options';

type Secrets = Pick<MtaRxOptions, 'certificate' | 'users'> &
  Pick<MtaTxOptions, 'authinfo'> & { readonly dkim?: SecretDirectory };

/**
 * A service's secrets at their places. Whole directories: of a single file that was mounted, a new one that is renamed into
 * its place would never be seen.
 */
export const secretMounts = (
  scope: Construct,
  runtime: IRuntime,
  { certificate, users, authinfo, dkim }: Secrets,
): Mount[] =>
  [
    { id: 'Certificate', secret: certificate, path: CERTIFICATE },
    { id: 'Users', secret: users, path: USERS },
    { id: 'Authinfo', secret: authinfo, path: AUTHINFO },
    { id: 'DkimKeys', secret: dkim, path: DKIM_KEYS },
  ].flatMap(({ id, secret, path }) =>
    secret === undefined
      ? []
      : [{ volume: runtime.createVolume(scope, id, { name: '', volume: secret.volume }), path, readOnly: true }],
  );
