import { AmavisOption } from './amavis-option';

/** What can be wrong with a header: amavisd's `%allowed_header_tests`. */
export enum HeaderTest {
  /** Parts whose MIME structure is broken. */
  MIME = 'mime',
  /** Characters beyond ASCII that are not encoded. */
  EIGHT_BIT = '8bit',
  /** Control characters. */
  CONTROL = 'control',
  /** Lines of blanks alone. */
  EMPTY = 'empty',
  /** Lines of more than 998 characters. */
  LONG = 'long',
  /** Fields that are no fields. */
  SYNTAX = 'syntax',
  /** Fields that have to be there and are not. */
  MISSING = 'missing',
  /** Fields that are there twice. */
  MULTIPLE = 'multiple',
  /** Whatever else amavisd finds. */
  OTHER = 'other',
}

/** Which mistakes in a header make a bad header. */
export interface HeaderTestOptions {
  /**
   * What makes a bad header, with which `badHeaderDestiny` is done (`%allowed_header_tests`).
   *
   * @default - all of them
   */
  readonly headerTests?: HeaderTest[];
}

export const HEADER_TESTS: AmavisOption<HeaderTestOptions>[] = [
  {
    property: 'headerTests',
    variable: '$allowed_header_tests',
    source: 'amavisd.conf-default: all but 8-bit characters in mail that announces them',
    elements: (s) =>
      new Map(
        Object.values(HeaderTest).map((test) => [test, s.headerTests === undefined || s.headerTests.includes(test)]),
      ),
  },
];
