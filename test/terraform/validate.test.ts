import * as fs from 'fs';
import * as path from 'path';
import { App } from 'cdktf';
import { DualMtaStack, MailDomain, Publish, QueueVolume, SmtpEndpoint } from 'cdktf-dual-mta';
import { synthesizeExample } from '../tooling/example';
import { gatewayProps } from '../tooling/gateway-props';
import { inTemporaryFolder } from '../tooling/temporary-folder';
import { terraformOrThrow } from '../tooling/terraform';

interface Validation {
  readonly valid: boolean;
  readonly diagnostics: { readonly summary: string; readonly detail: string }[];
}

/** What the real Terraform with the real providers says of a folder with `cdk.tf.json`. */
const validate = (folder: string): Validation => {
  terraformOrThrow(folder, 'init', '-backend=false', '-input=false');
  return JSON.parse(terraformOrThrow(folder, 'validate', '-json')) as Validation;
};

describe('Terraform', () => {
  test('accepts the example without a warning', () => {
    inTemporaryFolder((folder) => {
      expect(validate(synthesizeExample(folder))).toMatchObject({ valid: true, diagnostics: [] });
    });
  });

  test('accepts a gateway in a larger stack, which waits for it', () => {
    inTemporaryFolder((folder) => {
      const stack = synthesizeExample(folder, 'own-stack', 'own');
      const file = path.join(stack, 'cdk.tf.json');
      // The stack is its owner's, and asks for the very version that the bindings were made from.
      const text = fs.readFileSync(file, 'utf8').replace('"version": "3.6.2"', '"version": ">= 3.6.2"');
      fs.writeFileSync(file, text);
      const json = JSON.parse(text) as { resource: { null_resource: Record<string, { depends_on: string[] }> } };

      expect(json.resource.null_resource['something-else'].depends_on).toEqual([
        expect.stringMatching(/^null_resource\.mail_Ready_/),
      ]);
      expect(validate(stack)).toMatchObject({ valid: true, diagnostics: [] });
    });
  });

  test('accepts what has been chosen otherwise than in the example', () => {
    inTemporaryFolder((folder) => {
      const app = new App({ outdir: folder });
      const domains = [MailDomain.relayed('example.com', SmtpEndpoint.lmtp('192.0.2.1', 24))];
      new DualMtaStack(
        app,
        'relaying',
        gatewayProps({ domains, rx: { queue: QueueVolume.onHostPath('/srv/mqueue-rx') }, submission: [] }),
      );
      app.synth();

      expect(validate(path.join(folder, 'stacks', 'relaying'))).toMatchObject({ valid: true, diagnostics: [] });
    });
  });

  test('accepts a gateway with IPv6, a client queue and DNS records', () => {
    inTemporaryFolder((folder) => {
      const app = new App({ outdir: folder });
      const smtp = [Publish.onIpv4(25), Publish.onIpv6(25)];
      new DualMtaStack(app, 'both', gatewayProps({ smtp, rx: { msp: {} }, dns: { mtaSts: {} } }));
      app.synth();

      expect(validate(path.join(folder, 'stacks', 'both'))).toMatchObject({ valid: true, diagnostics: [] });
    });
  });

  test('finds every folder that an image is built from beside the JSON', () => {
    inTemporaryFolder((folder) => {
      const stack = synthesizeExample(folder);
      const json = fs.readFileSync(path.join(stack, 'cdk.tf.json'), 'utf8');
      const contexts = [...json.matchAll(/"context": "([^"]+)"/g)].map(([, context]) => context);

      // Four services, and the maps of three of them.
      expect(contexts).toHaveLength(7);
      contexts.forEach((context) => expect(fs.existsSync(path.join(stack, context, 'Dockerfile'))).toBe(true));
    });
  });
});
