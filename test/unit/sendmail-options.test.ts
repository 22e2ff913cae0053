import * as path from 'path';
import { MTA_TX_OPTIONS } from '../../lib/models/sendmail/delivering/mta-tx-table';
import { MTA_RX_OPTIONS } from '../../lib/models/sendmail/receiving/mta-rx-table';
import { McOption } from '../../lib/models/sendmail/statement';
import { GeneratedDocument, markdownTable } from '../tooling/generated-document';
import { optionsOf, PublicOption } from '../tooling/public-options';
import { readmeLines } from '../tooling/readme';
import { linesInReadme } from '../tooling/readme-places';
import { optionsNamedIn } from '../tooling/tests-of-options';

type Row = Pick<McOption<object>, 'source' | 'define'> & { readonly property?: string };
const ROWS: Record<string, readonly Row[]> = { MtaRx: MTA_RX_OPTIONS, MtaTx: MTA_TX_OPTIONS };
const MTAS = Object.keys(ROWS);

const UNIT = optionsNamedIn('test/unit');
const REAL = optionsNamedIn('test/sendmail', 'test/e2e');
const DOCUMENT = new GeneratedDocument('sendmail-options.md');

/** The tests of a property are those of its members too. */
const testsOf = (named: Map<string, string[]>, option: string): string[] => [
  ...new Set([...named].flatMap(([name, files]) => (`${name}.`.startsWith(`${option}.`) ? files : []))),
];

const rowsOf = (mta: string, { name }: PublicOption): Row[] => ROWS[mta].filter(({ property }) => property === name);

/** Names of sendmail's in a docstring: no paths, no values, no macros, and no other property. */
const namesIn = (doc: string, properties: readonly string[]): string[] =>
  [...doc.matchAll(/`([^`]+)`/g)]
    .map(([, name]) => name)
    .filter((name) => !/^[/$0-9.]|@|\.(mc|cf|com)\b/.test(name) && !properties.includes(name));

const sendmailNames = (mta: string, option: PublicOption, properties: readonly string[]): string[] => [
  ...new Set([...rowsOf(mta, option).flatMap(({ define }) => define ?? []), ...namesIn(option.doc, properties)]),
];

/** The line numbers that stand in the document, for a clone that has no README.sendmail-dual. */
const documentedLines = (mta: string, option: string): string => {
  const [, table] = DOCUMENT.current.split(`## ${mta}\n`);
  const row = table?.split('\n').find((line) => line.startsWith(`| \`${option}\` |`));
  return row?.split(' | ')[3] ?? '';
};

const links = (files: readonly string[]): string =>
  files.map((file) => `[${path.basename(file).replace(/(\.test)?\.ts$/, '')}](../${file})`).join(', ');

const tableOf = (mta: string): string[] => {
  const options = optionsOf(`${mta}Options`);
  const properties = options.map(({ name }) => name);
  const readme = readmeLines();
  const rows = options.map((option) => {
    const names = sendmailNames(mta, option, properties);
    const texts = [option.doc, option.byDefault, ...rowsOf(mta, option).map(({ source }) => source)];
    return [
      `\`${option.name}\``,
      names.length > 0 ? names.map((name) => `\`${name}\``).join(', ') : option.doc.replace(/\. .*$/, '.'),
      option.byDefault,
      readme ? linesInReadme(readme, names, texts) : documentedLines(mta, option.name),
      links(testsOf(UNIT, `${mta}.${option.name}`)),
      links(testsOf(REAL, `${mta}.${option.name}`)),
    ];
  });
  const head = ['property', 'option', 'default', 'README line', 'unit tests', 'tests on the real sendmail'];
  return ['', `## ${mta}`, '', ...markdownTable(head, rows)];
};

const INTRODUCTION = `# Options of MTA-RX and MTA-TX

Every property of \`MtaRxOptions\` (\`rx\` of a gateway) and \`MtaTxOptions\` (\`tx\`), with the option of sendmail that it sets, the line of README.sendmail-dual
that has it, and its tests. Where a property sets no option of sendmail's, the column says what it is. \`npm run docs\` writes this page; do not edit it.`;

describe('docs/sendmail-options.md', () => {
  test('is current', () => {
    DOCUMENT.shouldBe(`${[INTRODUCTION, ...MTAS.flatMap(tableOf)].join('\n')}\n`);
  });

  test('every property has a unit test and a test on the real sendmail', () => {
    const missing = MTAS.flatMap((mta) =>
      optionsOf(`${mta}Options`)
        .filter(({ name }) => !name.includes('.'))
        .flatMap(({ name }) => [
          ...(testsOf(UNIT, `${mta}.${name}`).length > 0 ? [] : [`${mta}.${name}: no unit test`]),
          ...(testsOf(REAL, `${mta}.${name}`).length > 0 ? [] : [`${mta}.${name}: no test on the real sendmail`]),
        ]),
    );

    expect(missing).toEqual([]);
  });

  test('every title that names a property names one that there is', () => {
    const options = MTAS.flatMap((mta) => optionsOf(`${mta}Props`).map(({ name }) => `${mta}.${name}`));
    const unknown = [...UNIT, ...REAL].filter(([name]) => !options.includes(name));

    expect(Object.fromEntries(unknown)).toEqual({});
  });

  test('the docstring of a property says its default, and names the option that its rows define', () => {
    const silent = MTAS.flatMap((mta) =>
      optionsOf(`${mta}Options`).flatMap((option) => [
        ...(option.byDefault === '' && !option.name.includes('.') ? [`${mta}.${option.name}: @default`] : []),
        ...rowsOf(mta, option)
          .flatMap(({ define }) => define ?? [])
          .filter((define) => !option.doc.includes(`\`${define}\``))
          .map((define) => `${mta}.${option.name}: ${define}`),
      ]),
    );

    expect(silent).toEqual([]);
  });
});
