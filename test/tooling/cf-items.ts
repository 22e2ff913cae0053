/** What a .cf file says about each of its items: `O Name`, `D{Name}`, `C{Name}`, `K name`, `M name`, `S name` and so on. */
export type CfItems = ReadonlyMap<string, readonly string[]>;

/** How the lines of a .cf file begin (op.me, "THE WHOLE SCOOP ON THE CONFIGURATION FILE"), with the item's name. */
const ITEMS: readonly [string, RegExp][] = [
  ['O', /^O ?(\w[\w.-]*)(?:=(.*))?$/s],
  ['D', /^D(\{\w+\}|\S)(.*)$/s],
  ['C', /^C(\{\w+\}|\S)(.*)$/s],
  ['F', /^F(\{\w+\}|\S)(.*)$/s],
  ['K', /^K(\S+)\s+(.*)$/s],
  ['M', /^M(\w+),\s*(.*)$/s],
  ['Q', /^Q(\w+),\s*(.*)$/s],
  ['S', /^S(\w+)(?:=.*)?()$/s],
  ['H', /^H(\??[^:]*):\s*(.*)$/s],
  ['P', /^P([^=]*)=(.*)$/s],
  ['T', /^T()(.*)$/s],
  ['V', /^V()(.*)$/s],
  ['E', /^E(\w*)(.*)$/s],
];

const itemOf = (line: string): { readonly key: string; readonly value: string } => {
  for (const [letter, pattern] of ITEMS) {
    const [, name, value = ''] = pattern.exec(line) ?? [];
    if (name !== undefined) {
      return { key: `${letter} ${name}`.trim(), value: value.replace(/\s+/g, ' ').trim() };
    }
  }
  throw new Error(`no such line is known in a .cf file: ${line}`);
};

/** The items of a .cf file; of a rule set, its rules. A class is its words in the order of the alphabet. */
export const itemsOf = (cf: string): CfItems => {
  const items = new Map<string, string[]>();
  const add = (key: string, ...values: string[]): void => void items.set(key, [...(items.get(key) ?? []), ...values]);
  const lines = cf.replace(/\n[ \t]+/g, ' ').split('\n');
  let ruleset = '';
  for (const line of lines.map((one) => one.trimEnd()).filter((one) => one !== '' && !one.startsWith('#'))) {
    if (line.startsWith('R')) {
      add(ruleset, line.replace(/\t+/g, ' → ').replace(/\s+/g, ' '));
      continue;
    }
    const { key, value } = itemOf(line);
    if (key.startsWith('S ')) {
      ruleset = key;
      add(ruleset);
    } else if (key.startsWith('C ')) {
      add(key, ...value.split(' ').filter((word) => word !== ''));
      items.get(key)?.sort();
    } else {
      add(key, value);
    }
  }
  return items;
};

/** The keys of the items that two files do not have alike. */
export const differingKeys = (one: CfItems, other: CfItems): string[] =>
  [...new Set([...one.keys(), ...other.keys()])]
    .filter((key) => JSON.stringify(one.get(key)) !== JSON.stringify(other.get(key)))
    .sort();
