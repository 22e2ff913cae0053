import { Rule } from '../rules';
import { AmavisOption } from './amavis-option';

/**
 * What is put behind the local part of a recipient of the gateway's domains, so that a mailbox can sort by it:
 * `user+spam@example.com`.
 */
export interface AddressExtensionOptions {
  /**
   * What stands before the extension (`$recipient_delimiter`).
   *
   * @default "+"
   */
  readonly recipientDelimiter?: string;

  /**
   * For spam from `spamTag2Level` on that is delivered (`@addr_extension_spam_maps`).
   *
   * @default - none
   */
  readonly spamExtension?: string;

  /**
   * For a message with a virus that is delivered (`@addr_extension_virus_maps`).
   *
   * @default - none
   */
  readonly virusExtension?: string;

  /**
   * For a message with a forbidden kind of file that is delivered (`@addr_extension_banned_maps`).
   *
   * @default - none
   */
  readonly bannedExtension?: string;

  /**
   * For a message with a bad header that is delivered (`@addr_extension_bad_header_maps`).
   *
   * @default - none
   */
  readonly badHeaderExtension?: string;
}

export const EXTENSION: Rule = {
  rule: 'an extension has letters, digits, "-" and "_"',
  source: 'it becomes part of an address; amavisd.conf-sample, $recipient_delimiter',
  instead: 'a word such as "spam"',
  holds: (value) => typeof value === 'string' && /^[A-Za-z0-9_-]{1,32}$/.test(value),
};

const DELIMITER: Rule = {
  rule: 'an extension is marked by one "+", "-", "=" or "_"',
  source: 'amavisd.conf-sample, $recipient_delimiter',
  instead: '"+"',
  holds: (value) => typeof value === 'string' && /^[+=_-]$/.test(value),
};

/** The properties of an extension, each with amavisd's table by recipient. */
export const EXTENSION_MAPS = {
  spamExtension: '@addr_extension_spam_maps',
  virusExtension: '@addr_extension_virus_maps',
  bannedExtension: '@addr_extension_banned_maps',
  badHeaderExtension: '@addr_extension_bad_header_maps',
} as const;

export const ADDRESS_EXTENSIONS: AmavisOption<AddressExtensionOptions>[] = [
  {
    property: 'recipientDelimiter',
    rule: DELIMITER,
    variable: '$recipient_delimiter',
    source: 'what comes behind it is no part of the mailbox',
    byDefault: '+',
  },
];
