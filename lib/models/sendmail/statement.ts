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

/**
 * One row of the tables in this folder: which property writes what into the `.mc` file, and why it is there. The order
 * of the rows is the order in the file.
 */
export interface McOption<Settings> {
  /** The property that sets it; undefined where the design allows no other value. */
  readonly property?: string;
  /** Where it comes from: a section of README.sendmail-dual, cf/README, or what was found out by trying. */
  readonly source: string;
  /** The comment in the file. */
  readonly comment?: string;
  /** What it writes; nothing where the setting is not used. */
  readonly entries: (settings: Settings) => McEntry[];
}

export const define = (name: string, ...value: string[]): McStatement => ({ macro: 'define', args: [name, ...value] });
/** A value that somebody else wrote, such as a greeting. */
export const defineText = (name: string, text: string): McStatement => ({ macro: 'define', args: [name], text });
export const undefine = (name: string): McStatement => ({ macro: 'undefine', args: [name] });
export const feature = (...args: string[]): McStatement => ({ macro: 'FEATURE', args });
export const call = (macro: string, ...args: string[]): McStatement => ({ macro, args });
