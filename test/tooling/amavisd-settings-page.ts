import { AmavisOption } from '../../lib/models/amavis/amavis-option';
import { AMAVIS_OPTIONS, AmavisSettings } from '../../lib/models/amavis/amavis-table';
import { markdownTable } from './generated-document';
import { OptionRow, OptionsPage } from './options-page';
import { optionsOf } from './public-options';
import { synthesizeGateway } from './synthesized-stack';

/** A variable by the name that amavisd's own documentation gives it: a hash of which a property sets elements is `%`. */
const setBy = ({ variable, elements }: AmavisOption<AmavisSettings>): string =>
  elements ? variable.replace('$', '%') : variable;

const ROWS: OptionRow[] = AMAVIS_OPTIONS.map((option) => ({ ...option, sets: setBy(option) }));

/** A setting without its sigil and without an element: `%x`, `$x{'a'}` and the key `x` of a policy bank are one. */
const nameOf = (setting: string): string => /^[$@%]?(\w+)/.exec(setting)?.[1] ?? setting;

/** What is written of a setting that has no property. */
const fixed = (conf: string, setting: string): string => {
  const line = conf.split('\n').find((one) => one.startsWith(`${setting} = `) || one.startsWith(`${setting}(`)) ?? '';
  return `fixed: \`${line.slice(setting.length).replace(/^ = |; {2}# .*$/g, '')}\``;
};

const code = (names: readonly string[]): string => [...new Set(names)].map((name) => `\`${name}\``).join(', ');

/** amavisd's settings, each with the property that sets it, or with what it always is. */
const settings = (page: OptionsPage): string[] => {
  const conf = synthesizeGateway().configuration('gateway-filter', '60-dual-mta');
  const props = optionsOf('AmavisFilterProps').map(({ name }) => name);
  const withoutRow = page.settingsWithoutRow('AmavisFilter');
  const rows = ROWS.map(({ property, sets = '', source }) => {
    const owners = page.propertiesThatSet('AmavisFilter', sets);
    const others = withoutRow.filter(([name]) => nameOf(name) === nameOf(sets)).map(([, { name }]) => name);
    const byProperty = owners.length > 0 ? code(owners) : props.includes(property ?? '') ? code([property ?? '']) : '';
    const byUs = property === undefined ? fixed(conf, sets) : 'what the construct is wired to';
    return [`\`${sets}\``, (byProperty || byUs) + (others.length > 0 ? `; see ${code(others)}` : ''), source];
  });
  const bank = withoutRow
    .filter(([name]) => !ROWS.some(({ sets = '' }) => nameOf(sets) === nameOf(name)))
    .map(([name, option]) => {
      const parent = ROWS.find(({ property }) => property === option.name.split('.')[0])?.sets;
      const setting = parent !== undefined && /^\w/.test(name) ? `${parent}{${name}}` : name;
      return [`\`${setting}\``, code([option.name]), option.doc.replace(/ \(.*$/, '')];
    });
  const bySetting = ([one]: string[], [other]: string[]): number =>
    nameOf(one.slice(1)) < nameOf(other.slice(1)) ? -1 : 1;
  const unique = new Map([...rows, ...bank].sort(bySetting).map((row) => [row.join(), row]));
  return [
    ...[
      '',
      '## The other way round',
      '',
      'What is written of amavisd, and of the programs beside it, and by which property. `extraPerl` sets anything else.',
      '',
    ],
    ...markdownTable(['setting', 'property', 'why'], [...unique.values()]),
  ];
};

/** The settings of the filter. */
export const AMAVISD_SETTINGS: OptionsPage = new OptionsPage({
  document: 'amavisd-settings.md',
  introduction: `# Settings of the filter

Every property of \`AmavisFilterOptions\` (\`filter\` of a gateway), with the setting of amavisd-new that it writes, where that comes from, and its tests; behind it every
setting that is written, with its property. Where a property writes no setting of amavisd's, the column says what it is. \`npm run docs\` writes this page; do not edit it.`,
  rows: { AmavisFilter: ROWS },
  program: 'amavisd',
  realTests: ['test/amavis', 'test/e2e'],
  setting: 'setting',
  nameOf,
  // amavisd's variables, words with "_" as SpamAssassin and policy banks have them, and clamd's, such as MaxFiles.
  isSetting: (text) => /^[$@%][A-Za-z]|^[a-z0-9]+(_[a-z0-9]+)+$|^([A-Z][a-z]+){1,3}([A-Z]+\w*|[A-Z][a-z]+)$/.test(text),
  sources: true,
  heldToo: true,
  behind: settings,
});
