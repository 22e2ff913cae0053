import { MapEntry } from '../maps';
import { queueGroupAccess } from '../queue-group';
import { aliasEntries } from './aliases';
import { authinfoAccess } from './authinfo';
import { LOCAL_HOP } from './local-delivery';
import { genericstable } from './masquerading';
import { MtaTxSettings } from './mta-tx-table';
import { hopTo, mailerFor, Route } from './routes';
import { tlsAccess } from './tls';
import { virtualAliases, virtusertable } from './virtual-users';

/** What the maps of MTA-TX follow from. */
export type MapSettings = Omit<
  MtaTxSettings,
  'runAs' | 'greeting' | 'minFreeBlocks' | 'port' | 'hostname' | 'filterAddresses'
>;

/** `To:` entries: who is known at the local domains; all others are refused in the SMTP dialogue. */
const recipients = (s: MapSettings): MapEntry[] => {
  const virtual = virtusertable(s).map(({ key }) => key);
  const local = s.domains.filter(({ isLocal }) => isLocal);
  const known = local.flatMap(({ name, mailboxes = [] }) =>
    [...mailboxes, ...Object.keys(s.aliases ?? {})].map((user) => `${user}@${name}`),
  );
  return [
    ...[...new Set([...known, ...virtual.filter((address) => !address.startsWith('@'))])].map((address) => ({
      key: `To:${address}`,
      value: 'OK',
    })),
    ...local
      .filter(({ name }) => !virtual.includes(`@${name}`))
      .map(({ name }) => ({ key: `To:${name}`, value: 'ERROR:5.1.1:550 No such user here' })),
  ];
};

/** The access map of MTA-TX. Who may relay does not stand in it. */
const access = (s: MapSettings): MapEntry[] => [
  ...recipients(s),
  ...queueGroupAccess(s),
  ...tlsAccess(s.tlsPolicies),
  ...authinfoAccess(s),
];

const hopOf = ({ domain, server, options }: Route): string =>
  server === undefined ? `${mailerFor(undefined, options)}:${domain}` : hopTo(server, options);

/** The mailertable: where the mail of listed domains and of routes goes. */
const mailertable = ({ domains, routes = [] }: MapSettings): MapEntry[] => [
  ...domains.map(({ name, server }) => ({ key: name, value: server ? hopTo(server) : LOCAL_HOP })),
  ...routes.map((route) => ({ key: route.domain, value: hopOf(route) })),
];

/** Every map of MTA-TX, by its name. */
export const deliveringMaps = (s: MapSettings): { [map: string]: MapEntry[] } => ({
  access: access(s),
  mailertable: mailertable(s),
  virtusertable: virtusertable(s),
  genericstable: genericstable(s),
  aliases: [...aliasEntries(s), ...virtualAliases(s)],
});
