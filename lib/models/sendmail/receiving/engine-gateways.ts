import { fullIpv6, isIpv6, shortIpv6 } from '../../ipv6';
import { IP_ADDRESS } from '../../rules';
import { McOption } from '../statement';

/** Addresses that say nothing about who the client is (what a published port makes of a client's address). */
export interface EngineGatewayOptions {
  /**
   * More addresses that stand for clients of every kind, such as a gateway that is not the first address of its network,
   * or a device that translates addresses. What comes from there may send mail to the gateway's own domains; it never
   * relays because of its address, whatever the access map says (class `{EngineGateways}`).
   *
   * The gateways of the networks that the container is on are found when sendmail starts, or gets SIGHUP, and need not be listed.
   *
   * @default - only those that are found
   */
  readonly engineGateways?: string[];
}

/** The gateways of the networks that the container is on: `run-sendmail` writes it; it is not there where that has not run. */
const FOUND = '/run/sendmail/engine-gateways';

/** Both ways in which sendmail may write an IPv6 address (`UseCompressedIPv6Addresses`). */
const asSendmail = (address: string): string[] =>
  isIpv6(address) ? [fullIpv6(address), shortIpv6(address)].map((text) => `IPv6:${text}`) : [address];

export const ENGINE_GATEWAYS: McOption<EngineGatewayOptions>[] = [
  {
    source: 'the engine hands on clients of the host, and of IPv6 on an IPv4 network, under its own address',
    comment: 'Addresses that say nothing about the client',
    section: 'localConfig',
    entries: () => [{ lines: [`F{EngineGateways}-o ${FOUND}`] }],
  },
  {
    property: 'engineGateways',
    rule: IP_ADDRESS,
    source: 'the administrator knows of more of them',
    comment: 'More addresses that say nothing about the client',
    section: 'localConfig',
    entries: ({ engineGateways = [] }) =>
      engineGateways.length === 0
        ? []
        : [{ lines: [`C{EngineGateways}${engineGateways.flatMap(asSendmail).join(' ')}`] }],
  },
  {
    source: 'cf/README, ANTI-SPAM CONFIGURATION CONTROL: Rcpt_ok without Relay_ok, which asks for the address',
    comment: 'Nobody relays because of the address that the engine gave them',
    section: 'rulesets',
    ruleset: 'Local_check_rcpt',
    entries: () => [
      {
        lines: [
          'R$*\t$: <> $&{client_addr} $| $1',
          'R<> $={EngineGateways} $| $*\t$: <@> $2 $| $>"Rcpt_ok" $2',
          'R<@> $* $| $#TEMP $+\t$#error $2',
          'R<@> $* $| $#$*\t$: <> $| $1',
          'R<@> $* $| RELAY\t$: <> $| $1',
          'R<@> $*\t$#error $@ 5.7.1 $: "550 5.7.1 Relaying denied"',
          'R<> $* $| $*\t$: $2',
        ],
      },
    ],
  },
];
