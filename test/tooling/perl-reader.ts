import * as fs from 'fs';
import * as path from 'path';
import { runOrThrow } from './program';

/** A value as perl has it: text, numbers too; undef is null, a hash is an object. */
export type PerlData = string | null | PerlData[] | { [key: string]: PerlData };

const WORDS = fs.readFileSync(path.join(__dirname, 'amavisd-words.pl'), 'utf8');

const text = (hex: string): string => Buffer.from(hex, 'hex').toString('utf8');

const decoded = (value: PerlData): PerlData => {
  if (value === null || typeof value === 'string') {
    return value === null ? null : text(value);
  }
  return Array.isArray(value)
    ? value.map(decoded)
    : Object.fromEntries(Object.entries(value).map(([key, one]) => [text(key), decoded(one)]));
};

/** What the real perl reads in each of these expressions, behind statements such as a file of settings. */
export const readByPerl = (expressions: readonly string[], statements = ''): PerlData[] => {
  const script = [WORDS, statements, ...expressions.map((one) => `print printed(scalar(${one})), "\\n";`)].join('\n');
  const lines = runOrThrow('perl', ['-'], { input: script }).split('\n');
  return lines.slice(0, expressions.length).map((line) => decoded(JSON.parse(line) as PerlData));
};

/** amavisd's settings as the real perl reads them, by variable: `$x`, `@x`, `%x`. */
export const readSettings = (conf: string): ReadonlyMap<string, PerlData> => {
  const names = [
    ...new Set(
      [...conf.matchAll(/^([$@])(?!ENV\b)(\w+)(\{.*)? = /gm)].map(
        ([, sigil, name, element]) => `${element ? '%' : sigil}${name}`,
      ),
    ),
  ];
  const references = names.map((name) => `\\${name}`);
  const values = readByPerl(
    references,
    `use vars qw(@decoders ${names.join(' ')});\n@decoders = ([['mail', 'zip'], 1], ['tar', 2]);\n${conf}`,
  );
  return new Map(names.map((name, index) => [name, values[index]]));
};
