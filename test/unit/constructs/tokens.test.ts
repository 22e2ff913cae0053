import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { NullProvider } from '@cdktf/provider-null/lib/provider';
import { TerraformStack, TerraformVariable, Token } from 'cdktf';
import { DualMtaGateway, DualMtaGatewayProps, Publish } from 'cdktf-dual-mta';
import { gatewayProps } from '../../tooling/gateway-props';
import { synthesize, SynthesizedStack, synthesizeGateway } from '../../tooling/synthesized-stack';

/** A gateway in a stack with two variables. */
const gatewayWith = (
  props: (text: TerraformVariable, number: TerraformVariable) => Partial<DualMtaGatewayProps>,
): SynthesizedStack =>
  synthesize((app) => {
    const stack = new TerraformStack(app, 'larger');
    new DockerProvider(stack, 'docker');
    new NullProvider(stack, 'null');
    const text = new TerraformVariable(stack, 'text', { type: 'string' });
    const number = new TerraformVariable(stack, 'number', { type: 'number' });
    new DualMtaGateway(stack, 'Mail', gatewayProps(props(text, number)));
    return stack;
  });

describe('a value that Terraform knows only at apply', () => {
  test('is passed on as a port and as an address', () => {
    const stack = gatewayWith((text, number) => ({
      smtp: [Publish.onIpv4(number.numberValue, text.stringValue)],
      submission: [],
    }));

    expect(stack.container('mail-mta-rx').ports).toEqual([
      { internal: 25, external: '${var.number}', ip: '${var.text}', protocol: 'tcp' },
    ]);
  });

  test('does not count as two publishers of one port where two are one variable on two addresses', () => {
    const stack = gatewayWith((_, number) => ({
      smtp: [Publish.onIpv4(number.numberValue, '192.0.2.1'), Publish.onIpv4(number.numberValue, '192.0.2.2')],
      submission: [],
    }));

    expect(stack.container('mail-mta-rx').ports).toHaveLength(2);
  });

  const withHostname = (): SynthesizedStack => gatewayWith((text) => ({ hostname: text.stringValue }));

  test('reaches the configuration in an image through its build', () => {
    const stack = withHostname();

    expect(stack.configuration('mail-mta-rx', 'sendmail-rx.mc')).toContain('`@TERRAFORM_VALUE_1@');
    expect(stack.imageOf('mail-mta-rx').build?.build_args.TERRAFORM_VALUES).toBe('${var.text}');
    expect(stack.container('mail-mta-rx').hostname).toBe('${var.text}');
  });

  test("never stands in a file of an image as cdktf's own placeholder", () => {
    expect([...withHostname().files.values()].join('\n')).not.toContain('TfToken[');
  });

  // Otherwise a new value makes an image of the same name, and the container that runs is not replaced.
  test("changes the image's name when it changes", () => {
    expect(withHostname().imageOf('mail-mta-rx').name).toContain('var.text');
  });

  test('is shown by the outputs too', () => {
    const port = Token.asNumber('${var.port}');
    const stack = synthesizeGateway({ smtp: [Publish.onLoopback(port)], submission: [] });

    expect(stack.json.output.smtp.value).toBe('127.0.0.1:${var.port}');
    expect(stack.json.output.checks.value).toContain('"port":${var.port}');
  });
});
