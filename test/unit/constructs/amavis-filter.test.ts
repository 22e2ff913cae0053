import { App, TerraformStack } from 'cdktf';
import {
  AmavisFilter,
  AmavisFilterOptions,
  Destiny,
  DockerRuntime,
  DualMtaStackProps,
  Duration,
  FilterCapacity,
  MailDomain,
  ScanNetwork,
  Size,
  WorkDirectory,
} from 'cdktf-dual-mta';
import { errorOf, findingsOf, linesOf } from '../../tooling/findings';
import { synthesizeGateway } from '../../tooling/synthesized-stack';
import { warningsOf } from '../../tooling/warnings';

const DESTINIES: (keyof AmavisFilterOptions)[] = ['virusDestiny', 'bannedDestiny', 'spamDestiny', 'badHeaderDestiny'];

const rejected = (property: string, name: string): string =>
  `[gateway/Gateway/Filter] property "${property}" is "${name}": mail that MTA-RX has accepted cannot be rejected any ` +
  'more; D_REJECT would make it bounce (README.sendmail-dual, NOTES: "should not specify D_REJECT"). ' +
  'Write Destiny.PASS, Destiny.BOUNCE or Destiny.DISCARD.';

/** MiB that so many processes need. */
const needed = (processes: number): number => FilterCapacity.of().needed(processes).toMebibytes();

const memoryOf = (props: Partial<DualMtaStackProps>): number =>
  synthesizeGateway(props).container('gateway-filter').memory;

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
    const least = needed(4);
    const { base, perProcess } = FilterCapacity.of();

    expect(findingsOf({ filterProcesses: 4, filter: { memory: Size.mebibytes(least - 1) } })).toEqual([
      `[gateway/Gateway/Filter] property "memory" is "${least - 1} MiB": 4 processes need ${least} MiB (measured: ` +
        `${base.toString()}, and ${perProcess.toString()} for each process). Write Size.mebibytes(${least}) or more, ` +
        'or fewer processes.',
    ]);
  });

  test('may have exactly the memory that its processes need, for AmavisFilter.memory', () => {
    expect(memoryOf({ filterProcesses: 4, filter: { memory: Size.mebibytes(needed(4)) } })).toBe(needed(4));
  });

  test('has more memory the more processes it has, where nothing is said', () => {
    expect([memoryOf({ filterProcesses: 2 }), memoryOf({ filterProcesses: 4 })]).toEqual([
      needed(2) + 256,
      needed(4) + 256,
    ]);
  });

  test('has more memory for a work directory in memory, for AmavisFilter.work', () => {
    const work = WorkDirectory.inMemory(Size.mebibytes(100));

    expect(memoryOf({ filter: { work } })).toBe(needed(2) + 100 + 256);
  });

  test.each([
    ['2 where no memory is said', undefined, 2],
    ['2 where only they fit', needed(3) - 1, 2],
    ['as many as fit', needed(5), 5],
    ['no more than make sense', 8192, 7],
  ])('has %s', (_, memory, processes) => {
    const filter = memory === undefined ? {} : { memory: Size.mebibytes(memory) };
    const conf = synthesizeGateway({ filter }).configuration('gateway-filter', '60-dual-mta');

    expect(conf).toMatch(new RegExp(`^\\$max_servers = ${processes};`, 'm'));
    expect(warningsOf({ filter })).toEqual([]);
  });

  test('has more processes where they wait for the network', () => {
    const filter = { memory: Size.mebibytes(8192), spamAssassin: { networkTests: true } };
    const conf = synthesizeGateway({ filter }).configuration('gateway-filter', '60-dual-mta');

    expect(conf).toMatch(/^\$max_servers = 10;/m);
  });

  test('warns of more processes than make sense', () => {
    expect(warningsOf({ filterProcesses: 7 })).toEqual([]);
    expect(warningsOf({ filterProcesses: 8 })).toEqual([
      'property "processes" is 8: more than 7 take memory and gain nothing (README.sendmail-dual, PERFORMANCE NOTES, and ' +
        'thishost-rx.mc: "2 to 7 OK, 10 is plenty, 20 is way too much"). Write 7 or fewer.',
    ]);
  });

  test.each([
    [2, 4, '3 or fewer'],
    [3, 3, '2 or fewer'],
    [4, 2, 'fewer "replicas"'],
  ])(
    'warns of more than make sense in %d filters together, AmavisFilter.replicas',
    (replicas, filterProcesses, instead) => {
      expect(warningsOf({ filterProcesses, filter: { replicas } })).toEqual([
        `property "processes" is ${filterProcesses} for each of ${replicas} filters, ${filterProcesses * replicas} in all: ` +
          'more than 7 take memory and gain nothing (README.sendmail-dual, PERFORMANCE NOTES, and thishost-rx.mc: ' +
          `"2 to 7 OK, 10 is plenty, 20 is way too much"). Write ${instead}.`,
      ]);
      expect(warningsOf({ filterProcesses: 2, filter: { replicas: 3 } })).toEqual([]);
    },
  );

  test('has its share of the processes that make sense where there are several, AmavisFilter.replicas', () => {
    const filter = { replicas: 2, memory: Size.mebibytes(8192) };
    const gateway = synthesizeGateway({ filter });

    expect(gateway.configuration('gateway-filter-2', '60-dual-mta')).toMatch(/^\$max_servers = 3;/m);
    expect(warningsOf({ filter })).toEqual([]);
  });

  test('needs more memory where something runs beside its processes, AmavisFilter.spamAssassin.bayes and ruleUpdates', () => {
    const capacity = FilterCapacity.of({ bayes: true, ruleUpdates: true });

    expect(memoryOf({ filter: { spamAssassin: { bayes: {}, ruleUpdates: {} } } })).toBe(
      capacity.needed(2).toMebibytes() + 256,
    );
  });

  test.each([
    [{}, '30', '1073741824'],
    [{ retention: Duration.hours(25), sizeLimit: Size.mebibytes(5) }, '2', '5242880'],
  ])('says how long and how much is kept, for AmavisFilter.quarantine %j', (quarantine, days, bytes) => {
    const service = synthesizeGateway({ filter: { quarantine } }).configuration('gateway-filter', 'service');

    expect(service).toContain(`AMAVIS_QUARANTINE_DAYS='${days}'\nAMAVIS_QUARANTINE_BYTES='${bytes}'\n`);
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
