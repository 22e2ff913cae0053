import { FAULTS, SHORT } from '../../../drill/faults';

const NAMES = FAULTS.map(({ name }) => name);

describe('the faults of the drill', () => {
  test('have names of their own', () => {
    expect(new Set(NAMES).size).toBe(NAMES.length);
  });

  test('are there where the short drill names them', () => {
    expect(SHORT.filter((name) => !NAMES.includes(name))).toEqual([]);
  });
});
