import { App } from 'cdktf';
import { DualMtaStack, LocalZone, MailDomain, Publish } from 'cdktf-dual-mta';

const app = new App();

// A gateway that needs nothing but this machine: it receives on 127.0.0.1, keeps the mailboxes itself, and its resolver
// knows the one domain that mail comes from and goes to.
new DualMtaStack(app, 'gateway', {
  hostname: 'gateway.example.com',
  domains: [MailDomain.local('example.com', ['postmaster', 'abuse'])],
  smtp: [Publish.onLoopback(2525)],
  submission: [Publish.onLoopback(2587)],
  resolver: {
    localZones: [
      LocalZone.of('example.com', [
        'example.com. IN MX 10 gateway.example.com.',
        'gateway.example.com. IN A 192.0.2.25',
      ]),
    ],
  },
});

app.synth();
