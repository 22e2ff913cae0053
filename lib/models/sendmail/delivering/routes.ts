import { MailDomain } from '../../mail-domain';
import { SmtpEndpoint, SmtpProtocol } from '../../smtp-endpoint';
import { MAPS } from '../map-files';
import { define, feature, McEntry, McOption } from '../statement';

/** Options of a route. */
export interface RouteOptions {
  /**
   * Most messages in one connection to its server (`m=` of a mailer of its own).
   *
   * @default - `messagesPerConnection`
   */
  readonly messagesPerConnection?: number;
}

/** Where the mail of one domain goes: an entry of the mailertable. */
export class Route {
  /**
   * To a certain server, whatever the domain's MX records say.
   *
   * @param domain such as `partner.example`, or `.partner.example` for all its subdomains
   * @param server where the mail goes
   */
  public static to(domain: string, server: SmtpEndpoint, options?: RouteOptions): Route {
    return new Route(domain, server, options);
  }

  /**
   * To the hosts that the domain's MX records name, also where all other mail goes to a smart host.
   *
   * @param domain such as `partner.example`, or `.partner.example` for all its subdomains
   */
  public static viaMx(domain: string, options?: RouteOptions): Route {
    return new Route(domain, undefined, options);
  }

  private constructor(
    /** The domain. */
    public readonly domain: string,
    /** The server; undefined where the MX records say it. */
    public readonly server?: SmtpEndpoint,
    /** More about it. */
    public readonly options: RouteOptions = {},
  ) {}
}

/** Where MTA-TX brings mail. */
export interface RoutingOptions {
  /**
   * Where mail of certain foreign domains goes (`FEATURE(mailertable)`). The gateway's own domains say it themselves
   * (`MailDomain`). A change of either restarts nothing, but for the first server with a port other than 25, 587 and 2525
   * (LMTP: 24), and the first route with a number of `messagesPerConnection`: each is a mailer more, and sendmail reads
   * those only when it starts. A route bounds the messages in a connection, not the connections at a time: sendmail counts none per
   * destination. Runs of the queue are bounded by `queueGroups`, and all mail is by `deliveryMode` QUEUE_ONLY with them.
   *
   * @default - none
   */
  readonly routes?: Route[];

  /**
   * The server that all mail goes to that has no other route (`SMART_HOST`). Name and password for it: `authinfo`.
   *
   * @default - each domain's MX hosts
   */
  readonly smartHost?: SmtpEndpoint;
}

export interface RoutingSettings extends RoutingOptions, RouteOptions {
  readonly domains: readonly MailDomain[];
}

/** The mailer that reaches an endpoint: sendmail's own `esmtp`, or one for its port, protocol and limit. */
export const mailerFor = (server?: SmtpEndpoint, { messagesPerConnection }: RouteOptions = {}): string => {
  const { protocol, port } = server ?? { protocol: SmtpProtocol.SMTP, port: 25 };
  const limit = messagesPerConnection === undefined ? '' : `m${messagesPerConnection}`;
  return protocol === SmtpProtocol.SMTP && port === 25 && limit === '' ? 'esmtp' : `${protocol}${port}${limit}`;
};

/** A server as the second half of a mailertable entry or SMART_HOST; the brackets keep it from being asked for MX. */
export const hopTo = (server: SmtpEndpoint, options?: RouteOptions): string =>
  `${mailerFor(server, options)}:[${server.host}]`;

const definitionOf = (name: string, server?: SmtpEndpoint, { messagesPerConnection }: RouteOptions = {}): McEntry => ({
  lines: [
    `M${name}, P=[IPC], F=mDFMuXa${server?.protocol === SmtpProtocol.LMTP ? 'z' : ''}, S=EnvFromSMTP/HdrFromSMTP,`,
    `\tR=EnvToSMTP, E=\\r\\n, L=990,${messagesPerConnection === undefined ? '' : ` m=${messagesPerConnection},`} ` +
      `T=DNS/RFC822/SMTP, A=TCP $h ${server?.port ?? 25}`,
  ],
});

/** Servers that are reached without another configuration: a route or a domain that needs no other is an entry of a map. */
const USUAL: readonly SmtpEndpoint[] = [
  SmtpEndpoint.smtp('', 587),
  SmtpEndpoint.smtp('', 2525),
  SmtpEndpoint.lmtp('', 24),
];

/** The usual ones, and those beyond them in the order of the alphabet: the order of the routes changes nothing. */
const ownMailers = ({ domains, routes = [], smartHost, messagesPerConnection }: RoutingSettings): McEntry[] => {
  const hops: { server?: SmtpEndpoint; options: RouteOptions }[] = [
    ...domains.flatMap(({ server }) => (server ? [{ server, options: {} }] : [])),
    ...routes,
    ...(smartHost ? [{ server: smartHost, options: {} }] : []),
  ];
  const others = hops.sort((one, two) => {
    const [first, second] = [one, two].map(({ server, options }) => mailerFor(server, options));
    return first < second ? -1 : Number(first > second);
  });
  const byName = new Map(
    [...USUAL.map((server) => ({ server, options: {} })), ...others].map(({ server, options }) => {
      const name = mailerFor(server, options);
      return [name, definitionOf(name, server, { messagesPerConnection, ...options })];
    }),
  );
  byName.delete('esmtp');
  return [...byName.values()];
};

export const ROUTING: McOption<RoutingSettings>[] = [
  {
    property: 'routes',
    readme: 'such as mailertables',
    source: 'cf/README, mailertable',
    comment: 'Where mail goes that has a route of its own',
    entries: () => [feature('mailertable', `hash ${MAPS}/mailertable`)],
  },
  {
    property: 'smartHost',
    readme: 'outgoing mail to the Internet',
    source: 'README, thishost-tx.mc: "delivering outgoing mail to the Internet or to other internal mailers"',
    comment: 'All other mail goes there',
    entries: ({ smartHost }) => (smartHost ? [define('SMART_HOST', hopTo(smartHost))] : []),
  },
  {
    property: 'routes',
    source: 'cf/README, MAILER_DEFINITIONS; README, NOTES: a port needs a mailer of its own',
    comment: 'Ports and protocols of servers',
    section: 'mailerDefinitions',
    entries: ownMailers,
  },
];
