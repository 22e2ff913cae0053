/*
 * m4's quotes are ` and '. A macro's argument loses one pair when it is collected, and a define'd value is read once
 * more when sendmail's own macros put it into the .cf file: a word like "dnl" in it would still act. So free text gets
 * a second pair, and what no pair of quotes can hold, the quotes themselves, is put in by two macros.
 */

/** What stands in a quoted text instead of a character that would not come through. */
const SUBSTITUTES: Record<string, string> = {
  '`': "'_BACKQUOTE_`",
  "'": "'_APOSTROPHE_`",
  // "$1", "$*" and so on would be the macro's own arguments; a pair of quotes after the "$" stops that.
  $: "$'`",
};

/** An argument of a macro: a value that the package made or checked. */
export const quoteArgument = (value: string): string => `\`${value}'`;

/** Free text as the value of a `define`: reaches the .cf file unchanged, whatever it says. */
export const quoteText = (text: string): string =>
  quoteArgument(quoteArgument(text.replace(/[`']|\$(?=[0-9*@#{])/g, (mark) => SUBSTITUTES[mark])));

/** Whether a text needs the two macros. */
export const hasQuotes = (text: string): boolean => /[`']/.test(text);

/** Defines the two macros; to be read before the first quoted text. */
export const QUOTE_MACROS = [
  'changequote([,])dnl',
  "define([_BACKQUOTE_], [changequote([,])`changequote(`,')])dnl",
  "define([_APOSTROPHE_], ['])dnl",
  "changequote(`,')dnl",
];
