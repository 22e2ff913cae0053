import { McOption } from '../statement';

/**
 * What is nothing but signs of routes ("<<>>", "<%>") passes check_rcpt, and fails only when it is looked up. Then it is among the
 * recipients already: where such a session breaks a rule of SMTP after that, sendmail sends its postmaster the whole dialogue.
 */
export const EMPTY_RECIPIENTS: McOption<object>[] = [
  {
    source: 'found by a fuzz run; RFC 5321 section 4.1.2: a local part has at least one character',
    comment: 'Nobody is no recipient',
    section: 'rulesets',
    ruleset: 'Local_check_rcpt',
    entries: () => [
      {
        lines: [
          'R$*\t$: $1 $| $>canonify $1',
          'R$* $| <@>\t$#error $@ 5.1.3 $: "553 User address required"',
          'R$* $| $*\t$: $1',
        ],
      },
    ],
  },
];
