import { MapEntry } from '../models/sendmail/maps';

/** Writes the source of a sendmail map, as `makemap` reads it: key, tab, value. */
export const writeMap = (entries: readonly MapEntry[]): string =>
  entries.map(({ key, value }) => `${key}\t${value}\n`).join('');

/** Writes aliases, as an administrator knows them: name, colon, recipients. */
export const writeAliases = (entries: readonly MapEntry[]): string =>
  entries.map(({ key, value }) => `${key}:\t${value}\n`).join('');

/** Writes a list of names: a name a line. */
export const writeNames = (names: readonly string[]): string => names.map((name) => `${name}\n`).join('');
