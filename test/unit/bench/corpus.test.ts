import { Corpus, KINDS, Kind, recipientsOf } from '../../../bench/corpus';

const DATE = new Date('2026-01-05T10:00:00Z');

const letter = (kind: Kind, number = 1, seed = 1): string =>
  new Corpus(seed).letter(kind, number, DATE).content.toString('latin1');

/** Least and most bytes. */
const SIZES: Record<Kind, readonly [number, number]> = {
  text: [1_000, 7_000],
  newsletter: [48_000, 55_000],
  attachments: [180_000, 220_000],
  large: [2_000_000, 2_100_000],
  recipients: [3_000, 4_000],
  spam: [4_000, 6_000],
};

describe('the corpus', () => {
  test.each(KINDS)('%s: is the same for the same seed and number, and another for others', (kind) => {
    expect(letter(kind)).toBe(letter(kind));
    expect(letter(kind)).not.toBe(letter(kind, 2));
    expect(letter(kind)).not.toBe(letter(kind, 1, 2));
  });

  test.each(KINDS)('%s: has the size that its kind has', (kind) => {
    const sizes = [1, 2].map((number) => letter(kind, number).length);

    expect(Math.min(...sizes)).toBeGreaterThan(SIZES[kind][0]);
    expect(Math.max(...sizes)).toBeLessThan(SIZES[kind][1]);
  });

  test.each(KINDS)('%s: can be sent as it is', (kind) => {
    const text = letter(kind);
    const lines = text.split('\r\n');

    expect(text).toMatch(/\r\n$/);
    expect(lines.filter((line) => !/^[\x20-\x7e]{0,990}$/.test(line) || /^\.(?!\.)/.test(line))).toEqual([]);
  });

  test('says its number, and when it was written', () => {
    const [header] = letter('text', 42).split('\r\n\r\n');

    expect(header).toContain('\r\nX-Bench-Number: 42\r\n');
    expect(header).toContain('\r\nDate: Mon, 05 Jan 2026 10:00:00 +0000\r\n');
  });

  test.each(KINDS)('%s: goes to as many recipients as is said of it', (kind) => {
    const { recipients } = new Corpus(1).letter(kind, 1, DATE);

    expect(new Set(recipients).size).toBe(recipientsOf(kind));
  });
});
