import * as fs from 'fs';
import * as path from 'path';
import { FilterCapacity, FilterCapacityOptions, ScannerKind, Size, WorkDirectory } from 'cdktf-dual-mta';
import * as fc from 'fast-check';

const PAGE = fs.readFileSync(path.join(__dirname, '../../../../docs/filter-memory.md'), 'utf8');

/** What the first columns of the page stand for. */
const KINDS: Record<string, FilterCapacityOptions> = {
  yes: {},
  no: { spamAssassin: false },
  'yes, network tests': { networkTests: true },
  // What learns runs beside it, and is measured by itself.
  'yes, Bayes': {},
  'yes, compiled rules': {},
  'yes, scanner of 64 MiB': { scanner: ScannerKind.COMMAND_LINE, scannerMemory: Size.mebibytes(64) },
};
const BESIDE: Record<string, FilterCapacityOptions> = {
  '`spamassassin --lint`': { ruleUpdates: true },
  '`sa-learn`': { bayes: true },
};

/** The rows of the page's tables: a kind, a number of processes where there is one, median and highest of the next column, MiB. */
const rowsOf = (kinds: object): [string, number, number, number][] =>
  [...PAGE.matchAll(/^\| (.+?) +\|(?: (\d+) +\|)? (\d+) \/ \d+ \/ (\d+) +\|/gm)]
    .filter(([, kind]) => kind in kinds)
    .map(([, kind, ...figures]) => [kind, Number(figures[0]), Number(figures[1]), Number(figures[2])]);

const options = fc.record<FilterCapacityOptions>(
  {
    scanner: fc.constantFrom(...Object.values(ScannerKind)),
    scannerMemory: fc.nat(2048).map((size) => Size.mebibytes(size)),
    spamAssassin: fc.boolean(),
    networkTests: fc.boolean(),
    bayes: fc.boolean(),
    ruleUpdates: fc.boolean(),
    work: fc.nat(2048).map((size) => WorkDirectory.inMemory(Size.mebibytes(size))),
  },
  { requiredKeys: [] },
);
const memories = fc.nat(64 * 1024).map((size) => Size.mebibytes(size));

describe('the capacity of a filter', () => {
  test('is held against a page with measurements of all that it knows', () => {
    expect(new Set(rowsOf({ ...KINDS, ...BESIDE }).map(([kind]) => kind))).toEqual(
      new Set([...Object.keys(KINDS), ...Object.keys(BESIDE)]),
    );
  });

  test.each(rowsOf(KINDS))(
    'covers what was measured (SpamAssassin: %s, %d processes), and not much more',
    (kind, processes, median, highest) => {
      const needed = FilterCapacity.of(KINDS[kind]).needed(processes).toMebibytes();

      expect(needed).toBeGreaterThan(highest);
      expect(needed).toBeLessThan(median * 1.3);
    },
  );

  test.each(rowsOf(BESIDE))(
    'covers what %s takes beside the processes, whatever their number',
    (kind, _, median, highest) => {
      const [plain, more] = [{}, BESIDE[kind]].map((one) => FilterCapacity.of(one));
      const added = more.base.toMebibytes() - plain.base.toMebibytes();

      expect(added).toBeGreaterThan(highest);
      expect(added).toBeLessThan(median * 1.3);
      expect(more.perProcess).toEqual(plain.perProcess);
    },
  );

  test('counts learning and new rules both: they may come at the same time', () => {
    const [plain, bayes, ruleUpdates, both] = [
      {},
      { bayes: true },
      { ruleUpdates: true },
      { bayes: true, ruleUpdates: true },
    ].map((one) => FilterCapacity.of(one).base.toMebibytes());

    expect(both - plain).toBe(bayes - plain + (ruleUpdates - plain));
  });

  test.each([
    [{}, 7],
    [{ scanner: ScannerKind.DAEMON }, 7],
    [{ networkTests: true }, 10],
    [{ networkTests: true, spamAssassin: false }, 7],
    [{ scanner: ScannerKind.COMMAND_LINE }, 3],
    [{ scanner: ScannerKind.COMMAND_LINE, networkTests: true }, 3],
  ])('says how many processes make sense: %j', (chosen, sensible) => {
    expect(FilterCapacity.of(chosen).sensible).toBe(sensible);
  });

  test('counts a work directory in memory once, and a command-line scanner with each process', () => {
    const plain = FilterCapacity.of();
    const work = WorkDirectory.inMemory(Size.mebibytes(100));
    const scanning = FilterCapacity.of({
      work,
      scanner: ScannerKind.COMMAND_LINE,
      scannerMemory: Size.mebibytes(1000),
    });

    expect(scanning.needed(3).toMebibytes()).toBe(plain.needed(3).toMebibytes() + 100 + 3 * 1000);
  });

  test('counts a scanner that is a daemon with no process: it has a container of its own', () => {
    const scannerMemory = Size.mebibytes(1000);

    expect(FilterCapacity.of({ scanner: ScannerKind.DAEMON, scannerMemory }).perProcess).toEqual(
      FilterCapacity.of().perProcess,
    );
  });

  test('what fits, fits, and one more does not', () => {
    fc.assert(
      fc.property(options, memories, (chosen, memory) => {
        const capacity = FilterCapacity.of(chosen);
        const fitting = capacity.fitting(memory);
        expect(capacity.needed(fitting + 1).toBytes()).toBeGreaterThan(memory.toBytes());
        if (fitting > 0) {
          expect(capacity.needed(fitting).toBytes()).toBeLessThanOrEqual(memory.toBytes());
        }
      }),
    );
  });

  test('more memory never means fewer processes, and more processes never less memory', () => {
    fc.assert(
      fc.property(options, memories, memories, fc.nat(100), (chosen, one, another, processes) => {
        const capacity = FilterCapacity.of(chosen);
        const [less, more] = [one, another].sort((a, b) => a.toBytes() - b.toBytes());
        expect(capacity.fitting(more)).toBeGreaterThanOrEqual(capacity.fitting(less));
        expect(capacity.recommended(more)).toBeGreaterThanOrEqual(capacity.recommended(less));
        expect(capacity.needed(processes + 1).toBytes()).toBeGreaterThan(capacity.needed(processes).toBytes());
      }),
    );
  });

  test('doing more never leaves room for more processes', () => {
    fc.assert(
      fc.property(options, memories, (chosen, memory) => {
        const fitting = FilterCapacity.of(chosen).fitting(memory);
        expect(FilterCapacity.of({ ...chosen, spamAssassin: false }).fitting(memory)).toBeGreaterThanOrEqual(fitting);
        expect(FilterCapacity.of({ ...chosen, scanner: ScannerKind.NONE }).fitting(memory)).toBeGreaterThanOrEqual(
          fitting,
        );
        expect(FilterCapacity.of({ ...chosen, work: undefined }).fitting(memory)).toBeGreaterThanOrEqual(fitting);
        expect(FilterCapacity.of({ ...chosen, bayes: false }).fitting(memory)).toBeGreaterThanOrEqual(fitting);
        expect(FilterCapacity.of({ ...chosen, ruleUpdates: false }).fitting(memory)).toBeGreaterThanOrEqual(fitting);
      }),
    );
  });

  test('recommends at least 2 processes, and in all filters together no more than make sense', () => {
    fc.assert(
      fc.property(options, memories, fc.integer({ min: 1, max: 7 }), (chosen, memory, filters) => {
        const capacity = FilterCapacity.of(chosen);
        const recommended = capacity.recommended(memory, filters);
        expect(recommended).toBeGreaterThanOrEqual(2);
        expect(recommended).toBeLessThanOrEqual(Math.max(2, capacity.sensible / filters));
      }),
    );
  });
});
