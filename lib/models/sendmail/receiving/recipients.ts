import { McOption } from '../statement';

export const RECIPIENTS: McOption<object>[] = [
  {
    source:
      'RFC 5321 section 4.1.1.3; the access map knows recipients with a domain only, the others would bounce later',
    comment: 'Without a domain there is only postmaster',
    section: 'rulesets',
    ruleset: 'Local_check_rcpt',
    entries: () => [
      {
        lines: [
          'R$*\t$: $>CanonAddr $1',
          'R$* < @ $* > $*\t$@ OK',
          'Rpostmaster\t$@ OK',
          'R$+\t$#error $@ 5.1.1 $: "550 5.1.1 No such user here"',
        ],
      },
    ],
  },
];
