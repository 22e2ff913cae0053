import * as fs from 'fs';
import { ONE_LINE, Rule } from '../rules';
import { MapEntry } from './maps';

export const MAP_NAME: Rule = {
  rule: "a map's name has lower-case letters, digits and hyphens",
  source: 'it names a file of /etc/mail/maps',
  instead: 'a name such as "access" or "my-customers"',
  holds: (value) => typeof value === 'string' && /^[a-z0-9][a-z0-9-]{0,62}$/.test(value),
};

export const MAP_KEY: Rule = {
  rule: 'a key is one word',
  source: 'makemap(8): the key ends at the first blank; a line that begins with "#" is a comment',
  instead: 'a key without blanks, tabs and line breaks, such as "To:user@example.com"',
  holds: (value) => ONE_LINE.holds(value) && /^[^\s#]\S*$/.test(String(value)),
};

export const MAP_VALUE: Rule = {
  rule: 'each key of a map has a value of one line',
  source: 'makemap(8): an entry is a line, and one without a value is refused',
  instead: 'key and value in one line, such as "To:user@example.com OK"',
  holds: (value) => ONE_LINE.holds(value) && !/^\s/.test(String(value)),
};

/** Of key and value together. */
export const MAP_ENTRY: Rule = {
  rule: 'no client may end a message with anything but <CR><LF>.<CR><LF>, or send a bare CR or LF (SMTP smuggling)',
  source: 'the letters O, G and U of Srv_Features switch that protection off; found by trying',
  instead: 'the other letters of Srv_Features alone',
  holds: (value) => typeof value === 'string' && !(/^Srv_Features:/i.test(value) && /\s.*[OGU]/.test(value)),
};

/** Keys that are the same to sendmail: makemap folds them to lower case. */
export const sameKey = (key: string): string => key.toLowerCase();

const isComment = (line: string): boolean => /^\s*(#|$)/.test(line);

/** Lines as makemap(8) reads them: key, blanks, value. */
const readMap = (lines: readonly string[]): MapEntry[] =>
  lines
    .filter((line) => !isComment(line))
    .map((line) => {
      const [, key, value] = /^(\S*)\s*(.*)$/.exec(line) ?? ['', line, ''];
      return { key, value: value.trimEnd() };
    });

/** Lines as aliases(5) has them: name, colon, recipients; a line that begins with a blank continues the one before. */
const readAliases = (lines: readonly string[]): MapEntry[] =>
  lines
    .filter((line) => !isComment(line))
    .reduce<string[]>(
      (joined, line) =>
        /^\s/.test(line) ? [...joined.slice(0, -1), `${joined.at(-1) ?? ''} ${line.trim()}`] : [...joined, line],
      [],
    )
    .map((line) => {
      const [, key, value] = /^("[^"]*"|[^:]*?)\s*:\s*(.*)$/.exec(line) ?? ['', line, ''];
      return { key, value: value.trimEnd() };
    });

/**
 * A map of your own, or more entries for one of the package's. With the name of one of those (`access`, `mailertable`,
 * `aliases`, ...) its entries stand behind the package's own; with any other name it is a map that your lines of `.mc`
 * find at `/etc/mail/maps/NAME`, of the type `hash`. A key may stand in a map once.
 */
export class MapFile {
  /**
   * The entries of a file, which is read at synth: lines as `makemap` takes them (key, blanks, value), for `aliases` as
   * `newaliases` does (name, colon, recipients). Comments and empty lines are left out.
   *
   * @param name the map's name
   * @param path the file, as Node.js finds it
   */
  public static fromFile(name: string, path: string): MapFile {
    const lines = fs.readFileSync(path, 'utf8').split(/\r?\n/);
    return new MapFile(name, name === 'aliases' ? readAliases(lines) : readMap(lines));
  }

  /**
   * Entries that are written here.
   *
   * @param name the map's name
   * @param entries values by key
   */
  public static fromEntries(name: string, entries: { [key: string]: string }): MapFile {
    return new MapFile(
      name,
      Object.entries(entries).map(([key, value]) => ({ key, value })),
    );
  }

  private constructor(
    /** The map's name. */
    public readonly name: string,
    /** Its entries. */
    public readonly entries: MapEntry[],
  ) {}
}
