import { Duration } from '../duration';
import { Rule } from '../rules';
import { Size } from '../size';

/** One call of an m4 macro in a `.mc` file; the writer quotes the arguments. */
export interface McStatement {
  /** The macro: `define`, `FEATURE`, `DAEMON_OPTIONS`, ... */
  readonly macro: string;
  /** Its arguments, unquoted. */
  readonly args: readonly string[];
  /** Free text as the last argument of a `define`: it may hold anything but a line break. */
  readonly text?: string;
}

/** Lines that are sendmail's own and go into the file as they are: rules, classes, an administrator's extra lines. */
export interface McLines {
  readonly lines: readonly string[];
}

/** What an option writes. */
export type McEntry = McStatement | McLines;

/** The sections of a `.mc` file that come behind its options (cf/README), each with the line that it begins with. */
export const MC_SECTIONS = {
  mailers: undefined,
  mailerDefinitions: 'MAILER_DEFINITIONS',
  localConfig: 'LOCAL_CONFIG',
  localRule0: 'LOCAL_RULE_0',
  localRule1: 'LOCAL_RULE_1',
  rulesets: 'LOCAL_RULESETS',
} as const;

export type McSection = keyof typeof MC_SECTIONS;

/** What a property's value may be where `define` writes it. */
export type McValue = string | number | boolean | Duration | Size;

/**
 * One row of the tables in this folder: which property writes what into the `.mc` file, and why it is there. The order
 * of the rows is the order in the file.
 */
export interface McOption<Settings> {
  /** The property that sets it; undefined where the design allows no other value. */
  readonly property?: Extract<keyof Settings, string>;
  /** What a value has to be; of a list, each element. */
  readonly rule?: Rule;
  /** Where it comes from: a section of README.sendmail-dual, cf/README, or what was found out by trying. */
  readonly source: string;
  /** Words of README.sendmail-dual that have it, where neither its name nor what `source` quotes finds them. */
  readonly readme?: string;
  /** The comment in the file. */
  readonly comment?: string;
  /** The macro that the property's value becomes the definition of: `confREFUSE_LA`. Nothing where there is no value. */
  readonly define?: string;
  /** The value where the property is not set. */
  readonly byDefault?: McValue;
  /** What it writes, where that is more than one definition; nothing where the setting is not used. */
  readonly entries?: (settings: Settings) => McEntry[];

  /**
   * The section that it belongs to.
   *
   * @default - the options, before all sections
   */
  readonly section?: McSection;

  /**
   * In the section `rulesets`: the rule set that the lines belong to, such as `Local_check_rcpt`. Rows of one rule set
   * come one after the other and must leave the workspace to the next one as they found it.
   */
  readonly ruleset?: string;
}

export const define = (name: string, ...value: string[]): McStatement => ({ macro: 'define', args: [name, ...value] });
/** A value that somebody else wrote, such as a greeting. */
export const defineText = (name: string, text: string): McStatement => ({ macro: 'define', args: [name], text });
export const undefine = (name: string): McStatement => ({ macro: 'undefine', args: [name] });
export const feature = (...args: string[]): McStatement => ({ macro: 'FEATURE', args });
export const call = (macro: string, ...args: string[]): McStatement => ({ macro, args });

/** The definition of an option as one value: times as sendmail writes them, sizes in bytes, a text as free text. */
const defineValue = (name: string, value: McValue): McStatement => {
  if (typeof value === 'string') {
    return defineText(name, value);
  }
  if (value instanceof Duration) {
    return define(name, value.toSendmail());
  }
  return define(name, String(value instanceof Size ? value.toBytes() : value));
};

/** What a row writes for these settings. */
export const entriesOf = <Settings>(option: McOption<Settings>, settings: Settings): McEntry[] => {
  const { property, byDefault } = option;
  const value = (property === undefined ? undefined : (settings[property] as McValue | undefined)) ?? byDefault;
  return [
    ...(option.define === undefined || value === undefined ? [] : [defineValue(option.define, value)]),
    ...(option.entries?.(settings) ?? []),
  ];
};
