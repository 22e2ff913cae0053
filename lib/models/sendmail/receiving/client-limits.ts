import { MapEntry } from '../maps';
import { fullIpv6, isIpv6 } from '../../ipv6';
import { call, feature, McEntry, McOption } from '../statement';
import { ClientCheckOptions, delayOf } from './client-checks';
import { ClientLimit } from './client-limit';
import { GreetPause } from './greet-pause';

/** How much a client may ask for (cf/README, ANTI-SPAM CONFIGURATION CONTROL). The container itself has no limits. */
export interface ClientLimitsOptions {
  /**
   * A pause before the greeting, and 554 for the client that speaks in it (`FEATURE(greet_pause)`). Ports that want
   * authentication first have none.
   *
   * @default - none: it would make every client wait; a client that sends several commands before it was greeted is
   * refused in any case
   */
  readonly greetPause?: GreetPause;

  /**
   * Most connections of a client in a minute (`FEATURE(ratecontrol)`, `ClientRate:` in the access map).
   *
   * @default - no limit: clients that come through the engine's own gateway share one address
   */
  readonly ratecontrol?: ClientLimit;

  /**
   * Most connections of a client at a time (`FEATURE(conncontrol)`, `ClientConn:` in the access map).
   *
   * @default - no limit: clients that come through the engine's own gateway share one address
   */
  readonly conncontrol?: ClientLimit;
}

type LimitSettings = ClientLimitsOptions & ClientCheckOptions;

/** The container's own health check comes from here. */
const LOOPBACK = '127.0.0.1';

/** A client as the access map's keys have it. */
const keyOf = (client: string): string => (isIpv6(client) ? `IPv6:${fullIpv6(client)}` : client);

const entries = (tag: string, values: { readonly [client: string]: number }): MapEntry[] =>
  Object.entries({ [LOOPBACK]: 0, ...values }).map(([client, value]) => ({
    key: `${tag}:${keyOf(client)}`,
    value: String(value),
  }));

const limitEntries = (tag: string, limit?: ClientLimit): MapEntry[] =>
  limit === undefined ? [] : entries(tag, { '': limit.perClient, ...limit.options.exceptions });

/** The limits' entries of the access map. */
export const clientLimitAccess = ({ greetPause, ratecontrol, conncontrol }: ClientLimitsOptions): MapEntry[] => [
  ...(greetPause === undefined
    ? []
    : entries(
        'GreetPause',
        Object.fromEntries(
          Object.entries(greetPause.options.exceptions ?? {}).map(([client, pause]) => [
            client,
            pause.toMilliseconds(),
          ]),
        ),
      )),
  ...limitEntries('ClientRate', ratecontrol),
  ...limitEntries('ClientConn', conncontrol),
];

const limitFeature = (name: string, limit: ClientLimit | undefined, settings: LimitSettings): McEntry[] => {
  if (limit === undefined) {
    return [];
  }
  const { immediate = true, terminate = false } = limit.options;
  return [call('FEATURE', name, immediate && delayOf(settings) ? 'nodelay' : '', ...(terminate ? ['terminate'] : []))];
};

/** Behind `access_db` and `delay_checks`, which they ask for. */
export const CLIENT_LIMITS: McOption<LimitSettings>[] = [
  {
    property: 'greetPause',
    source: 'cf/README, greet_pause',
    comment: 'Milliseconds',
    entries: ({ greetPause }) =>
      greetPause === undefined ? [] : [feature('greet_pause', String(greetPause.pause.toMilliseconds()))],
  },
  {
    property: 'greetPause',
    source: 'cf/README, greet_pause; a daemon with the flag "a" is for those who log in',
    comment: 'No pause where clients authenticate first',
    section: 'rulesets',
    ruleset: 'Local_greet_pause',
    entries: ({ greetPause }) =>
      greetPause === undefined
        ? []
        : [{ lines: ['R$*\t$: $1 $| $&{daemon_flags}', 'R$* $| $* a $*\t$# 0', 'R$* $| $*\t$: $1'] }],
  },
  {
    property: 'ratecontrol',
    source: 'cf/README, ratecontrol',
    comment: 'ClientRate: in the access map',
    entries: (s) => limitFeature('ratecontrol', s.ratecontrol, s),
  },
  {
    property: 'conncontrol',
    source: 'cf/README, conncontrol',
    comment: 'ClientConn: in the access map',
    entries: (s) => limitFeature('conncontrol', s.conncontrol, s),
  },
];
