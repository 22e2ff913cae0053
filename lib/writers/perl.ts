import { PerlValue, PerlWord } from '../models/amavis/amavis-options';

/** A Perl string that means exactly this text: in single quotes only the quote and the backslash are special. */
export const quotePerl = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** A Perl expression for a value. */
export const writePerlValue = (value: PerlValue): string => {
  if (value === undefined) {
    return 'undef';
  }
  if (value instanceof PerlWord) {
    return value.expression;
  }
  if (typeof value === 'object') {
    return `(${value.map(writePerlValue).join(', ')})`;
  }
  return typeof value === 'number' ? String(value) : quotePerl(value);
};
