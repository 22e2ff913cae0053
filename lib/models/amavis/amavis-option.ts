import { Destiny } from '../destiny';
import { Duration } from '../duration';
import { Rule } from '../rules';
import { Size } from '../size';
import { PerlCall, PerlValue, PerlWord } from './perl-value';

/** What a property's value may be where it becomes a variable's. */
export type AmavisValue = string | number | boolean | readonly string[] | Destiny | Duration | Size;

/**
 * One row of the tables in this folder: which property writes which of amavisd's variables, and why. The order of the
 * rows is the order in the file.
 */
export interface AmavisOption<Settings> {
  /** The property that sets it; undefined where the design allows no other value. */
  readonly property?: Extract<keyof Settings, string>;
  /** What a value has to be; of a list, each element. */
  readonly rule?: Rule;
  /** amavisd's own name, with its sigil where it is a variable. */
  readonly variable: string;
  /** Where it comes from, or why it is not amavisd's own default. */
  readonly source: string;
  /** The value where the property is not set. */
  readonly byDefault?: AmavisValue;
  /** What is written, where that is not the property's value: amavisd's own default stays where there is none. */
  readonly value?: (settings: Settings) => PerlValue;
  /** What is written, where the variable is a hash with several elements: each with its value. */
  readonly elements?: (settings: Settings) => ReadonlyMap<string, PerlValue>;
  /** What is called, where it is no variable but a function of amavisd's. */
  readonly calls?: (settings: Settings) => readonly PerlCall[];
  /** Whether it is written at all. */
  readonly when?: (settings: Settings) => boolean;
}

const plain = (value: AmavisValue): PerlValue => {
  if (value instanceof Destiny) {
    return new PerlWord(value.name);
  }
  if (value instanceof Duration) {
    return value.toSeconds();
  }
  return value instanceof Size ? value.toBytes() : value;
};

/** What a row writes for these settings: variables and their values. */
export const assignmentsOf = <Settings>(
  option: AmavisOption<Settings>,
  settings: Settings,
): readonly [string, PerlValue][] => {
  const { property, variable, byDefault } = option;
  if (option.calls || option.when?.(settings) === false) {
    return [];
  }
  if (option.elements) {
    return [...option.elements(settings)].map(([element, value]) => [`${variable}{'${element}'}`, value]);
  }
  if (option.value) {
    return [[variable, option.value(settings)]];
  }
  const chosen = (property === undefined ? undefined : (settings[property] as AmavisValue | undefined)) ?? byDefault;
  return chosen === undefined ? [] : [[variable, plain(chosen)]];
};
