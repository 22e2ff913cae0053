import * as path from 'path';
import { App, LocalBackend } from 'cdktf';
import {
  DmarcPolicy,
  DualMtaStack,
  Listener,
  LocalZone,
  MailDomain,
  MapFile,
  Publish,
  SecretDirectory,
  SmtpEndpoint,
} from 'cdktf-dual-mta';
import { addServerBehind } from '../../tooling/server-behind';

const app = new App();
const more = process.env.E2E_MORE !== undefined;
const secrets = (name: string): SecretDirectory =>
  SecretDirectory.onHostPath(path.join(process.env.E2E_SECRETS ?? '/nowhere', name));

/** A domain that exists. Its mail server is the asking machine itself: nothing that goes wrong leaves the machine. */
const zone = (name: string): LocalZone =>
  LocalZone.of(name, [`${name}. IN MX 10 mx.${name}.`, `mx.${name}. IN A 127.0.0.1`]);

// A gateway for one domain with mailboxes of its own and two with a server, one of them past the filter, on addresses that nobody else can reach or,
// for submission, on all IPv4 addresses; what a test varies comes from the environment.
const stack = new DualMtaStack(app, 'e2e', {
  hostname: 'gateway.example.com',
  domains: [
    MailDomain.local('example.com', ['postmaster', 'alice', ...(more ? ['bob'] : [])]),
    MailDomain.relayed('example.org', SmtpEndpoint.smtp('e2e-sink')),
    MailDomain.relayed('example.net', SmtpEndpoint.smtp('e2e-sink')),
    ...(more ? [MailDomain.relayed('example.info', SmtpEndpoint.smtp('e2e-sink'))] : []),
  ],
  smtp: [Publish.onLoopback(3525), ...(process.env.E2E_IPV6 === undefined ? [] : [Publish.onIpv6(3525, '::1')])],
  submission: [Publish.onIpv4(3587)],
  publicAddresses: ['192.0.2.25'],
  dns: { dmarc: { policy: DmarcPolicy.REJECT }, mtaSts: {} },
  rx: {
    certificate: secrets('certificate'),
    users: secrets('users'),
    listeners: [Listener.smtps(465, { publish: [Publish.onLoopback(3465)] })],
    bypass: ['example.net'],
    greeting: process.env.E2E_GREETING,
    extraMaps: more ? [MapFile.fromEntries('access', { 'From:bad@sender.example': 'ERROR:5.7.1:550 not you' })] : [],
    extraMc: process.env.E2E_EXTRA_MC === undefined ? undefined : { options: [process.env.E2E_EXTRA_MC] },
  },
  resolver: {
    localZones: [
      ...['example.com', 'example.org', 'example.net', 'example.info', 'sender.example', 'elsewhere.example'].map(zone),
      // A domain of others, whose server can be reached.
      LocalZone.of('foreign.example', ['foreign.example. IN MX 10 e2e-sink.']),
    ],
  },
});

// Where Terraform runs, so that the test finds it.
new LocalBackend(stack, { path: 'terraform.tfstate' });

// The server of example.org: a real one, which keeps every message in a Maildir. It takes mail for everybody, so it is
// also the open relay that the relay probe has to recognize.
addServerBehind(stack, {
  name: 'e2e-sink',
  folder: path.join(__dirname, '..', 'sink'),
  ports: [{ internal: 25, external: 3526, ip: '127.0.0.1' }],
});

app.synth();
