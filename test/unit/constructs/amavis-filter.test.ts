import { App, TerraformStack } from 'cdktf';
import {
  AmavisFilter,
  AmavisFilterOptions,
  Destiny,
  DockerRuntime,
  MailDomain,
  ScanNetwork,
  Size,
} from 'cdktf-dual-mta';
import { errorOf, findingsOf, linesOf } from '../../tooling/findings';
import { synthesizeGateway } from '../../tooling/synthesized-stack';

const DESTINIES: (keyof AmavisFilterOptions)[] = ['virusDestiny', 'bannedDestiny', 'spamDestiny', 'badHeaderDestiny'];

const rejected = (property: string, name: string): string =>
  `[gateway/Gateway/Filter] property "${property}" is "${name}": mail that MTA-RX has accepted cannot be rejected any ` +
  'more; D_REJECT would make it bounce (README.sendmail-dual, NOTES: "should not specify D_REJECT"). ' +
  'Write Destiny.PASS, Destiny.BOUNCE or Destiny.DISCARD.';

describe('the filter', () => {
  test.each(DESTINIES)('does not take D_REJECT as %s', (property) => {
    expect(findingsOf({ filter: { [property]: Destiny.of('D_REJECT') } })).toEqual([rejected(property, 'D_REJECT')]);
  });

  test("does not take a destiny that is none of amavisd's words", () => {
    expect(findingsOf({ filter: { spamDestiny: Destiny.of('D_PASS; system("x")') } })).toEqual([
      rejected('spamDestiny', 'D_PASS; system(\\"x\\")'),
    ]);
  });

  test.each([1, 0, -2, 2.5])('cannot have %d processes', (filterProcesses) => {
    expect(findingsOf({ filterProcesses })).toEqual([
      `[gateway/Gateway/Filter] property "processes" is ${filterProcesses}: the filter has at least 2 processes, and a ` +
        'whole number of them (amavisd-new with $max_servers = 1 ends after 20 messages; README, PERFORMANCE NOTES: ' +
        'start with 2 or 3). Write 2 or more.',
    ]);
  });

  test('cannot have processes that do not fit into its memory', () => {
    expect(findingsOf({ filterProcesses: 4, filter: { memory: Size.mebibytes(451) } })).toEqual([
      '[gateway/Gateway/Filter] property "memory" is "451 MiB": 4 processes need 452 MiB (measured: 164 MiB, and 72 MiB ' +
        'for each process). Write Size.mebibytes(452) or more, or fewer processes.',
    ]);
  });

  test('may have exactly the memory that its processes need', () => {
    const gateway = synthesizeGateway({ filterProcesses: 4, filter: { memory: Size.mebibytes(452) } });

    expect(gateway.container('gateway-filter').memory).toBe(452);
  });

  test('has more memory the more processes it has, where nothing is said', () => {
    const memory = (filterProcesses: number): number =>
      synthesizeGateway({ filterProcesses }).container('gateway-filter').memory;

    expect([memory(2), memory(4)]).toEqual([564, 708]);
  });

  test('has somewhere to return mail to', () => {
    const error = errorOf((app: App) => {
      const stack = new TerraformStack(app, 'stack');
      const runtime = new DockerRuntime();
      new AmavisFilter(stack, 'Filter', {
        runtime,
        name: 'filter',
        hostname: 'mx.example.com',
        domains: [MailDomain.local('example.com', [])],
        processes: 2,
        intake: new ScanNetwork(stack, 'ScanIn', { runtime, name: 'scan-in', subnet: '10.0.0.0/28' }),
      });
      return stack;
    });

    expect(linesOf(error)).toEqual([
      '[stack/Filter] property "returnTo" is missing: a filter delivers nothing itself; checked mail goes to MTA-TX ' +
        '(README.sendmail-dual, picture: $forward_method). Write filter.returnTo(tx).',
    ]);
  });
});
