import { Duration } from '../duration';
import { Rule } from '../rules';
import { Size } from '../size';

/** What a directive's value may be. */
export type ClamAvValue = boolean | number | string | Duration | Size | readonly string[];

/** One row of the tables in this folder: which property writes which directive of clamd or freshclam, and why. */
export interface ClamAvOption<Settings> {
  /** The property that sets it; undefined where the design allows no other value. */
  readonly property?: Extract<keyof Settings, string>;
  /** What a value has to be; of a list, each element. */
  readonly rule?: Rule;
  /** ClamAV's own name of it. */
  readonly directive: string;
  /** Where it comes from, or why it is not ClamAV's own default. */
  readonly source: string;
  /** The value where the property is not set; of a list, none. */
  readonly byDefault?: ClamAvValue;
  /** What is written, where that is not the property's value. */
  readonly value?: (settings: Settings) => ClamAvValue;
}

const plain = (value: Exclude<ClamAvValue, readonly string[]>): string => {
  if (typeof value === 'boolean') {
    return value ? 'yes' : 'no';
  }
  if (value instanceof Duration) {
    return String(value.toSeconds());
  }
  return value instanceof Size ? String(value.toBytes()) : String(value);
};

/** The directives that a row writes for these settings: one for each element of a list. */
export const directivesOf = <Settings>(
  { property, directive, byDefault, value }: ClamAvOption<Settings>,
  settings: Settings,
): string[] => {
  const chosen = property === undefined ? undefined : (settings[property] as ClamAvValue | undefined);
  const written = value ? value(settings) : (chosen ?? byDefault ?? []);
  const list = (Array.isArray(written) ? written : [written]) as Exclude<ClamAvValue, readonly string[]>[];
  return list.map((one) => `${directive} ${plain(one)}`);
};
