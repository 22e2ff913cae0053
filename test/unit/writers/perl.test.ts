import * as fc from 'fast-check';
import { quotePerl, writePerlValue } from '../../../lib/writers/perl';
import { runOrThrow } from '../../tooling/program';

/** What the real perl reads in each of these expressions, a string each. */
const readByPerl = (expressions: readonly string[]): string[] => {
  const script = expressions.map((expression) => `print unpack('H*', ${expression}), "\\n";\n`).join('');
  const lines = runOrThrow('perl', ['-'], { input: script }).split('\n');
  return lines.slice(0, expressions.length).map((hex) => Buffer.from(hex, 'hex').toString('utf8'));
};

describe('a Perl string', () => {
  test('is in single quotes, in which only the quote and the backslash are special', () => {
    expect(quotePerl(`it's $a @b \\n "c"`)).toBe(`'it\\'s $a @b \\\\n "c"'`);
  });

  test('means to perl exactly the text that was written, whatever it is', () => {
    // perl reads a carriage return before a line feed as part of the line's end, in strings too.
    const text = fc.string({ unit: 'binary', maxLength: 60 }).filter((value) => !value.includes('\r\n'));

    fc.assert(
      fc.property(fc.array(text, { minLength: 40, maxLength: 80 }), (texts) => {
        expect(readByPerl(texts.map(quotePerl))).toEqual(texts);
      }),
      { numRuns: 20 },
    );
  });

  test('means to perl exactly the text that was written, where it is made of what is special there', () => {
    const text = fc.string({
      unit: fc.constantFrom("'", '\\', '$', '@', '"', '{', '}', ';', '#', '\n', '=cut', '__END__', 'x'),
    });

    fc.assert(
      fc.property(fc.array(text, { minLength: 40, maxLength: 80 }), (texts) => {
        expect(readByPerl(texts.map(quotePerl))).toEqual(texts);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a Perl value', () => {
  test.each([
    [undefined, 'undef'],
    [6.2, '6.2'],
    [-999, '-999'],
    ['a', "'a'"],
    [[], '()'],
    [['a', 1], "('a', 1)"],
  ])('%j is written as %s', (value, written) => {
    expect(writePerlValue(value)).toBe(written);
  });
});
