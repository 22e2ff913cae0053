import { entriesOf, MC_SECTIONS, McEntry, McOption, McSection } from '../models/sendmail/statement';
import { hasQuotes, QUOTE_MACROS, quoteArgument, quoteText } from './m4';

const COMMENT_COLUMN = 50;

interface WrittenRow {
  readonly comment?: string;
  readonly section?: McSection;
  readonly ruleset?: string;
  readonly entries: readonly McEntry[];
}

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

/** Rules and classes are lines of sendmail's own, which the comment stands before. */
const writeRow = ({ comment, entries }: WrittenRow): string[] => [
  ...(comment && entries.length > 0 && 'lines' in entries[0] ? [`# ${comment}`] : []),
  ...entries.flatMap((entry, index) => writeEntry(entry, index === 0 ? comment : undefined)),
];

/** Rows of one rule set stand together below its name. */
const writeRulesets = (rows: readonly WrittenRow[]): string[] => {
  const names = [...new Set(rows.map(({ ruleset }) => ruleset))];
  return names.flatMap((name) => [
    ...(name === undefined ? [] : [`S${name}`]),
    ...rows.filter(({ ruleset }) => ruleset === name).flatMap(writeRow),
  ]);
};

const writeSection = (section: McSection, rows: readonly WrittenRow[]): string[] => {
  const heading = MC_SECTIONS[section];
  const mine = rows.filter((row) => row.section === section && row.entries.length > 0);
  return mine.length === 0
    ? []
    : [
        ...(heading === undefined ? [] : [heading]),
        ...(section === 'rulesets' ? writeRulesets(mine) : mine.flatMap(writeRow)),
      ];
};

/** Writes a `.mc` file from the rows of a table: complete, commented as the README's are, usable without this package. */
export const writeMc = <Settings>(
  title: readonly string[],
  options: readonly McOption<Settings>[],
  settings: Settings,
): string => {
  const rows = options.map((option) => ({ ...option, entries: entriesOf(option, settings) }));
  const texts = rows.flatMap(({ entries }) => entries.map((entry) => ('text' in entry ? entry.text : undefined)));
  return [
    ...title.map((line) => `dnl ${line}`.trimEnd()),
    'divert(0)dnl',
    ...(texts.some((text) => text !== undefined && hasQuotes(text)) ? QUOTE_MACROS : []),
    ...rows.filter(({ section }) => section === undefined).flatMap(writeRow),
    ...(Object.keys(MC_SECTIONS) as McSection[]).flatMap((section) => writeSection(section, rows)),
    '',
  ].join('\n');
};
