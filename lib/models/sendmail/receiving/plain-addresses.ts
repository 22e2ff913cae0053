import { McOption } from '../statement';

/** In rule sets an address still has its eighth bits; in the queue it would have lost them, and be another address. */
const refusing = (command: string): McOption<object> => ({
  source: 'this sendmail has no SMTPUTF8 (RFC 6531) and cuts the eighth bit off: the address would be another one',
  comment: 'No 8-bit addresses',
  section: 'rulesets',
  ruleset: `Local_check_${command}`,
  entries: () => [
    {
      lines: [
        'R$*\t$: $1 $| $(eightbit $1 $: 7BIT $)',
        'R$* $| $* <8BIT>\t$#error $@ 5.6.7 $: "553 Addresses have ASCII characters only"',
        'R$* $| $*\t$: $1',
      ],
    },
  ],
});

export const PLAIN_ADDRESSES: McOption<object>[] = [
  {
    source: 'op.me, regex maps: -a puts a tag behind what was found',
    comment: 'Whatever is not printable ASCII',
    section: 'localConfig',
    entries: () => [{ lines: ['Keightbit regex -m -a<8BIT> [^ -~]'] }],
  },
  ...['mail', 'rcpt'].map(refusing),
];
