import { MapEntry } from '../maps';
import { fullIpv6, isIpv6 } from '../../ipv6';
import { call, feature, McEntry, McOption } from '../statement';
import { ClientCheckOptions, delayOf } from './client-checks';
import { ClientLimit } from './client-limit';
import { GreetPause } from './greet-pause';
import { ResourceControlOptions } from './resource-controls';
import { shareOfProcesses } from './session-memory';

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
   * @default - a quarter of `maxDaemonChildren`, further ones are ended with 421: otherwise one client that opens connections
   * and says nothing keeps out all others. The addresses of `engineGateways` have no limit, because they stand for many clients
   */
  readonly conncontrol?: ClientLimit;
}

type LimitSettings = ClientLimitsOptions & ClientCheckOptions & Pick<ResourceControlOptions, 'maxDaemonChildren'>;

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

const SHARED = 'ClientShare';
const REFUSAL = '$#error $@ 4.3.2 $: "421 Too many open connections."';

/** What `FEATURE(conncontrol)` does, but for the addresses that say nothing about who the client is. */
const shareRules = (settings: LimitSettings): string[] => [
  'R$*\t$: $&{client_addr}',
  'R$={EngineGateways}\t$@ OK',
  ...[LOOPBACK, 'IPv6:0:0:0:0:0:0:0:1', 'IPv6:::1'].map((own) => `R${own}\t$@ OK`),
  `R$*\t$: $(clientshare l $@ ${shareOfProcesses(settings)} $@ $&{client_connections} $)`,
  `RTRUE\t${REFUSAL}`,
];

const ifDefault = (settings: LimitSettings, lines: string[]): McEntry[] =>
  settings.conncontrol === undefined ? [{ lines }] : [];

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
  {
    property: 'conncontrol',
    source: 'op.me, arith maps',
    comment: 'Counts connections',
    section: 'localConfig',
    entries: (s) => ifDefault(s, ['Kclientshare arith']),
  },
  {
    property: 'conncontrol',
    source: `as cf/README, conncontrol, whose rules ask the access map alone; that does not know the engine's gateways`,
    comment: 'A share of the processes for each client',
    section: 'rulesets',
    ruleset: SHARED,
    entries: (s) => ifDefault(s, shareRules(s)),
  },
  {
    property: 'conncontrol',
    source: 'cf/README, delay_checks: check_relay is called at once, and has none of the checks that wait',
    comment: 'As soon as the client connects',
    section: 'rulesets',
    ruleset: 'check_relay',
    entries: (s) => (delayOf(s) ? ifDefault(s, ['R$#$*\t$@ $#$1', `R$*\t$: $>"${SHARED}" $1`]) : []),
  },
  {
    property: 'conncontrol',
    source: 'cf/README, Local_check_relay',
    comment: 'As soon as the client connects',
    section: 'rulesets',
    ruleset: 'Local_check_relay',
    entries: (s) =>
      delayOf(s)
        ? []
        : ifDefault(s, [`R$*\t$: $1 $| $>"${SHARED}" $1`, 'R$* $| $#$*\t$#$2', 'R$* $| $* $| $*\t$: $1 $| $2']),
  },
];
