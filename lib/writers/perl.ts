import { PerlCall, PerlPattern, PerlValue, PerlWord } from '../models/amavis/perl-value';

/** A Perl string that means exactly this text: in single quotes only the quote and the backslash are special. */
export const quotePerl = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

/**
 * A Perl pattern that is exactly this one, without regard to capital and small letters. Between single quotes Perl puts
 * no variables in; a quote in it, with or without a backslash before it, is written by its number.
 */
const quotePattern = (pattern: string): string => {
  const quoted = pattern.replace(/\\?[^]/g, (part) => (part.endsWith("'") ? '\\x27' : part));
  return `qr'${quoted}'i`;
};

const isList = (value: PerlValue): value is readonly PerlValue[] => Array.isArray(value);

const listOf = (values: readonly PerlValue[]): string => values.map(writePerlValue).join(', ');

/** A Perl expression for a value within another one or on its own: an array or a hash is a reference to it. */
export const writePerlValue = (value: PerlValue): string => {
  if (value === undefined) {
    return 'undef';
  }
  if (value instanceof PerlWord) {
    return value.expression;
  }
  if (value instanceof PerlPattern) {
    return quotePattern(value.pattern);
  }
  if (value instanceof PerlCall) {
    return `${value.name}(${listOf(value.args)})`;
  }
  if (isList(value)) {
    return `[${listOf(value)}]`;
  }
  if (value instanceof Map) {
    const entries = value as ReadonlyMap<string, PerlValue>;
    return `{${[...entries].map(([key, element]) => `${quotePerl(key)} => ${writePerlValue(element)}`).join(', ')}}`;
  }
  return typeof value === 'string' ? quotePerl(value) : String(Number(value));
};

/** A Perl statement that gives a variable its value; what an array variable gets is a list. */
export const writePerlAssignment = (variable: string, value: PerlValue): string =>
  `${variable} = ${variable.startsWith('@') && isList(value) ? `(${listOf(value)})` : writePerlValue(value)};`;
