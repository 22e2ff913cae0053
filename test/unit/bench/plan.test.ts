import { KINDS } from '../../../bench/corpus';
import { burstOf, kindsOf, rotated, settingsOf, takingPart } from '../../../bench/plan';

const setting = (workers: number, spamAssassin = true): { workers: number; spamAssassin: boolean } => ({
  workers,
  spamAssassin,
});

test('each system comes first in another round', () => {
  const rounds = [0, 1, 2, 3].map((round) => rotated(['a', 'b', 'c'], round).join(''));

  expect(rounds).toEqual(['abc', 'bca', 'cab', 'abc']);
});

test('all numbers of workers are run without SpamAssassin, and all with', () => {
  expect(settingsOf({ workers: [2, 3], spamAssassin: [false, true] })).toEqual([
    setting(2, false),
    setting(3, false),
    setting(2),
    setting(3),
  ]);
});

test('all kinds of messages are run with 3 workers, and text with the others', () => {
  const workers = [2, 3, 5];

  expect(kindsOf({ workers }, setting(3))).toEqual(KINDS);
  expect(kindsOf({ workers }, setting(5))).toEqual(['text']);
  expect(kindsOf({ workers: [5, 7] }, setting(5))).toEqual(KINDS);
});

test('a kind that is asked for is run with every number of workers', () => {
  expect(kindsOf({ workers: [2, 3], kinds: ['large'] }, setting(2))).toEqual(['large']);
});

test('a burst has as many messages as are said, or fewer where each takes longer', () => {
  expect(burstOf({ messages: 7 }, 'text', setting(3))).toBe(7);
  expect(burstOf({}, 'text', setting(3))).toBeLessThan(burstOf({}, 'text', setting(3, false)));
  expect(burstOf({}, 'large', setting(3))).toBeLessThan(burstOf({}, 'text', setting(3)));
});

test('what always checks for spam takes no part where that is off', () => {
  const systems = [{ name: 'one' }, { name: 'other', alwaysChecks: true }];

  expect(takingPart(systems, setting(3, false))).toEqual([systems[0]]);
  expect(takingPart(systems, setting(3))).toEqual(systems);
});
