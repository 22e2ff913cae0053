import { Duration, Size } from 'cdktf-dual-mta';
import {
  call,
  define,
  defineText,
  feature,
  McOption,
  McSection,
  undefine,
} from '../../../lib/models/sendmail/statement';
import { writeMc } from '../../../lib/writers/sendmail-mc';

const written = (...options: Omit<McOption<unknown>, 'source'>[]): string[] =>
  writeMc(
    ['A title'],
    options.map((option) => ({ source: 'a test', ...option })),
    {},
  ).split('\n');

describe('a .mc file', () => {
  test('begins with its title as a comment', () => {
    expect(written()).toEqual(['dnl A title', 'divert(0)dnl', '']);
  });

  test('has the statements in the order of the table', () => {
    const lines = written(
      { entries: () => [define('confDELIVERY_MODE', 'q'), undefine('ALIAS_FILE')] },
      { entries: () => [feature('stickyhost'), call('MAILER', 'smtp')] },
    );

    expect(lines.slice(2)).toEqual([
      "define(`confDELIVERY_MODE', `q')dnl",
      "undefine(`ALIAS_FILE')dnl",
      "FEATURE(`stickyhost')dnl",
      "MAILER(`smtp')dnl",
      '',
    ]);
  });

  test('has the comment behind the first statement of its row, and never in a value', () => {
    const lines = written({ comment: 'Why', entries: () => [define('A', '1'), define('B', '2')] });

    expect(lines.slice(2, 4)).toEqual([`${"define(`A', `1')dnl".padEnd(50)} Why`, "define(`B', `2')dnl"]);
  });

  test("has sendmail's own lines as they are, below their comment", () => {
    const lines = written({ comment: 'Why', section: 'localConfig', entries: () => [{ lines: ['C{X}a b', "D`'"] }] });

    expect(lines.slice(2)).toEqual(['LOCAL_CONFIG', '# Why', 'C{X}a b', "D`'", '']);
  });

  test('has each section once, behind the options and in the order of cf/README', () => {
    const row = (section: McSection | undefined, line: string) => ({ section, entries: () => [{ lines: [line] }] });
    const lines = written(
      row('rulesets', 'rules'),
      row('mailers', 'mailer'),
      row('localConfig', 'class 1'),
      row(undefined, 'option'),
      row('localConfig', 'class 2'),
    );

    expect(lines.slice(2)).toEqual([
      'option',
      'mailer',
      'LOCAL_CONFIG',
      'class 1',
      'class 2',
      'LOCAL_RULESETS',
      'rules',
      '',
    ]);
  });

  test('has no section without a line', () => {
    expect(written({ section: 'localConfig', entries: () => [] }).slice(2)).toEqual(['']);
  });

  test('joins the rows of one rule set under its name', () => {
    const row = (ruleset: string | undefined, line: string) =>
      ({ section: 'rulesets', ruleset, entries: () => [{ lines: [line] }] }) as const;
    const lines = written(row('A', 'a1'), row('B', 'b1'), row('A', 'a2'));

    expect(lines.slice(3)).toEqual(['SA', 'a1', 'a2', 'SB', 'b1', '']);
  });

  test("writes a property's value, or its default, or nothing", () => {
    const row = { property: 'size', define: 'confX', source: 'a test' } as const;
    const write = (size?: Size, byDefault?: Duration): string[] =>
      writeMc(['A title'], [{ ...row, byDefault }], { size })
        .split('\n')
        .slice(2);

    expect(write(Size.kibibytes(1))).toEqual(["define(`confX', `1024')dnl", '']);
    expect(write(undefined, Duration.minutes(2))).toEqual(["define(`confX', `2m')dnl", '']);
    expect(write()).toEqual(['']);
  });

  test('defines the macros for quotes before they are needed, and only then', () => {
    const without = written({ entries: () => [defineText('confSMTP_LOGIN_MSG', '$j')] });
    const withQuotes = written({ entries: () => [defineText('confSMTP_LOGIN_MSG', "it's")] });

    expect(without.join('\n')).not.toContain('_APOSTROPHE_');
    expect(withQuotes.findIndex((line) => line.startsWith('define([_APOSTROPHE_]'))).toBe(4);
    expect(withQuotes.at(-2)).toBe("define(`confSMTP_LOGIN_MSG', ``it'_APOSTROPHE_`s'')dnl");
  });
});
