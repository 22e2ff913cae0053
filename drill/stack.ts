import * as path from 'path';
import { Network } from '@cdktf/provider-docker/lib/network';
import { App, LocalBackend } from 'cdktf';
import {
  DualMtaStack,
  Duration,
  LocalZone,
  MailDomain,
  Publish,
  QueueVolume,
  Size,
  SecretDirectory,
  SmtpEndpoint,
  WorkDirectory,
} from 'cdktf-dual-mta';
import { addServerBehind } from '../test/tooling/server-behind';
import { CLOCK_BASE, DESTINATION, DISKS, NAME, SMTP_PORT } from './names';

const app = new App();

const changes = (process.env.DRILL_CHANGES ?? '').split(' ');

/** What a property is once its change was deployed. */
const changed = <T>(change: string, to: T): T | undefined => (changes.includes(change) ? to : undefined);

/** A volume of the engine's own, or a small file system that can be filled. */
const disk = (name: string): QueueVolume =>
  process.env.DRILL_SMALL_DISKS === undefined ? QueueVolume.managed() : QueueVolume.existing(name);

/** A domain that exists, and whose mail server is the one behind the gateway: it gets the bounces too. */
const zone = (name: string): LocalZone => LocalZone.of(name, [`${name}. IN MX 10 ${DESTINATION}.`]);

// A gateway as one would run it, with virus scanner and resolver, whose mail ends in a server that can be told how to behave.
const stack = new DualMtaStack(app, NAME, {
  hostname: 'gateway.example.com',
  domains: [MailDomain.relayed('example.com', SmtpEndpoint.smtp(DESTINATION))],
  smtp: [Publish.onLoopback(SMTP_PORT)],
  submission: [],
  filterProcesses: changed('filterProcesses', 4) ?? 3,
  baseImage: changed('baseImage', CLOCK_BASE),
  rx: {
    queue: disk(DISKS.rx),
    minFreeBlocks: Size.mebibytes(24),
    certificate: SecretDirectory.onHostPath(process.env.DRILL_CERTIFICATE ?? '/nowhere'),
    greeting: changed('greeting', '$j no service for robots'),
    extraMc: changed('refused', { options: ["FEATURE(`no_such_feature')"] }),
  },
  filter: {
    spamTagLevel: changed('spamTagLevel', 3),
    replicas: changed('replicas', 2),
    work: WorkDirectory.onVolume(disk(DISKS.work)),
    clamav: { updates: false, signatureFiles: [process.env.DRILL_SIGNATURES ?? '/nowhere.ndb'] },
  },
  // With the README's half hour between two tries the drill would wait for that long after each fault behind the gateway.
  tx: {
    queue: disk(DISKS.tx),
    minFreeBlocks: Size.mebibytes(16),
    queueInterval: Duration.seconds(10),
    queueReturn: changed('queueReturn', Duration.days(4)),
  },
  resolver: { localZones: ['example.com', 'sender.example'].map(zone) },
});

// With a subnet of its own: what is cut off a network comes back at its old address, as in reality.
const delivery = stack.gateway.delivery.node.findChild('Network') as Network;
delivery.putIpamConfig([{ subnet: '10.247.101.0/24' }]);

new LocalBackend(stack, { path: 'terraform.tfstate' });

addServerBehind(stack, {
  name: DESTINATION,
  folder: path.join(__dirname, 'destination'),
  mail: process.env.DRILL_MAIL ?? '/nowhere',
});

app.synth();
