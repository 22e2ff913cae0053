import { callsIn } from '../../../bench/fsyncs';
import { pageOf } from '../../../bench/report/page';
import { plot, ticksFor } from '../../../bench/report/plot';
import { Selection, through } from '../../../bench/report/selection';
import { Cell, completed, Measured, Results, SettingGain } from '../../../bench/results';

const measured = (through_: number, more: Partial<Measured> = {}): Measured => ({
  messages: 10,
  accepted: 100,
  through: through_,
  latencies: [1000, 2000],
  latenciesInBurst: [5000],
  surroundings: { engine: 0.003, machine: 0.05 },
  cpu: { 'MTA-RX': 0.01, amavisd: 0.05 },
  memory: { 'MTA-RX': 5, amavisd: 100 },
  lost: 0,
  refused: 0,
  twice: 0,
  ...more,
});

const cell = (system: string, rounds: Measured[]): Cell => ({
  system,
  workers: 3,
  spamAssassin: true,
  kind: 'text',
  rounds,
});

/** What a setting brings: messages a second with and without it, in two rounds. */
const gain = (setting: string, withIt: number, without: number): SettingGain => ({
  setting,
  instead: 'none',
  costs: 'nothing',
  kind: 'text',
  spamAssassin: false,
  withIt: [measured(withIt), measured(withIt + 10)],
  without: [without, without + 10].map((one) => measured(one, { latencies: [4000] })),
});

const MACHINE = { cpu: 'a processor', cores: 2, memory: 24, kernel: '6.18', engine: '20.10', load: 0.1 };

const SETTINGS_RUN = {
  command: 'npm run bench -- --without comparison',
  began: '2026-01-06T10:00:00.000Z',
  machine: MACHINE,
};

const RESULTS: Results = {
  command: 'npm run bench',
  began: '2026-01-05T10:00:00.000Z',
  seconds: 600,
  seed: 1,
  machine: MACHINE,
  titles: { gateway: 'this gateway', postfix: 'Postfix with amavisd-new' },
  networkSettings: { 'net.ipv4.ip_forward': '0' },
  ceiling: 900,
  cells: [
    cell('gateway', [measured(20), measured(10, { lost: 1 }), measured(30)]),
    cell('postfix', [measured(10), measured(5), measured(10)]),
  ],
  idle: [{ system: 'gateway', workers: 3, spamAssassin: true, memory: { 'MTA-RX': 4, amavisd: 90 } }],
  fsyncs: [{ system: 'gateway', workers: 3, spamAssassin: true, perMessage: { 'MTA-RX': 7, 'MTA-TX': 4 } }],
  tooling: {
    command: 'npm run bench -- --without settings',
    began: '2026-01-07T10:00:00.000Z',
    machine: { ...MACHINE, cpu: 'another processor', fileSystem: 'ext4 without a journal' },
    times: [{ what: 'planning', seconds: [1.25, 1.5], memory: 99.6 }],
  },
  settings: [{ ...SETTINGS_RUN, gains: [gain('a switch', 20, 10)] }],
};

describe('the report', () => {
  const { page, plots } = pageOf(RESULTS);
  const rows = page.split('\n');

  test('has medians with their spread', () => {
    expect(rows).toContain('| this gateway | 20.0 (10.0-30.0) |');
  });

  test('compares round by round', () => {
    expect(rows).toContain('| Postfix with amavisd-new | 2.00 (2.00-3.00) |');
  });

  test.each([
    ['latencies of all rounds together, in seconds', '| this gateway | 1.50 / 2.00 / 2.00 |'],
    ['processor time by component', '| this gateway | MTA-RX 10.0, amavisd 50.0, **60.0** |'],
    ['memory before any mail', '| this gateway | MTA-RX 4.00, amavisd 90.0, **94.0** |'],
    ['memory by component', '| this gateway | MTA-RX 5.00, amavisd 100, **105** |'],
    [
      'what is wanted and holds',
      '| delivers more than Postfix as documented, SpamAssassin on | everywhere | 2.00 - 2.00 |',
    ],
    [
      'what is wanted and does not hold',
      '| delivers a lone text within 0.5 s (p50), SpamAssassin on | nowhere | 0.33 - 0.33 |',
    ],
    ['what was lost', '| this gateway | 1 | 0 | 0 |'],
    ['fsyncs', '| this gateway | MTA-RX 7.00, MTA-TX 4.00, **11.0** |'],
    ['times of tools', '| planning | 1.3, 1.5 | 100 |'],
    [
      'what a setting brings and costs',
      '| a switch | none | text, off | 25.0 / 15.0 | 1.75 (1.50-2.00) | 1.50 / 4.00 | 50.0 / 50.0 | 105 / 105 | nothing |',
    ],
  ])('has %s', (_, row) => {
    expect(rows).toContain(row);
  });

  test('says nothing of what is wanted where that was not measured', () => {
    expect(page).not.toContain('amavisd-new does alone');
  });

  test('says how it was made and where', () => {
    expect(page).toContain('`npm run bench`');
    expect(page).toContain('2 cores (a processor), 24 GiB');
    expect(page).toContain('Docker Engine 20.10, volumes on ext4 without a journal; load average');
    expect(page).toContain(
      'By `npm run bench -- --without settings`, begun 2026-01-07T10:00:00.000Z; 2 cores (another processor)',
    );
    expect(page).toContain('`net.ipv4.ip_forward=0`');
  });

  test('shows every plot that there is', () => {
    const shown = [...page.matchAll(/\]\(performance\/(.*?\.svg)\)/g)].map(([, name]) => name);

    expect(shown.sort()).toEqual(Object.keys(plots).sort());
  });
});

describe('of a run that leaves parts out', () => {
  const nothing = { ...RESULTS, cells: [], fsyncs: [], tooling: undefined, settings: [] };

  test('those of the run before are kept', () => {
    expect(completed(nothing, RESULTS)).toEqual(RESULTS);
    expect(completed({ ...nothing, tooling: RESULTS.tooling }, { ...RESULTS, tooling: undefined })).toEqual(RESULTS);
    expect(completed({ ...RESULTS, settings: [] }, { ...nothing, settings: RESULTS.settings })).toEqual(RESULTS);
  });

  test('a setting that was measured again takes the place of what it was, with its own run', () => {
    const before = { ...SETTINGS_RUN, gains: [gain('a switch', 20, 10), gain('a lever', 30, 10)] };
    const now = { ...SETTINGS_RUN, began: '2026-01-08T10:00:00.000Z', gains: [gain('a switch', 50, 40)] };

    expect(completed({ ...nothing, settings: [now] }, { ...RESULTS, settings: [before] }).settings).toEqual([
      { ...before, gains: [gain('a lever', 30, 10)] },
      now,
    ]);
    expect(completed({ ...nothing, settings: [now] }, RESULTS).settings).toEqual([now]);
  });

  test('nothing is kept where there was none', () => {
    expect(completed(nothing)).toEqual(nothing);
  });
});

test('a selection knows nothing of a cell that was not run', () => {
  const selection = new Selection(RESULTS);

  expect(
    selection.spread({ system: 'gateway', workers: 7, spamAssassin: true, kind: 'text' }, through),
  ).toBeUndefined();
  expect(selection.reference).toBe(3);
});

describe('a plot', () => {
  test.each([
    [[0, 18], false, [0, 5, 10, 15, 20]],
    [[0.4], false, [0, 0.1, 0.2, 0.3, 0.4]],
    [[0.02, 3], true, [0.01, 0.1, 1, 10]],
  ])('for %j has round numbers', (values, isLogarithmic, expected) => {
    ticksFor(values, isLogarithmic).forEach((tick, index) => expect(tick).toBeCloseTo(expected[index], 10));
    expect(ticksFor(values, isLogarithmic)).toHaveLength(expected.length);
  });

  test('is one line for each system, without what was not run', () => {
    const point = { value: 5, least: 4, most: 6 };
    const lines = [
      { name: 'a <b>', values: [point, undefined] },
      { name: 'c', values: [point, point] },
    ];
    const svg = plot({ title: 'T', xTitle: 'x', xs: [2, 3], lines });

    expect(svg.match(/<polyline/g)).toHaveLength(2);
    expect(svg.match(/<circle/g)).toHaveLength(3);
    expect(svg).toContain('a &lt;b>');
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });
});

test("fsyncs are those in strace's sum, with errors or without", () => {
  const summary = `% time     seconds  usecs/call     calls    errors syscall
------ ----------- ----------- --------- --------- ----------------
 60.00    0.000060           6        10           fsync
 30.00    0.000030           6         5         1 fdatasync
------ ----------- ----------- --------- --------- ----------------
100.00    0.000090           6        15         1 total
`;

  expect(callsIn(summary)).toBe(15);
});
