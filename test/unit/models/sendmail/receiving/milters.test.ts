import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { NullProvider } from '@cdktf/provider-null/lib/provider';
import { TerraformStack } from 'cdktf';
import {
  DockerRuntime,
  DualMtaGateway,
  Duration,
  Milter,
  MilterFailure,
  MilterOptions,
  MtaRxOptions,
} from 'cdktf-dual-mta';
import { findingsOf } from '../../../../tooling/findings';
import { gatewayProps } from '../../../../tooling/gateway-props';
import { synthesize, synthesizeGateway } from '../../../../tooling/synthesized-stack';

const miltersOf = (rx: MtaRxOptions): string[] =>
  synthesizeGateway({ rx })
    .configuration('gateway-mta-rx', 'sendmail-rx.mc')
    .split('\n')
    .filter((line) => line.startsWith('INPUT_MAIL_FILTER'))
    .map((line) => line.replace(/dnl.*/, ''));

describe('MtaRx.milters', () => {
  test('are written in their order, and mail waits for each of them', () => {
    const milters = [Milter.overTcp('first', 'milter1', 8891), Milter.overTcp('second', '192.0.2.1', 8892)];

    expect(miltersOf({ milters })).toEqual([
      "INPUT_MAIL_FILTER(`first', `S=inet:8891@milter1, F=T')",
      "INPUT_MAIL_FILTER(`second', `S=inet:8892@192.0.2.1, F=T')",
    ]);
  });

  test('are not there where none were asked for', () => {
    expect(miltersOf({})).toEqual([]);
  });

  test('are held against what sendmail can do', () => {
    const milters = [
      Milter.overTcp('my milter', 'milter, F=R', 0, { readTimeout: Duration.milliseconds(10) }),
      Milter.overTcp('twin', 'milter', 8891),
      Milter.overTcp('twin', 'milter', 8892),
    ];

    expect(findingsOf({ rx: { milters } }).map((finding) => /property "(.*?)"/.exec(finding)?.[1])).toEqual([
      'milters[0].name',
      'milters[0].host',
      'milters[0].port',
      'milters[0].readTimeout',
      'milters[2].name',
    ]);
  });
});

test.each<[string, MilterOptions, string]>([
  ['MtaRx.milters.onFailure', { onFailure: MilterFailure.SHUTDOWN }, ', F=4'],
  ['MtaRx.milters.onFailure', { onFailure: MilterFailure.ACCEPT }, ''],
  ['MtaRx.milters.connectTimeout', { connectTimeout: Duration.minutes(1) }, ', F=T, T=C:1m'],
  ['MtaRx.milters.sendTimeout', { sendTimeout: Duration.seconds(5) }, ', F=T, T=S:5s'],
  ['MtaRx.milters.readTimeout', { readTimeout: Duration.seconds(90) }, ', F=T, T=R:90s'],
  ['MtaRx.milters.endTimeout', { endTimeout: Duration.minutes(10) }, ', F=T, T=E:10m'],
  [
    'MtaRx.milters',
    { readTimeout: Duration.seconds(90), onFailure: MilterFailure.ACCEPT, sendTimeout: Duration.seconds(5) },
    ', T=S:5s;R:90s',
  ],
])('%s: %j is in the line of the milter', (_, options, written) => {
  expect(miltersOf({ milters: [Milter.overTcp('slow', 'milter', 8891, options)] })).toEqual([
    `INPUT_MAIL_FILTER(\`slow', \`S=inet:8891@milter${written}')`,
  ]);
});

test('MtaRx.milterNetworks: are joined by MTA-RX and by nothing else', () => {
  const larger = synthesize((app) => {
    const stack = new TerraformStack(app, 'gateway');
    new DockerProvider(stack, 'docker');
    new NullProvider(stack, 'null');
    const milters = new DockerRuntime().createNetwork(stack, 'Milters', { name: 'milters' });
    new DualMtaGateway(stack, 'Gateway', gatewayProps({ name: 'gateway', rx: { milterNetworks: [milters] } }));
    return stack;
  });

  const onIt = larger.containers.filter(({ name }) => larger.networksOf(name).includes('milters'));
  expect(onIt.map(({ name }) => name)).toEqual(['gateway-mta-rx']);
});
