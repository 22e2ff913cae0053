import * as fs from 'fs';
import * as path from 'path';
import { FilterCapacity, FilterCapacityOptions, ScannerKind, Size, WorkDirectory } from 'cdktf-dual-mta';
import * as fc from 'fast-check';

const PAGE = fs.readFileSync(path.join(__dirname, '../../../../docs/filter-memory.md'), 'utf8');

/** SpamAssassin or not, processes, and the most that the container took: median and highest, MiB. */
const MEASURED = [...PAGE.matchAll(/^\| (yes|no) +\| (\d+) +\| (\d+) \/ \d+ \/ (\d+) +\|/gm)].map(
  ([, spamAssassin, ...figures]): [boolean, number, number, number] => {
    const [processes, median, highest] = figures.map(Number);
    return [spamAssassin === 'yes', processes, median, highest];
  },
);

const options = fc.record<FilterCapacityOptions>(
  {
    scanner: fc.constantFrom(...Object.values(ScannerKind)),
    scannerMemory: fc.nat(2048).map((size) => Size.mebibytes(size)),
    spamAssassin: fc.boolean(),
    networkTests: fc.boolean(),
    work: fc.nat(2048).map((size) => WorkDirectory.inMemory(Size.mebibytes(size))),
  },
  { requiredKeys: [] },
);
const memories = fc.nat(64 * 1024).map((size) => Size.mebibytes(size));

describe('the capacity of a filter', () => {
  test('is held against a page with measurements with SpamAssassin and without', () => {
    expect(new Set(MEASURED.map(([spamAssassin]) => spamAssassin)).size).toBe(2);
  });

  test.each(MEASURED)(
    'covers what was measured (SpamAssassin: %s, %d processes), and not much more',
    (spamAssassin, processes, median, highest) => {
      const needed = FilterCapacity.of({ spamAssassin }).needed(processes).toMebibytes();

      expect(needed).toBeGreaterThan(highest);
      expect(needed).toBeLessThan(median * 1.3);
    },
  );

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
      }),
    );
  });

  test('recommends at least 2 processes and no more than make sense', () => {
    fc.assert(
      fc.property(options, memories, (chosen, memory) => {
        const capacity = FilterCapacity.of(chosen);
        expect(capacity.recommended(memory)).toBeGreaterThanOrEqual(2);
        expect(capacity.recommended(memory)).toBeLessThanOrEqual(capacity.sensible);
      }),
    );
  });
});
