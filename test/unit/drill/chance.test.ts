import { Chance } from '../../../drill/chance';

const numbers = (seed: number): number[] => {
  const chance = new Chance(seed);
  return Array.from({ length: 1000 }, () => chance.next());
};

test('faults by chance are the same for the same seed, and others for another', () => {
  expect(numbers(42)).toEqual(numbers(42));
  expect(numbers(42)).not.toEqual(numbers(43));
});

test('each choice comes up', () => {
  const chance = new Chance(1);
  const choices = ['kill', 'stop', 'cut'];

  expect(new Set(Array.from({ length: 100 }, () => chance.of(choices)))).toEqual(new Set(choices));
});

test('numbers lie from 0 up to 1, evenly', () => {
  const all = numbers(7);

  expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...all)).toBeLessThan(1);
  expect(all.reduce((sum, one) => sum + one) / all.length).toBeCloseTo(0.5, 1);
});
