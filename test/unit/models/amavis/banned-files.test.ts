import * as fc from 'fast-check';
import { BannedRule } from 'cdktf-dual-mta';
import { BANNED_RULE, bannedTable } from '../../../../lib/models/amavis/banned-files';
import { quotePerl, writePerlValue } from '../../../../lib/writers/perl';
import { settingLines } from '../../../tooling/filter-settings';
import { PerlData, readByPerl } from '../../../tooling/perl-reader';

interface Question {
  readonly rules: BannedRule[];
  readonly name: string;
}

/** Whether the real perl finds that rules forbid a file of this name: '1' for yes, '0' for no, null for nothing said. */
const answers = (questions: readonly Question[], nameOf = quotePerl): PerlData[] =>
  readByPerl(questions.map(({ rules, name }) => `banned(${writePerlValue(bannedTable(rules))}, ${nameOf(name)})`));

/** The name as characters, as amavisd has it from an encoded header; without, it is octets, as from an archive. */
const asCharacters = (name: string): string => `do { my $name = ${quotePerl(name)}; utf8::decode($name); $name }`;

const EXE = BannedRule.extensions('exe');

describe('AmavisFilter.bannedFiles', () => {
  test('are programs, scripts, disk images, shortcuts and installers', () => {
    const forbidden = [
      'a.exe',
      'A.EXE',
      'a.js',
      'a.iso',
      'a.lnk',
      'a.pdf.vbs',
      'a.exe. .',
      'x/a.msi',
      'application/hta',
    ];
    const more = ['.exe-ms', '.dll', 'readme.{00000000-0000-0000-0000-00000000000f}'];
    const let_through = ['a.txt', 'a.exe.txt', 'exe', 'a.pdf', 'application/pdf', '.zip', 'a.jsx', 'aexe'];
    const rules = BannedRule.byDefault();

    expect(answers([...forbidden, ...more].map((name) => ({ rules, name })))).toEqual(
      [...forbidden, ...more].map(() => '1'),
    );
    expect(answers(let_through.map((name) => ({ rules, name })))).toEqual(let_through.map(() => null));
  });

  test('are what is chosen instead', () => {
    const bannedFiles = [
      BannedRule.allow(BannedRule.fileName("it's.exe")),
      EXE,
      BannedRule.raw("[qr'^\\.(rpm|cpio)$' => 0]"),
      BannedRule.doubleExtensions('pdf'),
      BannedRule.mimeType('text/x.y'),
    ];

    expect(settingLines('$banned_filename_re', { bannedFiles })).toEqual([
      "$banned_filename_re = new_RE([qr'(?:^|/)it\\x27s\\.exe$'i, 0], qr'.\\.(?:exe)[.\\s]*$'i, [qr'^\\.(rpm|cpio)$' => 0], " +
        "qr'\\.[^./]*[A-Za-z][^./]*\\.\\s*(?:pdf)[.\\s]*$'i, qr'^text\\/x\\.y$'i);",
    ]);
    expect(settingLines('$banned_filename_re', { bannedFiles: [] })).toEqual(['$banned_filename_re = new_RE();']);
  });

  test('are let through by the first rule that fits', () => {
    const rules = [BannedRule.allow(BannedRule.fileName('setup.exe')), EXE];

    expect(answers(['setup.exe', 'x/Setup.exe', 'setup2.exe'].map((name) => ({ rules, name })))).toEqual([
      '0',
      '0',
      '1',
    ]);
  });

  test('have two extensions where that is forbidden, and not one', () => {
    const rules = [BannedRule.doubleExtensions('exe')];

    expect(answers(['a.pdf.exe', 'a.pdf. exe', 'setup.exe', 'a.1.exe'].map((name) => ({ rules, name })))).toEqual([
      ...['1', '1', null, null],
    ]);
  });
});

/** Names with what is special to patterns, to perl's strings, to a shell and to UTF-8. */
const fileName = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom(...'\'\\$@^*+?.()[]{}|#&~`"-_ xX09,;:=%!<>\u00a0äßŁ中😀'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    minLength: 1,
    maxLength: 12,
  })
  .filter((name) => BANNED_RULE.holds(BannedRule.fileName(name)));

const word = fc.stringMatching(/^[A-Za-z0-9_-]{1,8}$/);
const type = fc
  .tuple(fc.stringMatching(/^[\w.+-]{1,6}$/), fc.stringMatching(/^[\w.+-]{1,6}$/))
  .map((parts) => parts.join('/'));

const RUNS = { numRuns: 15 };
const many = <Value>(one: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> =>
  fc.array(one, { minLength: 30, maxLength: 60 });

describe('any rule that passes the check', () => {
  test.each([
    ['octets', quotePerl],
    ['characters', asCharacters],
  ])('of a file name forbids that name, as %s, and no other', (_, nameOf) => {
    fc.assert(
      fc.property(many(fc.tuple(fileName, fileName)), (pairs) => {
        const rule = ([one]: [string, string]): BannedRule[] => [BannedRule.fileName(one)];
        const ask = (name: (pair: [string, string]) => string): PerlData[] =>
          answers(
            pairs.map((pair) => ({ rules: rule(pair), name: name(pair) })),
            nameOf,
          );

        expect(ask(([one]) => one)).toEqual(pairs.map(() => '1'));
        expect(ask(([one]) => `folder/${one}`)).toEqual(pairs.map(() => '1'));
        expect(ask(([one]) => `x${one}`)).toEqual(pairs.map(() => null));
        expect(ask(([one]) => `${one}x`)).toEqual(pairs.map(() => null));
        // Another name fits only where it is the same in capital or small letters.
        expect(ask(([, other]) => other).map((answer, index) => answer === null || isSame(...pairs[index]))).toEqual(
          pairs.map(() => true),
        );
      }),
      RUNS,
    );
  });

  test('of an extension forbids names that end with it', () => {
    fc.assert(
      fc.property(many(word), (words) => {
        const ask = (name: (extension: string) => string): PerlData[] =>
          answers(words.map((one) => ({ rules: [BannedRule.extensions('other', one)], name: name(one) })));

        expect(ask((one) => `a.${one}`)).toEqual(words.map(() => '1'));
        expect(ask((one) => `a.${one.toUpperCase()}. .`)).toEqual(words.map(() => '1'));
        expect(ask((one) => `a.${one}~`)).toEqual(words.map(() => null));
        expect(ask((one) => `a${one}`)).toEqual(words.map(() => null));
      }),
      RUNS,
    );
  });

  test('of a type forbids that type', () => {
    fc.assert(
      fc.property(many(fc.tuple(type, word)), (types) => {
        const ask = (name: (pair: [string, string]) => string): PerlData[] =>
          answers(
            types.map((pair) => ({
              rules: [BannedRule.mimeType(pair[0]), BannedRule.contentType(pair[1])],
              name: name(pair),
            })),
          );

        expect(ask(([mime]) => mime)).toEqual(types.map(() => '1'));
        expect(ask(([, content]) => `.${content}`)).toEqual(types.map(() => '1'));
        expect(ask(([mime]) => `${mime}~`)).toEqual(types.map(() => null));
        expect(ask(([, content]) => `x.${content}`)).toEqual(types.map(() => null));
      }),
      RUNS,
    );
  });

  const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
});
