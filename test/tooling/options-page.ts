import * as path from 'path';
import { GeneratedDocument, markdownTable } from './generated-document';
import { optionsOf, PublicOption } from './public-options';
import { readmeLines } from './readme';
import { linesInReadme } from './readme-places';
import { optionsNamedIn } from './tests-of-options';

/** What a table of lib/models says of a property. */
export interface OptionRow {
  readonly property?: string;
  readonly source: string;
  /** Words of the README that have it, where its names and the source do not find them. */
  readonly readme?: string;
  /** What it sets, by the program's own name; nothing where that depends on the value. */
  readonly sets?: string;
}

/** What a page is about, and what it calls things. */
export interface PageProps {
  readonly document: string;
  readonly introduction: string;
  /** The rows of each construct. */
  readonly rows: Readonly<Record<string, readonly OptionRow[]>>;
  /** The program, as a column and an error name it. */
  readonly program: string;
  /** Where the tests on the real program are. */
  readonly realTests: readonly string[];
  /** What the column of the program's own names is called. */
  readonly setting: string;
  /** What two names have in common that are the same setting's: a docstring names it without an element. */
  readonly nameOf: (setting: string) => string;
  /** Whether what is between backticks in a docstring is a setting. */
  readonly isSetting: (text: string) => boolean;
  /** Whether the sources of the rows have a column of their own. */
  readonly sources: boolean;
  /** Whether the members of structs that a class holds have rows of their own. */
  readonly heldToo: boolean;
  /** What follows the tables. */
  readonly behind?: (page: OptionsPage) => readonly string[];
}

const UNIT = optionsNamedIn('test/unit');

/** The tests of a property are those of its members too. */
const testsOf = (named: Map<string, string[]>, option: string): string[] => [
  ...new Set([...named].flatMap(([name, files]) => (`${name}.`.startsWith(`${option}.`) ? files : []))),
];

const links = (files: readonly string[]): string =>
  files.map((file) => `[${path.basename(file).replace(/(\.test)?\.ts$/, '')}](../${file})`).join(', ');

const parentOf = ({ name }: PublicOption): string => name.split('.')[0];

/** A page below docs/ with every property of some constructs: what it sets, its default, where it is from, its tests. */
export class OptionsPage {
  private readonly document: GeneratedDocument;
  private readonly real: Map<string, string[]>;
  private readonly constructs: string[];
  private readonly options: ReadonlyMap<string, readonly PublicOption[]>;

  public constructor(private readonly props: PageProps) {
    this.document = new GeneratedDocument(props.document);
    this.real = optionsNamedIn(...props.realTests);
    this.constructs = Object.keys(props.rows);
    this.options = new Map(this.constructs.map((name) => [name, optionsOf(`${name}Options`, props.heldToo)]));
  }

  /** Throws unless the page is current. */
  public check(): void {
    const { introduction, behind } = this.props;
    const lines = [
      introduction,
      ...this.constructs.flatMap((construct) => this.tableOf(construct)),
      ...(behind?.(this) ?? []),
    ];
    this.document.shouldBe(`${lines.join('\n')}\n`);
  }

  /** Properties without a unit test or without a test on the real program. */
  public get untested(): string[] {
    return this.constructs.flatMap((construct) =>
      this.optionsOf(construct)
        .filter(({ name }) => !name.includes('.'))
        .flatMap(({ name }) => [
          ...(testsOf(UNIT, `${construct}.${name}`).length > 0 ? [] : [`${construct}.${name}: no unit test`]),
          ...(testsOf(this.real, `${construct}.${name}`).length > 0
            ? []
            : [`${construct}.${name}: no test on the real ${this.props.program}`]),
        ]),
    );
  }

  /** What titles of tests name as a property of these constructs and is none, with the files. */
  public get unknown(): Record<string, string[]> {
    const known = this.constructs.flatMap((construct) =>
      optionsOf(`${construct}Props`, this.props.heldToo).map(({ name }) => `${construct}.${name}`),
    );
    const named = [...UNIT, ...this.real].filter(([name]) => this.constructs.includes(name.split('.')[0]));
    return Object.fromEntries(named.filter(([name]) => !known.includes(name)));
  }

  /** Docstrings without a default, or without a setting that the property's rows set. */
  public get silent(): string[] {
    return this.constructs.flatMap((construct) =>
      this.optionsOf(construct).flatMap((option) => [
        ...(option.byDefault === '' && !option.name.includes('.') ? [`${construct}.${option.name}: @default`] : []),
        ...this.rowsOf(construct, option)
          .flatMap(({ sets }) => sets ?? [])
          .filter((sets) => !this.isNamedIn(option, sets))
          .map((sets) => `${construct}.${option.name}: ${sets}`),
      ]),
    );
  }

  /** The properties of a construct by whose docstring a setting is theirs. */
  public propertiesThatSet(construct: string, setting: string): string[] {
    return this.optionsOf(construct)
      .filter((option) => this.rowsOf(construct, option).some(({ sets }) => sets === setting))
      .map(({ name }) => name);
  }

  /** What docstrings of a construct's properties name as a setting and no row sets, each with its property. */
  public settingsWithoutRow(construct: string): [string, PublicOption][] {
    return this.optionsOf(construct).flatMap((option) => {
      const sets = this.rowsOf(construct, option).map((row) => this.props.nameOf(row.sets ?? ''));
      return this.namesIn(option)
        .filter((name) => !sets.includes(this.props.nameOf(name)))
        .map((name): [string, PublicOption] => [name, option]);
    });
  }

  private optionsOf(construct: string): readonly PublicOption[] {
    return this.options.get(construct) ?? [];
  }

  private isNamedIn({ doc }: PublicOption, setting: string): boolean {
    const names = [...doc.matchAll(/`([^`]+)`/g)].map(([, name]) => this.props.nameOf(name));
    return names.includes(this.props.nameOf(setting));
  }

  /** The rows of a property; a row of a struct's is that of the members that name what it sets. */
  private rowsOf(construct: string, option: PublicOption): OptionRow[] {
    const parent = parentOf(option);
    const rows = this.props.rows[construct].filter(({ property }) => property === parent);
    const isOf = (member: PublicOption, { sets }: OptionRow): boolean =>
      sets !== undefined && this.isNamedIn(member, sets);
    if (option.name !== parent) {
      return rows.filter((row) => isOf(option, row));
    }
    const members = this.optionsOf(construct).filter(({ name }) => name.startsWith(`${parent}.`));
    return rows.filter((row) => !members.some((member) => isOf(member, row)));
  }

  /** Names of the program's in a docstring: no paths, no values, no macros, and no property, be it another construct's. */
  private namesIn({ doc }: PublicOption): string[] {
    const properties = [...this.options.values()].flat().map(({ name }) => name.replace(/^.*\./, ''));
    return [...doc.matchAll(/`([^`]+)`/g)]
      .map(([, name]) => name)
      .filter((name) => this.props.isSetting(name) && !properties.includes(name));
  }

  private settingsOf(construct: string, option: PublicOption): string[] {
    const { nameOf } = this.props;
    const own = [...new Set(this.rowsOf(construct, option).flatMap(({ sets }) => sets ?? []))];
    const more = this.namesIn(option).filter((name) => !own.map(nameOf).includes(nameOf(name)));
    return [...own, ...new Set(more)];
  }

  /** What is looked for in README.sendmail-dual: what the rows say, or names and texts. */
  private wordsOf(
    construct: string,
    option: PublicOption,
    names: readonly string[],
    reasons: readonly string[],
  ): [readonly string[], readonly string[]] {
    const said = this.rowsOf(construct, option).flatMap(({ readme }) => readme ?? []);
    return said.length > 0 ? [said, []] : [names, [option.doc, option.byDefault, ...reasons]];
  }

  /** The line numbers that stand in the document, for a clone that has no README.sendmail-dual. */
  private documentedLines(construct: string, option: string): string {
    const [, table] = this.document.current.split(`## ${construct}\n`);
    const row = table?.split('\n').find((line) => line.startsWith(`| \`${option}\` |`));
    return row?.split(' | ')[3] ?? '';
  }

  private tableOf(construct: string): string[] {
    const { setting, program, sources } = this.props;
    const readme = readmeLines();
    const rows = this.optionsOf(construct).map((option) => {
      const names = this.settingsOf(construct, option);
      const reasons = [...new Set(this.rowsOf(construct, option).map(({ source }) => source))];
      return [
        `\`${option.name}\``,
        names.length > 0 ? names.map((name) => `\`${name}\``).join(', ') : option.doc.replace(/\. .*$/, '.'),
        option.byDefault,
        readme
          ? linesInReadme(readme, ...this.wordsOf(construct, option, names, reasons))
          : this.documentedLines(construct, option.name),
        ...(sources ? [reasons.join('; ')] : []),
        links(testsOf(UNIT, `${construct}.${option.name}`)),
        links(testsOf(this.real, `${construct}.${option.name}`)),
      ];
    });
    const head = [
      ...['property', setting, 'default', 'README line', ...(sources ? ['source'] : [])],
      ...['unit tests', `tests on the real ${program}`],
    ];
    return ['', `## ${construct}`, '', ...markdownTable(head, rows)];
  }
}
