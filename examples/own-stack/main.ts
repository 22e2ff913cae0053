import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { NullProvider } from '@cdktf/provider-null/lib/provider';
import { Resource } from '@cdktf/provider-null/lib/resource';
import { App, TerraformStack } from 'cdktf';
import {
  AmavisFilterOptions,
  DkimKey,
  DualMtaGateway,
  Listener,
  MailDomain,
  Publish,
  QueueVolume,
  RecipientPolicy,
  SecretDirectory,
  Size,
  SmtpEndpoint,
} from 'cdktf-dual-mta';
import { Construct } from 'constructs';

const filter: AmavisFilterOptions = {
  replicas: 2, // two filters; MTA-RX shares the mail between them, and one that is down costs nothing but its share
  clamav: {}, // a container of its own, and freshclam with its own way out; needs about 2 GiB of memory
  dkim: { keys: SecretDirectory.onHostPath('/srv/mx/dkim'), signing: [DkimKey.of('example.com', '2026a')] },
  spamAssassin: { bayes: {}, ruleUpdates: {}, scores: { HTML_MESSAGE: 0.1 } },
  policies: [RecipientPolicy.of('abuse@example.com', { spamLover: true, bannedFilesLover: true })],
};

/** A stack that has a gateway among other things. */
class OwnStack extends TerraformStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new DockerProvider(this, 'docker', { host: 'ssh://admin@mx.example.com' });
    new NullProvider(this, 'null');

    const gateway = new DualMtaGateway(this, 'mail', {
      hostname: 'mx.example.com',
      domains: [
        MailDomain.relayed('example.com', SmtpEndpoint.smtp('mailbox.example.net')),
        MailDomain.local('lists.example.com', ['postmaster']),
      ],
      filterProcesses: 3, // amavisd's $max_servers and MTA-RX's queue runners, which have to be as many
      smtp: [Publish.onIpv4(25)],
      submission: [Publish.onIpv4(587)],
      rx: {
        minFreeBlocks: Size.gibibytes(1),
        queue: QueueVolume.onHostPath('/srv/mqueue-rx'),
        certificate: SecretDirectory.onHostPath('/srv/mx/certificate'),
        users: SecretDirectory.onHostPath('/srv/mx/users'),
        listeners: [Listener.smtps(465, { publish: [Publish.onIpv4(465)] })], // TLS from the first byte
      },
      filter, // what is said of it below
    });

    new Resource(this, 'something-else', { dependsOn: [gateway.ready] }); // all four are healthy
  }
}

const app = new App();
new OwnStack(app, 'own');
app.synth();
