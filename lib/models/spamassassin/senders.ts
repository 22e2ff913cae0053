import { Rule } from '../rules';
import { SpamAssassinOption } from './spamassassin-option';

/** Senders whose mail is known beforehand. */
export interface SenderListOptions {
  /**
   * Senders whose mail is welcome where SPF or DKIM show that it is theirs (`welcomelist_auth`): addresses in which "*"
   * stands for any text. It needs `networkTests`.
   *
   * @default - none
   */
  readonly welcomelist?: string[];

  /**
   * Senders whose mail is spam (`blocklist_from`): addresses in which "*" stands for any text.
   *
   * @default - none
   */
  readonly blocklist?: string[];
}

const SENDER_PATTERN: Rule = {
  rule: 'a sender is an address; "*" stands for any text and "?" for any character',
  source: 'Mail::SpamAssassin::Conf, welcomelist_from: blanks end an address, and "#" begins a comment',
  instead: 'a pattern such as "jim@example.com" or "*@example.com"',
  holds: (value) =>
    typeof value === 'string' && /^[\w.+='&~^*?-]+@[A-Za-z0-9*?]([A-Za-z0-9.*?-]*[A-Za-z0-9*?])?$/.test(value),
};

export const SENDER_LISTS: SpamAssassinOption<SenderListOptions>[] = [
  {
    property: 'welcomelist',
    rule: SENDER_PATTERN,
    setting: 'welcomelist_auth',
    source: 'a name alone is forged easily',
    additive: true,
  },
  {
    property: 'blocklist',
    rule: SENDER_PATTERN,
    setting: 'blocklist_from',
    source: 'unwanted, whoever it is',
    additive: true,
  },
];
