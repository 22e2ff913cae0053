import { McOption } from '../statement';

/**
 * A local part that another server could read as an address of its own. sendmail itself refuses to relay by them, but
 * a relayed domain's own server may not.
 */
export const ROUTED_ADDRESSES: McOption<object>[] = [
  {
    source: 'RFC 5321 sections 3.6.1 and 4.1.2, appendix C: nobody routes by source routes, "%" and "!" any more',
    comment: 'A second "@" or a "%", "!", "|", "\\" before the last "@"',
    section: 'localConfig',
    entries: () => [{ lines: ['Krouted regex -m -a<ROUTED> [@%!|\\].*@'] }],
  },
  {
    source: 'RFC 5321 sections 3.6.1 and 4.1.2, appendix C: nobody routes by source routes, "%" and "!" any more',
    comment: 'No addresses within addresses',
    section: 'rulesets',
    ruleset: 'Local_check_rcpt',
    entries: () => [
      {
        lines: [
          'R$*\t$: $1 $| $(routed $1 $: DIRECT $)',
          'R$* $| $* <ROUTED>\t$#error $@ 5.7.1 $: "550 Relaying denied: an address within an address"',
          'R$* $| $*\t$: $1',
        ],
      },
    ],
  },
];
