import * as fs from 'fs';
import * as path from 'path';
import { App, TerraformStack } from 'cdktf';
import { DualMtaGateway, DualMtaStack, MailDomain, Publish } from 'cdktf-dual-mta';
import { Construct } from 'constructs';
import { ConfigurationError, Findings } from '../../../lib/constructs/findings';
import { PORT } from '../../../lib/models/rules';
import { errorOf, findingsOf } from '../../tooling/findings';
import { gatewayProps } from '../../tooling/gateway-props';
import { inTemporaryFolder } from '../../tooling/temporary-folder';

const FINDING = {
  path: 'stack/Gateway',
  property: 'port',
  value: 0,
  rule: 'a rule',
  source: 'a source',
  instead: 'something else',
};

describe('an error about a configuration', () => {
  test('names path, property, value, rule, source, and what to write instead', () => {
    expect(new ConfigurationError([FINDING]).message).toBe(
      'one property is wrong:\n' + '  [stack/Gateway] property "port" is 0: a rule (a source). Write something else.',
    );
  });

  test('counts what it lists', () => {
    expect(new ConfigurationError([FINDING, { ...FINDING, value: 1 }]).message).toMatch(/^2 properties are wrong:\n/);
  });

  test('says once what is wrong in several places', () => {
    expect(new ConfigurationError([FINDING, { ...FINDING, path: 'stack/Other' }]).message).toBe(
      'one property is wrong:\n' +
        '  [stack/Gateway, stack/Other] property "port" is 0: a rule (a source). Write something else.',
    );
  });

  test.each([
    [undefined, 'missing'],
    ['a "b"', '"a \\"b\\""'],
    [[], '[]'],
    [NaN, 'null'],
  ])('shows the value %p as %s', (value, shown) => {
    expect(new ConfigurationError([{ ...FINDING, value }]).message).toContain(`property "port" is ${shown}: `);
  });

  test('lists the errors of all constructs at once', () => {
    const paths = findingsOf({
      hostname: 'nodot',
      smtp: [Publish.onIpv4(0)],
      filterProcesses: 1,
      resolver: { forwardTo: ['dns.example.com'] },
      name: 'Gateway',
    }).map((line) => line.replace(/ is .*/, ''));

    expect(paths).toEqual(
      expect.arrayContaining([
        '[gateway/Gateway] property "name"',
        '[gateway/Gateway/MtaRx] property "hostname"',
        '[gateway/Gateway/MtaRx] property "smtp[0].port"',
        '[gateway/Gateway/Filter] property "processes"',
        '[gateway/Gateway/Resolver] property "forwardTo[0]"',
      ]),
    );
  });

  test('lists the errors of all stacks of an app at once', () => {
    const error = errorOf((app) => {
      new DualMtaStack(app, 'first', gatewayProps({ domains: [MailDomain.local('nodot', [])] }));
      return new DualMtaStack(app, 'second', gatewayProps({ hostname: 'nodot', smtp: [], submission: [] }));
    });
    const stacks = new Set(error.findings.map(({ path }) => path.split('/')[0]));

    expect(stacks).toEqual(new Set(['first', 'second']));
  });

  test('writes no stack where another one is wrong', () => {
    inTemporaryFolder((outdir) => {
      const app = new App({ outdir });
      new DualMtaStack(app, 'right', gatewayProps());
      new DualMtaStack(app, 'wrong', gatewayProps({ hostname: 'nodot', smtp: [], submission: [] }));

      expect(() => app.synth()).toThrow(
        '[wrong/Gateway/MtaRx, wrong/Gateway/Filter, wrong/Gateway/MtaTx] property "hostname"',
      );
      expect(fs.existsSync(path.join(outdir, 'stacks', 'right', 'cdk.tf.json'))).toBe(false);
    });
  });
});

const errorFrom = (action: () => unknown): ConfigurationError => {
  try {
    action();
  } catch (error) {
    return error as ConfigurationError;
  }
  throw new Error('nothing was thrown');
};

describe('findings of a construct', () => {
  const scope = () => new Construct(new TerraformStack(new App(), 'stack'), 'Thing');

  test('stop nothing where they are found', () => {
    const findings = new Findings(scope());

    expect(() => findings.check('port', 0, PORT)).not.toThrow();
  });

  test('stop cdktf before anything is written from them', () => {
    const findings = new Findings(scope());
    findings.check('port', 0, PORT);

    expect(() => findings.toTerraform()).toThrow(
      'one property is wrong:\n' +
        '  [stack/Thing] property "port" is 0: a port is a whole number from 1 to 65535 (RFC 9293 section 3.1). ' +
        'Write a port such as 25.',
    );
  });

  test('that are looked for at synth are the same however often it looks', () => {
    const findings = new Findings(scope());
    findings.atSynth(() => findings.check('port', 0, PORT));
    const look = () => errorFrom(() => findings.toTerraform()).findings;

    expect(look()).toHaveLength(1);
    expect(look()).toEqual(look());
  });

  test('are looked for as often in one of many stacks as in one alone', () => {
    const looksAmong = (stacks: number): number =>
      inTemporaryFolder((outdir) => {
        const app = new App({ outdir });
        let looks = 0;
        for (let number = 0; number < stacks; number++) {
          const findings = new Findings(new Construct(new TerraformStack(app, `stack${number}`), 'Thing'));
          findings.atSynth(() => (looks += number === 0 ? 1 : 0));
        }
        app.synth();
        return looks;
      });

    expect(looksAmong(1)).toBeGreaterThan(0);
    expect(looksAmong(5)).toBe(looksAmong(1));
  });

  test('are found in a gateway that is part of a larger stack', () => {
    const error = errorOf((app) => {
      const stack = new TerraformStack(app, 'larger');
      new DualMtaGateway(stack, 'Mail', gatewayProps({ filterProcesses: 0 }));
      return stack;
    });

    expect(error.findings.map(({ path, property, value }) => [path, property, value])).toEqual([
      ['larger/Mail/Filter', 'processes', 0],
    ]);
  });
});
