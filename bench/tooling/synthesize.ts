/** Synthesizes an app with so many gateways, and prints the most memory that it had, in MiB: `tsx bench/tooling/synthesize.ts COUNT`. */
import { App } from 'cdktf';
import { DualMtaStack, MailDomain, Publish } from 'cdktf-dual-mta';
import { inTemporaryFolder } from '../../test/tooling/temporary-folder';

const count = Number(process.argv[2]);

inTemporaryFolder((outdir) => {
  const app = new App({ outdir });
  for (let number = 0; number < count; number++) {
    new DualMtaStack(app, `gateway${number}`, {
      hostname: `mx${number}.example.com`,
      domains: [MailDomain.local('example.com', ['postmaster'])],
      smtp: [Publish.onLoopback(20_000 + number)],
      submission: [],
    });
  }
  app.synth();
});
console.log(process.resourceUsage().maxRSS / 1024);
