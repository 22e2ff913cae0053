import { Duration } from '../duration';
import { WHOLE_SECONDS } from '../rules';
import { SpamAssassinOption } from './spamassassin-option';

/** What SpamAssassin asks others about a message. The resolver is the filter's only way out, so these are questions to DNS. */
export interface NetworkTestOptions {
  /**
   * Whether DNS is asked about a message: SPF and DKIM of its sender, and the lists (`dns_available`, `skip_rbl_checks`;
   * amavisd's `$sa_local_tests_only`). It needs a resolver that reaches the outside; many lists do not answer the big
   * public resolvers. Tests that need more than DNS (Razor, Pyzor, DCC) are never made.
   *
   * @default false
   */
  readonly networkTests?: boolean;

  /**
   * Whether lists in DNS are asked about addresses and links (`skip_rbl_checks`, `skip_uribl_checks`). Without them, SPF
   * and DKIM remain.
   *
   * @default - as `networkTests`
   */
  readonly dnsLists?: boolean;

  /**
   * How long a scan waits for answers of DNS, in whole seconds (`rbl_timeout`). The more of them have come, the shorter it
   * waits for the rest: at last a quarter of it.
   *
   * @default 8 seconds
   */
  readonly dnsTimeout?: Duration;
}

const TIMEOUT = Duration.seconds(8);

const timeoutOf = ({ dnsTimeout = TIMEOUT }: NetworkTestOptions): string =>
  `${dnsTimeout.toSeconds()} ${Math.max(1, Math.floor(dnsTimeout.toSeconds() / 4))}`;

const asksLists = (s: NetworkTestOptions): boolean => s.dnsLists ?? s.networkTests ?? false;

/** A test that wants a connection of its own to the outside. */
const never = (setting: string, plugin: string): SpamAssassinOption<NetworkTestOptions> => ({
  setting,
  plugin: `Mail::SpamAssassin::Plugin::${plugin}`,
  source: 'the filter reaches nothing but the resolver',
  byDefault: false,
});

export const NETWORK_TESTS: SpamAssassinOption<NetworkTestOptions>[] = [
  {
    property: 'networkTests',
    setting: 'dns_available',
    source: 'it is said, not tried out: a trial asks for names of others at each start',
    value: (s) => (s.networkTests ? 'yes' : 'no'),
  },
  {
    property: 'dnsLists',
    setting: 'skip_rbl_checks',
    source: 'what cannot be answered is not asked',
    value: (s) => !asksLists(s),
  },
  {
    property: 'dnsLists',
    setting: 'skip_uribl_checks',
    plugin: 'Mail::SpamAssassin::Plugin::URIDNSBL',
    source: 'what cannot be answered is not asked',
    value: (s) => !asksLists(s),
  },
  {
    property: 'dnsTimeout',
    rule: WHOLE_SECONDS,
    setting: 'rbl_timeout',
    source: "of SpamAssassin's 15 seconds a runner of MTA-RX would wait each",
    value: (s) => (s.networkTests ? timeoutOf(s) : undefined),
  },
  never('use_razor2', 'Razor2'),
  never('use_pyzor', 'Pyzor'),
  never('use_dcc', 'DCC'),
];
