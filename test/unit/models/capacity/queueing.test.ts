import * as fc from 'fast-check';
import { balanceOf, FilterQueue, mostOf } from '../../../../lib/models/capacity/queueing';

/** So many cores that nobody shares one. */
const MANY = 1e9;
const ALIKE = { otherWork: 0, waiting: 0, variation: 1 };

const queues = fc.record<FilterQueue>({
  arrivals: fc.double({ min: 0.001, max: 50, noNaN: true }),
  processes: fc.integer({ min: 1, max: 20 }),
  cores: fc.integer({ min: 1, max: 16 }),
  work: fc.double({ min: 0.001, max: 2, noNaN: true }),
  otherWork: fc.double({ min: 0, max: 0.1, noNaN: true }),
  waiting: fc.double({ min: 0, max: 2, noNaN: true }),
  variation: fc.double({ min: 0, max: 10, noNaN: true }),
});

describe('the queue before the filter', () => {
  test.each([
    [1, 0.5, 0.5],
    [2, 1, 1 / 3],
    [3, 2, 4 / 9],
  ])(
    'with a core for each of %d processes is the one that Erlang calculated: of load %d so many wait: %d',
    (processes, load, waits) => {
      const balance = balanceOf({ ...ALIKE, arrivals: load, work: 1, processes, cores: MANY });

      expect(balance?.waits).toBeCloseTo(waits, 6);
      expect(balance?.service).toBeCloseTo(1, 6);
      expect(balance?.wait).toBeCloseTo(waits / (processes - load), 6);
    },
  );

  test('with one core for all takes as long as one process would, waiting and being checked together', () => {
    for (const processes of [1, 2, 5]) {
      const balance = balanceOf({ ...ALIKE, arrivals: 6, work: 0.1, processes, cores: 1 });

      expect((balance?.wait ?? NaN) + (balance?.service ?? NaN)).toBeCloseTo(0.1 / (1 - 0.6), 6);
    }
  });

  test('passes what all cores can work off, when there are processes enough', () => {
    expect(mostOf({ ...ALIKE, work: 0.08, otherWork: 0.02, processes: 500, cores: 2 })).toBeCloseTo(20, 0);
  });

  test('has no balance where more comes than can pass', () => {
    expect(balanceOf({ ...ALIKE, arrivals: 11, work: 0.1, processes: 5, cores: 1 })).toBeUndefined();
  });

  test('more processes never pass less, and more mail never waits less', () => {
    fc.assert(
      fc.property(queues, (queue) => {
        const more = { ...queue, processes: queue.processes + 1 };
        const [balance, busier] = [queue, { ...queue, arrivals: queue.arrivals * 1.1 }].map(balanceOf);

        expect(mostOf(more)).toBeGreaterThanOrEqual(mostOf(queue) * (1 - 1e-9));
        expect(busier?.wait ?? Infinity).toBeGreaterThanOrEqual((balance?.wait ?? Infinity) * (1 - 1e-9));
      }),
    );
  });

  test('the share that waits longer is that which waits at all, and then less and less', () => {
    fc.assert(
      fc.property(queues, (queue) => {
        const balance = balanceOf(queue);
        fc.pre(balance !== undefined);

        expect(balance.waits).toBeGreaterThanOrEqual(0);
        expect(balance.waits).toBeLessThanOrEqual(1 + 1e-9);
        expect(balance.waitWithin(0)).toBe(0);
        expect(balance.waitWithin(0.99)).toBeGreaterThanOrEqual(balance.waitWithin(0.5));
      }),
    );
  });
});
