import { ONE_LINE, Rule } from '../rules';
import { AmavisOption } from './amavis-option';
import { inSmallLetters } from './small-letters';

/** What amavisd writes into headers. */
export interface HeaderOptions {
  /**
   * Name of the header field that says that a message was looked at (`$X_HEADER_TAG`).
   *
   * @default "X-Virus-Scanned"
   */
  readonly headerTag?: string;

  /**
   * What stands in it (`$X_HEADER_LINE`).
   *
   * @default "amavisd-new at" and the filter's name, without a version
   */
  readonly headerLine?: string;

  /**
   * Header fields of its own that amavisd adds beside those that it always adds, and with false those of them that it
   * does not (`%allowed_added_header_fields`): `X-Spam-Report`, `X-Amavis-Category`, `X-Spam-Level`, ...
   *
   * @default - amavisd's own choice
   */
  readonly addedHeaders?: { [field: string]: boolean };
}

export interface HeaderSettings extends HeaderOptions {
  readonly hostname: string;
}

/** The name of a header field (RFC 5322 section 2.2). */
export const FIELD_NAME: Rule = {
  rule: 'the name of a header field has letters, digits and hyphens',
  source: 'RFC 5322 section 2.2',
  instead: 'a name such as "X-Virus-Scanned"',
  holds: (value) => typeof value === 'string' && /^[A-Za-z][A-Za-z0-9-]*$/.test(value),
};

export const HEADERS: AmavisOption<HeaderSettings>[] = [
  {
    property: 'headerTag',
    rule: FIELD_NAME,
    variable: '$X_HEADER_TAG',
    source: 'amavisd.conf-default',
    byDefault: 'X-Virus-Scanned',
  },
  {
    property: 'headerLine',
    rule: ONE_LINE,
    variable: '$X_HEADER_LINE',
    source: 'no version',
    value: (s) => s.headerLine ?? `amavisd-new at ${s.hostname}`,
  },
  {
    property: 'addedHeaders',
    variable: '$allowed_added_header_fields',
    source: 'amavisd.conf-default',
    elements: (s) =>
      new Map(Object.entries(s.addedHeaders ?? {}).map(([field, added]) => [inSmallLetters(field), added])),
  },
  { variable: '$remove_existing_x_scanned_headers', source: 'a sender can write them too', byDefault: 1 },
  { variable: '$remove_existing_spam_headers', source: 'a sender can write them too', byDefault: 1 },
  {
    variable: '$allow_disclaimers',
    source: 'a gateway adds no text to what others have written and signed',
    byDefault: 0,
  },
];
