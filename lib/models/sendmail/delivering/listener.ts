import { call, feature, McOption } from '../statement';

export interface TxListenerSettings {
  /** The port that the filter returns mail to. */
  readonly port: number;
  /** Addresses of the filters: the only peers that it listens to. */
  readonly filterAddresses: readonly string[];
}

const WHY = 'a peer that is not the filter is told to come back, so that a wrong list makes mail wait, not bounce';

export const TX_LISTENER: McOption<TxListenerSettings>[] = [
  {
    source: 'README, thishost-tx.mc',
    comment: 'No need for another msa, MTA-RX already has one',
    entries: () => [feature('no_default_msa')],
  },
  {
    property: 'port',
    source: 'README, thishost-tx.mc; the loopback interface is a network of its own here',
    comment: 'For the filter alone',
    entries: (s) => [call('DAEMON_OPTIONS', `Addr=0.0.0.0, Port=${s.port}, Name=MTA-TX`)],
  },
  {
    source: 'MTA-RX has asked DNS for the sender; mail that was accepted must not be refused here, or it bounces',
    comment: 'The filter has no senders of its own',
    entries: () => [feature('accept_unresolvable_domains'), feature('accept_unqualified_senders')],
  },
  {
    source:
      'cf/README, RELAY_DOMAIN; with an entry missing in the access map the filter would get a 550, and accepted mail bounce',
    comment: 'The filter may send anything anywhere',
    entries: (s) => ['127.0.0.1', ...s.filterAddresses].map((address) => call('RELAY_DOMAIN', address)),
  },
  {
    source: WHY,
    comment: 'Only the filter may speak',
    section: 'rulesets',
    ruleset: 'Local_check_relay',
    entries: () => [
      {
        lines: [
          'R$* $| $=R\t$@ OK',
          'R$* $| $*\t$#error $@ 4.7.1 $: "450 4.7.1 Only the filter may hand mail to this port"',
        ],
      },
    ],
  },
];
