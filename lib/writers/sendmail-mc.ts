import { McEntry, McOption } from '../models/sendmail/statement';
import { hasQuotes, QUOTE_MACROS, quoteArgument, quoteText } from './m4';

const COMMENT_COLUMN = 50;

const writeEntry = (entry: McEntry, comment?: string): string[] => {
  if ('lines' in entry) {
    return [...entry.lines];
  }
  const quoted = [...entry.args.map(quoteArgument), ...(entry.text === undefined ? [] : [quoteText(entry.text)])];
  if (quoted.length === 0) {
    return [entry.macro];
  }
  const line = `${entry.macro}(${quoted.join(', ')})dnl`;
  return [comment ? `${line.padEnd(COMMENT_COLUMN)} ${comment}` : line];
};

/** Writes a `.mc` file from the rows of a table: complete, commented as the README's are, usable without this package. */
export const writeMc = <Settings>(
  title: readonly string[],
  options: readonly McOption<Settings>[],
  settings: Settings,
): string => {
  const written = options.map((option) => ({ option, entries: option.entries(settings) }));
  const texts = written.flatMap(({ entries }) => entries.map((entry) => ('text' in entry ? entry.text : undefined)));
  return [
    ...title.map((line) => `dnl ${line}`.trimEnd()),
    'divert(0)dnl',
    ...(texts.some((text) => text !== undefined && hasQuotes(text)) ? QUOTE_MACROS : []),
    ...written.flatMap(({ option, entries }) =>
      entries.flatMap((entry, index) => writeEntry(entry, index === 0 ? option.comment : undefined)),
    ),
    '',
  ].join('\n');
};
