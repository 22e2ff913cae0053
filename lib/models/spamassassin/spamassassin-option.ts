import { Duration } from '../duration';
import { Rule } from '../rules';

/** What a property's value may be where it becomes a setting. Each element of a list becomes a line. */
export type SpamAssassinValue = string | number | boolean | readonly string[] | Duration;

/**
 * One row of the tables in this folder: which property writes which of SpamAssassin's settings, and why. The order of
 * the rows is the order in the file.
 */
export interface SpamAssassinOption<Settings> {
  /** The property that sets it; undefined where the design allows no other value. */
  readonly property?: Extract<keyof Settings, string>;
  /** What a value has to be; of a list, each element. */
  readonly rule?: Rule;
  /** SpamAssassin's own name. */
  readonly setting: string;
  /** Where it comes from, or why it is not SpamAssassin's own default. */
  readonly source: string;
  /** The plugin that knows it, where one has to be loaded for it. */
  readonly plugin?: string;
  /** Whether lines of the administrator's own may add to it. */
  readonly additive?: boolean;
  /** The value where the property is not set. */
  readonly byDefault?: SpamAssassinValue;
  /** What is written, where that is not the property's value; nothing where it gives undefined. */
  readonly value?: (settings: Settings) => SpamAssassinValue | undefined;
}

const plain = (value: string | number | boolean | Duration): string => {
  if (value instanceof Duration) {
    return String(value.toSeconds());
  }
  return typeof value === 'boolean' ? String(Number(value)) : String(value);
};

/** The values that a row writes for these settings, a line each. */
export const valuesOf = <Settings>(option: SpamAssassinOption<Settings>, settings: Settings): readonly string[] => {
  const { property, byDefault } = option;
  const chosen = property === undefined ? undefined : (settings[property] as SpamAssassinValue | undefined);
  const value = option.value ? option.value(settings) : (chosen ?? byDefault);
  if (value === undefined) {
    return [];
  }
  return Array.isArray(value) ? (value as string[]) : [plain(value as Exclude<SpamAssassinValue, readonly string[]>)];
};
