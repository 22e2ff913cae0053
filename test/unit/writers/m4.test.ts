import * as fc from 'fast-check';
import { hasQuotes, quoteArgument, quoteText } from '../../../lib/writers/m4';

/** Depths of m4's quotes after each character. */
const depths = (text: string): number[] => {
  let depth = 0;
  return [...text].map((character) => (depth += character === '`' ? 1 : character === "'" ? -1 : 0));
};

describe('an argument of a macro', () => {
  test("is in m4's quotes", () => {
    expect(quoteArgument('esmtp:[10.0.0.4]')).toBe("`esmtp:[10.0.0.4]'");
  });
});

describe('free text for m4', () => {
  test('is in two pairs of quotes, because it is read twice', () => {
    expect(quoteText('$j ESMTP, dnl')).toBe("``$j ESMTP, dnl''");
  });

  test('has macros for the quotes themselves', () => {
    expect(quoteText("a`b'c")).toBe("``a'_BACKQUOTE_`b'_APOSTROPHE_`c''");
  });

  test.each(['$1', '$0', '$*', '$@', '$#', '${x}'])("%s is no argument of the macro's own", (text) => {
    expect(quoteText(text)).toBe(`\`\`$'\`${text.slice(1)}''`);
  });

  test('has its quotes in pairs, whatever it says', () => {
    const text = fc.string({ unit: fc.oneof(fc.constantFrom('`', "'", '$', '1', ','), fc.string({ maxLength: 1 })) });

    fc.assert(
      fc.property(text, (value) => {
        const found = depths(quoteText(value));
        expect(found.at(-1)).toBe(0);
        expect(found.slice(0, -1).every((depth) => depth > 0)).toBe(true);
      }),
    );
  });

  test('needs the macros only where there is a quote in it', () => {
    expect([hasQuotes("it's"), hasQuotes('`'), hasQuotes('$j ESMTP')]).toEqual([true, true, false]);
  });
});
