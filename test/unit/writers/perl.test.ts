import * as fc from 'fast-check';
import { PerlCall, PerlPattern, PerlValue, PerlWord } from '../../../lib/models/amavis/perl-value';
import { quotePerl, writePerlAssignment, writePerlValue } from '../../../lib/writers/perl';
import { PerlData, readByPerl } from '../../tooling/perl-reader';

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
    [true, '1'],
    [[], '[]'],
    [['a', ['b', 1]], "['a', ['b', 1]]"],
    [new Map([["it's", [0]]]), "{'it\\'s' => [0]}"],
    [new PerlPattern("it's"), "qr'it\\x27s'i"],
    [new PerlCall('new_RE', [new PerlPattern('a')]), "new_RE(qr'a'i)"],
    [new PerlWord('D_PASS'), 'D_PASS'],
  ])('%j is written as %s', (value, written) => {
    expect(writePerlValue(value)).toBe(written);
  });

  test('is a list where it is that of an array variable', () => {
    expect(writePerlAssignment('@inet_acl', ['127.0.0.1', ['a']])).toBe("@inet_acl = ('127.0.0.1', ['a']);");
  });
});

/** perl reads a carriage return before a line feed as part of the line's end, in strings too. */
const anyText = fc.string({ unit: 'binary', maxLength: 20 }).filter((value) => !value.includes('\r\n'));

/** A value with lists and maps in it, and what perl should make of it. */
const anyValue = fc.letrec<{ value: [PerlValue, PerlData] }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    anyText.map((text): [PerlValue, PerlData] => [text, text]),
    fc.integer().map((number): [PerlValue, PerlData] => [number, String(number)]),
    fc.boolean().map((flag): [PerlValue, PerlData] => [flag, flag ? '1' : '0']),
    fc.constant<[PerlValue, PerlData]>([undefined, null]),
    fc
      .array(tie('value'), { maxLength: 4 })
      .map((pairs): [PerlValue, PerlData] => [pairs.map(([value]) => value), pairs.map(([, data]) => data)]),
    fc
      .uniqueArray(fc.tuple(anyText, tie('value')), { maxLength: 4, selector: ([key]) => key })
      .map((entries): [PerlValue, PerlData] => [
        new Map(entries.map(([key, [value]]) => [key, value])),
        Object.fromEntries(entries.map(([key, [, data]]) => [key, data])),
      ]),
  ),
})).value;

/** Characters that patterns, strings and delimiters make something of. */
const special = fc.string({ unit: fc.constantFrom(..."'\\$@{}[]()|#/.*+?^ x"), maxLength: 12 });

describe('to the real perl', () => {
  test('a value is what was written, however lists and maps lie in each other', () => {
    fc.assert(
      fc.property(fc.array(anyValue, { minLength: 20, maxLength: 40 }), (values) => {
        expect(readByPerl(values.map(([value]) => writePerlValue(value)))).toEqual(values.map(([, data]) => data));
      }),
      { numRuns: 20 },
    );
  });

  test('an array variable has the elements of a list', () => {
    fc.assert(
      fc.property(fc.array(anyValue, { maxLength: 20 }), (values) => {
        const assignment = writePerlAssignment(
          '@list',
          values.map(([value]) => value),
        );

        expect(readByPerl(['\\@list'], assignment)).toEqual([values.map(([, data]) => data)]);
      }),
      { numRuns: 20 },
    );
  });

  test('a pattern of escaped characters fits exactly those, also where one is a quote or a backslash', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(special, special), { minLength: 30, maxLength: 60 }), (pairs) => {
        const patternOf = (text: string): string =>
          writePerlValue(new PerlPattern(`^${text.replace(/[^x]/g, '\\$&')}$`));
        const questions = pairs.flatMap(([one, other]) => [
          `(${quotePerl(one)} =~ ${patternOf(one)}) ? 1 : 0`,
          `(${quotePerl(other)} =~ ${patternOf(one)}) ? 1 : 0`,
        ]);

        expect(readByPerl(questions)).toEqual(pairs.flatMap(([one, other]) => ['1', one === other ? '1' : '0']));
      }),
      { numRuns: 20 },
    );
  });

  test('a quote in a pattern is that quote, with and without a backslash before it', () => {
    const questions = ["it's", "it\\'s", "[']", "\\\\'"].map((pattern) => writePerlValue(new PerlPattern(pattern)));

    expect(readByPerl(questions.map((pattern) => `q{it's \\'} =~ ${pattern} ? 1 : 0`))).toEqual(['1', '1', '1', '1']);
  });
});
