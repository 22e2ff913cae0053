import { AddressBlock } from 'cdktf-dual-mta';
import { entriesOf, McOption } from '../../lib/models/sendmail/statement';
import * as sendmailMc from '../../lib/writers/sendmail-mc';
import { differingKeys, itemsOf } from '../tooling/cf-items';
import { ContainerImage } from '../tooling/container-image';
import { buildGatewayImage } from '../tooling/gateway-image';
import { GeneratedDocument, markdownTable } from '../tooling/generated-document';
import { expandMc } from '../tooling/mc-expansion';
import { statementsOf } from '../tooling/mc-statements';
import { Listing, listing, LISTINGS } from '../tooling/readme';
import { synthesizeGateway } from '../tooling/synthesized-stack';

/** "Insert here the usual .mc preamble": nothing but this. */
const PREAMBLE = "OSTYPE(`debian')dnl\n";

/** What no row of ours writes, so that no row can say why. */
const EXPLANATIONS: Record<string, string> = {};

interface Mc {
  readonly title: readonly string[];
  readonly options: readonly McOption<object>[];
  readonly settings: object;
}

/** What the two sendmails of a gateway with defaults are written from. */
const ourMcs = (): Record<Listing, Mc> => {
  const writeMc = jest.spyOn(sendmailMc, 'writeMc');
  synthesizeGateway({ addresses: AddressBlock.of('10.20.30.0/26') });
  const mcs = writeMc.mock.calls.map(([title, options, settings]) => ({
    title,
    options: options as McOption<object>[],
    settings: settings as object,
  }));
  writeMc.mockRestore();
  const of = (mta: string): Mc => mcs.find(({ title }) => title.join().includes(mta)) as Mc;
  return { 'thishost-rx.mc': of('MTA-RX'), 'thishost-tx.mc': of('MTA-TX') };
};

const written = ({ title, options, settings }: Mc): string => sendmailMc.writeMc(title, options, settings);

interface Difference {
  readonly item: string;
  readonly readme: readonly string[] | undefined;
  readonly ours: readonly string[] | undefined;
  readonly reasons: readonly string[];
}

/** The rows that write something which does not stand in the listing. */
const ownRows = (mc: Mc, theirs: string): McOption<object>[] => {
  const alike = statementsOf(theirs);
  return mc.options.filter((option) => {
    const alone = written({ ...mc, options: [option] });
    return (
      entriesOf(option, mc.settings).length > 0 &&
      !(statementsOf(alone).length > 0 && statementsOf(alone).every((statement) => alike.includes(statement)))
    );
  });
};

/** What is different, and why: the rows without which the item would be another. */
const differencesOf = (image: ContainerImage, name: Listing, mc: Mc): Difference[] => {
  const rows = ownRows(mc, PREAMBLE + listing(name));
  const without = rows.map((row) => written({ ...mc, options: mc.options.filter((option) => option !== row) }));
  const expansions = expandMc(image, [PREAMBLE + listing(name), written(mc), ...without]);
  expect(expansions.slice(0, 2).map(({ complaint }) => complaint)).toEqual(['', '']);
  const [readme, ours, ...others] = expansions.map(({ cf }) => itemsOf(cf));
  const changed = others.map((other) => differingKeys(ours, other));
  return differingKeys(readme, ours).map((item) => ({
    item,
    readme: readme.get(item),
    ours: ours.get(item),
    reasons: [
      ...new Set(rows.flatMap((row, index) => (changed[index].includes(item) ? reasonOf(name, row) : []))),
      ...(item in EXPLANATIONS ? [EXPLANATIONS[item]] : []),
    ],
  }));
};

/** That a statement stands in the listing is no reason for another value in it. */
const reasonOf = (name: Listing, { comment, source }: McOption<object>): string[] =>
  source === `README, ${name}` ? [] : [comment ? `${comment}: ${source}` : source];

const code = (values: readonly string[]): string => values.map((value) => `\`${value}\``).join(', ');

const shown = (item: string, values: readonly string[] = []): string =>
  values.length === 0 ? '-' : code(item.startsWith('C ') ? [values.join(' ')] : values);

const rowOf = ({ item, readme, ours, reasons }: Difference): string[] => [
  code([item]),
  shown(item, readme),
  shown(item, ours),
  reasons.join('; '),
];

/** Rule sets are long, and a feature changes many: those with the same reasons are one row, with the number of their rules. */
const rulesetRows = (rulesets: readonly Difference[]): string[][] =>
  [...new Set(rulesets.map(({ reasons }) => reasons.join('; ')))].map((reasons) => {
    const alike = rulesets.filter((ruleset) => ruleset.reasons.join('; ') === reasons);
    const rules = (of: 'readme' | 'ours'): string => {
      const count = alike.reduce((sum, ruleset) => sum + (ruleset[of]?.length ?? 0), 0);
      return count === 1 ? '1 rule' : `${count} rules`;
    };
    return [code(alike.map(({ item }) => item)), rules('readme'), rules('ours'), reasons];
  });

const INTRODUCTION = `# Differences from README.sendmail-dual

The README's two listings, taken word for word, and a gateway with the package's defaults, both expanded by m4 with the macros of Debian's sendmail-cf. Before each
listing, where it says "Insert here the usual .mc preamble", there is \`OSTYPE(debian)\` and nothing else. These are all items of the two \`.cf\` files that
are not alike; an item that is not listed is the same in both. Letters are those of the \`.cf\` file: \`O\` option, \`D\` macro, \`C\` and \`F\` class, \`K\` map, \`M\` mailer,
\`Q\` queue group, \`S\` rule set. \`npm run docs\` writes this page; do not edit it.`;

const sectionOf = (name: Listing, differences: readonly Difference[]): string[] => [
  '',
  `## ${name}`,
  '',
  ...markdownTable(
    ['item', "the README's listing", 'the package', 'why'],
    [
      ...differences.filter(({ item }) => !item.startsWith('S ')).map(rowOf),
      ...rulesetRows(differences.filter(({ item }) => item.startsWith('S '))),
    ],
  ),
];

describe('docs/differences.md', () => {
  const differences: Partial<Record<Listing, Difference[]>> = {};

  beforeAll(() => {
    const image = buildGatewayImage('mta-rx');
    const mcs = ourMcs();
    try {
      LISTINGS.forEach((name) => (differences[name] = differencesOf(image, name, mcs[name])));
    } finally {
      image.remove();
    }
  });

  test.each(LISTINGS)('%s: every difference has a reason', (name) => {
    const unexplained = differences[name]?.filter(({ reasons }) => reasons.length === 0);

    expect(unexplained).toEqual([]);
  });

  test('is current', () => {
    const sections = LISTINGS.flatMap((name) => sectionOf(name, differences[name] ?? []));

    new GeneratedDocument('differences.md').shouldBe(`${[INTRODUCTION, ...sections].join('\n')}\n`);
  });
});
