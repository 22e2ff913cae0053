/** Places of README.sendmail-dual by how docstrings and sources name them. */
const README_SECTIONS: Record<string, string> = {
  'thishost-rx.mc': 'Create file thishost-rx.mc',
  'thishost-tx.mc': 'Create file thishost-tx.mc',
  'SECURITY NOTE': 'SECURITY NOTE:',
  'PERFORMANCE NOTES': 'PERFORMANCE NOTES',
  NOTES: 'NOTES',
  NOTE: 'dnl NOTE:',
  'Start MTA-RX and MTA-TX daemons': 'Start MTA-RX and MTA-TX daemons',
  picture: ': sendmail instance MTA-RX :',
};

/** Whether a line has a text as words of its own. */
const contains = (line: string, text: string): boolean => {
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`).test(line);
};

/** Line numbers of README.sendmail-dual: where it has the option, or what the docstring or the row's source quotes. */
export const linesInReadme = (
  readme: readonly string[],
  names: readonly string[],
  texts: readonly string[],
): string => {
  const cited = texts.filter((text) => /(?<!cf\/)README/.test(text)).join(' ');
  const quoted = [...cited.matchAll(/"([^"]+)"/g)].map(([, text]) => text);
  const sections = Object.keys(README_SECTIONS).filter((section) => cited.includes(section));
  const find = (searched: readonly string[]): number[] =>
    searched.flatMap((text) => readme.flatMap((line, index) => (contains(line, text) ? [index + 1] : [])).slice(0, 1));
  const found = [find([...names, ...quoted]), find(sections.map((section) => README_SECTIONS[section]))];
  return [...new Set(found.find((lines) => lines.length > 0) ?? [])].sort((one, two) => one - two).join(', ');
};
