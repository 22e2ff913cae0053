import { Duration, MtaRxOptions, QueueGroup, QueueGroupFlag, QueueRunning, QueueSortOrder } from 'cdktf-dual-mta';
import { findingsOf } from '../../../../tooling/findings';
import { statementsOf } from '../../../../tooling/mc-statements';
import { synthesizeGateway } from '../../../../tooling/synthesized-stack';

const gatewayOf = (rx: MtaRxOptions) => synthesizeGateway({ filterProcesses: 5, rx });
const statements = (rx: MtaRxOptions): string[] =>
  statementsOf(gatewayOf(rx).configuration('gateway-mta-rx', 'sendmail-rx.mc'));
const service = (rx: MtaRxOptions): string[] => gatewayOf(rx).configuration('gateway-mta-rx', 'service').split('\n');
const QUEUE = '/var/spool/mqueue-rx';
const SLOW = QueueGroup.forDomains('slow', ['example.net'], {
  runners: 2,
  interval: Duration.minutes(1),
  jobs: 50,
  niceness: 5,
  maxRecipients: 20,
});

describe('MtaRx.queueRunning', () => {
  test('if nothing is said mail that arrives starts runners, and never more than the filter has processes', () => {
    expect(service({}).filter((line) => /SENDMAIL_QUEUE_(RUN|INT|ARG)/.test(line))).toEqual([
      "SENDMAIL_QUEUE_RUNNERS='5'",
      "SENDMAIL_QUEUE_INTERVAL='8'",
    ]);
    expect(statements({})).toContain(`QUEUE_GROUP(mqueue,P=${QUEUE},R=1,F=f)`);
  });

  test('looks at other times for what waits', () => {
    const queueRunning = QueueRunning.onArrival(Duration.minutes(1));

    expect(service({ queueRunning })).toContain("SENDMAIL_QUEUE_INTERVAL='60'");
  });

  test('can go by the clock alone, and never has more runners than the filter has processes', () => {
    const queueRunning = QueueRunning.every(Duration.seconds(90));

    expect(service({ queueRunning })).toContain("SENDMAIL_QUEUE_ARGS='-q90s'");
    expect(statements({ queueRunning })).toEqual(
      expect.arrayContaining(['define(confMAX_QUEUE_CHILDREN,5)', `QUEUE_GROUP(mqueue,P=${QUEUE},R=1,F=f)`]),
    );
  });

  test('goes by the clock where there are groups', () => {
    expect(service({ queueGroups: [SLOW] })).toContain("SENDMAIL_QUEUE_ARGS='-q1s'");
    const rx = { queueGroups: [SLOW], queueRunning: QueueRunning.onArrival() };

    expect(findingsOf({ filterProcesses: 5, rx })).toEqual([
      expect.stringContaining(
        'property "queueRunning" is "QueueRunning.onArrival()": runners that are started by mail',
      ),
    ]);
  });

  test("can be the README's: as many persistent runners", () => {
    const persistent = { queueRunning: QueueRunning.persistent() };

    expect(service(persistent)).toContain("SENDMAIL_QUEUE_ARGS='-qp'");
    expect(statements(persistent)).toContain(`QUEUE_GROUP(mqueue,P=${QUEUE},R=5,F=f)`);
    expect(statements(persistent).filter((line) => line.includes('confMAX_QUEUE_CHILDREN'))).toEqual([]);
  });

  test.each([Duration.seconds(0), Duration.milliseconds(1500)])('has no interval of %s', (interval) => {
    for (const queueRunning of [QueueRunning.every(interval), QueueRunning.onArrival(interval)]) {
      expect(findingsOf({ rx: { queueRunning } })).toEqual([expect.stringContaining('property "queueRunning" is')]);
    }
  });
});

describe('MtaRx.queueSortOrder', () => {
  test.each([
    [undefined, 'Modification'],
    [QueueSortOrder.RANDOM, 'Random'],
    [QueueSortOrder.PRIORITY, 'Priority'],
  ])('%s: %s', (queueSortOrder, written) => {
    expect(statements({ queueSortOrder })).toContain(`define(confQUEUE_SORT_ORDER,${written})`);
  });
});

describe('MtaRx.queueDirectories', () => {
  test('spreads each group over so many', () => {
    expect(statements({ queueDirectories: 2, queueGroups: [SLOW] })).toEqual(
      expect.arrayContaining([
        `QUEUE_GROUP(mqueue,P=${QUEUE}/q*,R=1,F=f)`,
        `QUEUE_GROUP(slow,P=${QUEUE}/group-slow/q*,R=2,I=1m,J=50,N=5,r=20,F=f)`,
      ]),
    );
    expect(service({ queueDirectories: 2, queueGroups: [SLOW] })).toContain(
      `SENDMAIL_QUEUE_DIRECTORIES='${['q1', 'q2', 'group-slow/q1', 'group-slow/q2'].map((name) => `${QUEUE}/${name}`).join(' ')}'`,
    );
  });

  test.each([0, 1.5])('cannot be %s', (queueDirectories) => {
    expect(findingsOf({ rx: { queueDirectories } })).toEqual([
      expect.stringContaining('property "queueDirectories" is'),
    ]);
  });
});

describe('MtaRx.splitQueueFiles', () => {
  test('is for the start-up to make directories', () => {
    expect(service({ splitQueueFiles: true })).toContain("SENDMAIL_QUEUE_SPLIT='qf df xf'");
    expect(service({})).toContain("SENDMAIL_QUEUE_SPLIT=''");
  });
});

describe('MtaRx.separateWorkArea', () => {
  test('has the queue below the work area, which is in memory', () => {
    const rx = { separateWorkArea: true };
    const container = gatewayOf(rx).container('gateway-mta-rx');

    expect(statements(rx)).toEqual(
      expect.arrayContaining([`define(QUEUE_DIR,${QUEUE})`, `QUEUE_GROUP(mqueue,P=${QUEUE}/queue,R=1,F=f)`]),
    );
    expect(Object.keys(container.tmpfs ?? {})).toContain(QUEUE);
    expect(container.mounts.map(({ target }) => target)).toContain(`${QUEUE}/queue`);
  });
});

describe('MtaRx.queueFlags', () => {
  test('stand in the line of the default group', () => {
    expect(statements({ queueFlags: [QueueGroupFlag.FORK] })).toContain(`QUEUE_GROUP(mqueue,P=${QUEUE},R=1,F=f)`);
    expect(statements({ queueFlags: [] })).toContain(`QUEUE_GROUP(mqueue,P=${QUEUE},R=1)`);
  });

  test('cannot be without FORK where there are several persistent runners', () => {
    const rx = { queueRunning: QueueRunning.persistent(), queueFlags: [] };

    expect(findingsOf({ filterProcesses: 2, rx })).toEqual([
      expect.stringContaining(
        'property "queueFlags" is "2 runners": a group without the flag FORK can have one runner only',
      ),
    ]);
  });
});

describe('MtaRx.queueGroups', () => {
  test('have directories and flags of their own', () => {
    const rx = { queueGroups: [QueueGroup.forDomains('slow', [], { directory: 'later', flags: [] })] };

    expect(statements(rx)).toContain(`QUEUE_GROUP(slow,P=${QUEUE}/later,R=1)`);
    expect(statements({ ...rx, queueDirectories: 2 })).toContain(`QUEUE_GROUP(slow,P=${QUEUE}/later/q*,R=1)`);
    expect(service(rx)).toContain(`SENDMAIL_QUEUE_DIRECTORIES='${QUEUE} ${QUEUE}/later'`);
  });

  test('a group has its mail by the domain, and its share of the persistent runners', () => {
    expect(statements({ queueGroups: [SLOW], queueRunning: QueueRunning.persistent() })).toEqual(
      expect.arrayContaining([
        `QUEUE_GROUP(mqueue,P=${QUEUE},R=3,F=f)`,
        `QUEUE_GROUP(slow,P=${QUEUE}/group-slow,R=2,I=1m,J=50,N=5,r=20,F=f)`,
        'FEATURE(queuegroup,mqueue)',
      ]),
    );
  });

  test('leave a runner for all other mail', () => {
    expect(findingsOf({ filterProcesses: 2, rx: { queueGroups: [SLOW] } })).toEqual([
      expect.stringContaining(
        'property "queueGroups" is 2: the runners of all groups together must be fewer than the filter\'s processes, ' +
          'which are 2: one has to be left for all other mail',
      ),
    ]);
  });

  test('have a name, a directory and a domain once', () => {
    const again = QueueGroup.forDomains('slow', ['example.net']);

    expect(findingsOf({ filterProcesses: 5, rx: { queueGroups: [SLOW, again] } })).toEqual([
      expect.stringContaining(
        'property "queueGroups" is "slow": a group, its directory and a domain stand in the list',
      ),
      expect.stringContaining('property "queueGroups" is "group-slow": a group, its directory and a domain stand'),
      expect.stringContaining('property "queueGroups" is "example.net": a group, its directory and a domain stand in'),
    ]);
  });

  test.each<[string, QueueGroup]>([
    ['name', QueueGroup.forDomains('mqueue', [])],
    ['name', QueueGroup.forDomains('a, P=/tmp', [])],
    ['domains', QueueGroup.forDomains('slow', ['example'])],
    ['directory', QueueGroup.forDomains('slow', [], { directory: 'q7' })],
    ['directory', QueueGroup.forDomains('slow', [], { directory: 'xf' })],
    ['directory', QueueGroup.forDomains('slow', [], { directory: '../mqueue' })],
    ['flags', QueueGroup.forDomains('slow', [], { runners: 2, flags: [] })],
    ['runners', QueueGroup.forDomains('slow', [], { runners: 0 })],
    ['interval', QueueGroup.forDomains('slow', [], { interval: Duration.milliseconds(1) })],
    ['jobs', QueueGroup.forDomains('slow', [], { jobs: 0 })],
    ['niceness', QueueGroup.forDomains('slow', [], { niceness: -1 })],
    ['maxRecipients', QueueGroup.forDomains('slow', [], { maxRecipients: 0.5 })],
  ])('have a %s that sendmail can use', (property, group) => {
    expect(findingsOf({ filterProcesses: 5, rx: { queueGroups: [group] } })).toEqual([
      expect.stringContaining(`property "queueGroups[0].${property}" is`),
    ]);
  });
});
