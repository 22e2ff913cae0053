import { median, quantile, ratiosOf, spreadOf } from '../../../bench/statistics';

test.each([
  [[3], 0.5, 3],
  [[5, 1, 3], 0.5, 3],
  [[4, 1, 2, 3], 0.5, 2.5],
  [[10, 20], 0.25, 12.5],
  [[1, 2, 3, 4, 5], 0.99, 4.96],
  [[1, 2, 3], 0, 1],
  [[1, 2, 3], 1, 3],
  [[1, Infinity, Infinity], 0.75, Infinity],
])('of %j the quantile %d is %d', (values, part, expected) => {
  expect(quantile(values, part)).toBeCloseTo(expected, 10);
});

test('a spread is the median, the least and the most', () => {
  expect(spreadOf([7, 1, 4])).toEqual({ median: 4, least: 1, most: 7 });
});

test('ratios are those of the same round, so that what slows both down changes nothing', () => {
  expect(ratiosOf([10, 5, 20], [5, 2.5, 10])).toEqual([2, 2, 2]);
  expect(median(ratiosOf([10, 20], [10]))).toBe(1);
});

test('values stay in their order', () => {
  const values = [3, 1, 2];
  quantile(values, 0.5);

  expect(values).toEqual([3, 1, 2]);
});
