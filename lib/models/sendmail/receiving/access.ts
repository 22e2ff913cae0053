import { MailDomain } from '../../mail-domain';
import { DOMAIN, HOST, RECIPIENT_NAME, Rule } from '../../rules';
import { AccessAction } from '../access-action';
import { AccessEntry } from '../access-entry';
import { addressKeys } from '../address-range';
import { MapEntry } from '../maps';
import { feature, McOption } from '../statement';

/** Who may send what to whom (README, thishost-rx.mc: "access controls, relayable domains"). */
export interface AccessOptions {
  /**
   * Clients, senders and recipients that are treated in a way of their own (the tags `Connect:`, `From:` and `To:` of
   * the access map; `FEATURE(access_db)`). Nobody relays by it: for that there is `relayHosts`.
   *
   * @default - none
   */
  readonly access?: AccessEntry[];

  /**
   * Clients that may send mail to every domain without authentication (`Connect:` with `RELAY` in the access map):
   * addresses, or networks such as `192.0.2.0/24` or `2001:db8::/32`. Users from elsewhere authenticate on port 587.
   *
   * @default - none
   */
  readonly relayHosts?: string[];
}

export interface AccessSettings extends AccessOptions {
  readonly domains: readonly MailDomain[];
}

const CF_README = 'cf/README, ANTI-SPAM CONFIGURATION CONTROL';

const NETWORK =
  'a network begins with its first address, has a prefix of 8 bits or more, and becomes 256 entries or fewer';

const isAddressLike = (value: unknown): value is string => typeof value === 'string' && /^[\d.]+$/.test(value);

const CLIENT: Rule = {
  rule: `a client is a name, a domain, an address or a network; ${NETWORK}`,
  source: `${CF_README}: the access map knows whole numbers of an address only`,
  instead: '"client.example.net", "example.net", "192.0.2.1", "192.0.2.0/24" or "2001:db8::/32"',
  holds: (value) =>
    typeof value === 'string' && (addressKeys(value) !== undefined || (HOST.holds(value) && !isAddressLike(value))),
};

const isAddress = (value: string): boolean => {
  const [, local, domain] = /^(.*)@([^@]*)$/.exec(value) ?? [];
  return RECIPIENT_NAME.holds(local) && DOMAIN.holds(domain);
};

const isDomain = (value: string): boolean => HOST.holds(value) && !isAddressLike(value);

const TO: Rule = {
  rule: 'a recipient is an address or a domain',
  source: CF_README,
  instead: '"user@example.com" or "example.com"',
  holds: (value) => typeof value === 'string' && (isAddress(value) || isDomain(value)),
};

const FROM: Rule = {
  rule: 'a sender is an address, a domain, or "user@" for every domain',
  source: CF_README,
  instead: '"user@example.com", "example.com" or "user@"',
  holds: (value) =>
    TO.holds(value) || (typeof value === 'string' && value.endsWith('@') && RECIPIENT_NAME.holds(value.slice(0, -1))),
};

/** What the pattern of an entry has to be, by its tag. */
export const ACCESS_PATTERNS: { [tag: string]: Rule } = { Connect: CLIENT, From: FROM, To: TO };

/** What the action of an entry has to be. */
export const ACCESS_ACTION: Rule = {
  rule:
    'a reply is 4xx or 5xx, its status is of the same class, and its text is printable ASCII on one line ' +
    'without any of " \\ %',
  source: 'RFC 5321 section 4.2, RFC 3463; sendmail takes % for the beginning of a format',
  instead: 'an action such as AccessAction.error(550, "5.7.1", "We do not take mail from you")',
  holds: (value) => {
    if (!(value instanceof AccessAction)) {
      return false;
    }
    const { keyword, reply, status = '', text } = value;
    const isText = text === undefined || /^[ !#$&-[\]-~]{1,200}$/.test(text);
    return (
      isText &&
      (keyword !== 'ERROR' ||
        (/^([45])\d\d ([45])(\.\d{1,3}){2}$/.test(`${reply} ${status}`) && status.startsWith(String(reply).charAt(0))))
    );
  },
};

const RELAY_HOST: Rule = {
  rule: `a host that may relay is an address or a network; ${NETWORK}`,
  source: 'whoever may relay sends anything to anybody in your name: open to everybody, the gateway is an open relay',
  instead: 'addresses of your own such as "192.0.2.10" or "192.0.2.0/24"; all others authenticate on port 587',
  holds: (value) => typeof value === 'string' && addressKeys(value) !== undefined,
};

/** The keys of a pattern: of a network as many as sendmail needs for it. */
const keysOf = (tag: string, pattern: string): string[] =>
  ((tag === 'Connect' ? addressKeys(pattern) : undefined) ?? [pattern]).map((key) => `${tag}:${key}`);

/** The gateway's own domains, hosts that may relay, and the administrator's entries. */
export const accessControl = ({ domains, access = [], relayHosts = [] }: AccessSettings): MapEntry[] => [
  ...domains.map(({ name }) => ({ key: `To:${name}`, value: 'RELAY' })),
  ...relayHosts.flatMap((host) => keysOf('Connect', host).map((key) => ({ key, value: 'RELAY' }))),
  ...access.flatMap(({ tag, pattern, action }) => keysOf(tag, pattern).map((key) => ({ key, value: String(action) }))),
];

export const ACCESS: McOption<AccessSettings>[] = [
  {
    property: 'domains',
    source: 'README, thishost-rx.mc, "relayable domains"; cf/README, relay_hosts_only',
    comment: 'To:example.com RELAY is for it, not for domains below it',
    entries: () => [feature('relay_hosts_only')],
  },
  { property: 'access', source: `README, thishost-rx.mc, "access controls"; ${CF_README}` },
  { property: 'relayHosts', rule: RELAY_HOST, source: `README, thishost-rx.mc, "access controls"; ${CF_README}` },
];
