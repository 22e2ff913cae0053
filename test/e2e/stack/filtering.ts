import * as path from 'path';
import { App, LocalBackend } from 'cdktf';
import {
  Destiny,
  DkimKey,
  DualMtaStack,
  LocalZone,
  MailDomain,
  Publish,
  RecipientPolicy,
  SecretDirectory,
  SmtpEndpoint,
} from 'cdktf-dual-mta';
import { addServerBehind } from '../../tooling/server-behind';

const app = new App();
const NAME = 'e2e-filtering';
const secrets = (name: string): SecretDirectory =>
  SecretDirectory.onHostPath(path.join(process.env.E2E_SECRETS ?? '/nowhere', name));

/** A domain that exists, and whose mail nobody here takes. */
const zone = (name: string, ...records: string[]): LocalZone =>
  LocalZone.of(name, [`${name}. IN MX 10 mx.${name}.`, `mx.${name}. IN A 127.0.0.1`, ...records]);

// A gateway with everything that the filter has: two of it, ClamAV, signatures, policies. Its own scanner's only signature
// is that of the EICAR file, which the test writes.
const stack = new DualMtaStack(app, NAME, {
  hostname: 'gateway.example.com',
  domains: [
    MailDomain.local('example.com', ['postmaster', 'alice']),
    MailDomain.relayed('example.org', SmtpEndpoint.smtp(`${NAME}-sink`)),
  ],
  smtp: [Publish.onLoopback(4525)],
  submission: [Publish.onLoopback(4587)],
  rx: { certificate: secrets('certificate'), users: secrets('users') },
  tx: { authinfo: secrets('authinfo') },
  filter: {
    replicas: 2,
    spamDestiny: Destiny.DISCARD,
    clamav: { updates: false, signatureFiles: [process.env.E2E_SIGNATURES ?? '/nowhere.ndb'] },
    dkim: { keys: secrets('dkim'), signing: [DkimKey.of('example.com', 'own')] },
    policies: [
      RecipientPolicy.of('alice@example.com', { spamLover: true, spamExtension: 'spam' }),
      RecipientPolicy.of('marked@example.org', { spamLover: true }),
      RecipientPolicy.of('developer@example.org', { bannedFilesLover: true }),
      ...Array.from({ length: 50 }, (_, index) =>
        RecipientPolicy.of(`lover${index}@example.org`, { spamLover: true, spamSubjectTag: '[spam] ' }),
      ),
    ],
  },
  resolver: {
    localZones: [
      zone('example.com'),
      zone('example.org'),
      zone('sender.example'),
      zone('signer.example', `theirs._domainkey.signer.example. IN TXT ${process.env.E2E_SIGNER ?? '""'}`),
      LocalZone.of('foreign.example', [`foreign.example. IN MX 10 ${NAME}-sink.`]),
    ],
  },
});

// Where Terraform runs, so that the test finds it.
new LocalBackend(stack, { path: 'terraform.tfstate' });

// The server of example.org and of foreign.example, which keeps every message in a Maildir.
addServerBehind(stack, { name: `${NAME}-sink`, folder: path.join(__dirname, '..', 'sink') });

app.synth();
