import { call, define, defineText, feature, McOption, undefine } from '../../../lib/models/sendmail/statement';
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

  test("has sendmail's own lines as they are", () => {
    const lines = written({
      comment: 'not here',
      entries: () => [call('LOCAL_CONFIG'), { lines: ['C{X}a b', "D`'"] }],
    });

    expect(lines.slice(2)).toEqual(['LOCAL_CONFIG', 'C{X}a b', "D`'", '']);
  });

  test('defines the macros for quotes before they are needed, and only then', () => {
    const without = written({ entries: () => [defineText('confSMTP_LOGIN_MSG', '$j')] });
    const withQuotes = written({ entries: () => [defineText('confSMTP_LOGIN_MSG', "it's")] });

    expect(without.join('\n')).not.toContain('_APOSTROPHE_');
    expect(withQuotes.findIndex((line) => line.startsWith('define([_APOSTROPHE_]'))).toBe(4);
    expect(withQuotes.at(-2)).toBe("define(`confSMTP_LOGIN_MSG', ``it'_APOSTROPHE_`s'')dnl");
  });
});
