import {
  AccessAction,
  AccessEntry,
  ClientLimit,
  DelayChecks,
  Dnsbl,
  DualMtaStackProps,
  Duration,
  GreetPause,
  MailDomain,
  MapFile,
  Milter,
  QueueGroup,
  RecipientAlias,
  Recipients,
  Route,
  RunAs,
  SmtpEndpoint,
  TlsPolicy,
  VirtualUser,
} from 'cdktf-dual-mta';
import { fullIpv6, isIpv6 } from '../../lib/models/ipv6';
import { addressKeys } from '../../lib/models/sendmail/address-range';

/** What of a gateway takes texts. */
export type Props = Pick<DualMtaStackProps, 'hostname' | 'domains' | 'rx' | 'tx'>;

/** Where a text of the user's goes. */
export interface Place {
  readonly put: (text: string) => Partial<Props>;
  /** What is known to be right there, and stands nowhere else; undefined where it is the name of a host. */
  readonly mark?: string;
  /** What stands in the file for the text, where that is not the text itself. */
  readonly written?: (text: string) => string;
}

export const SERVER = SmtpEndpoint.smtp('192.0.2.1');
const LIMIT = 5;

/** A key for a client's address. */
const client = (text: string): string => (isIpv6(text) ? `IPv6:${fullIpv6(text)}` : text);
/** A key for a client or a network. */
const network = (text: string): string => addressKeys(text)?.[0] ?? text;
/** An address for one user: one for all of a domain has other entries. */
const userOf = (text: string): string => text.replace(/^@/, 'any@');

const domain = (name: string, options: Parameters<typeof MailDomain.relayed>[2]): Partial<Props> => ({
  domains: [MailDomain.relayed(name, SERVER, options)],
});

/** Every place that takes a text, by the property and the maker's parameter that it is (placesForTexts). */
export const PLACES: Record<string, Place> = {
  hostname: { put: (text) => ({ hostname: text }) },
  'MtaRx.greeting': { put: (text) => ({ rx: { greeting: text } }) },
  'MtaRx.runAs.user': { put: (text) => ({ rx: { runAs: RunAs.of(text, 2600) } }), mark: 'mark-of-rx-user' },
  'MtaRx.access.client': {
    put: (text) => ({ rx: { access: [AccessEntry.connect(text, AccessAction.OK)] } }),
    written: network,
  },
  'MtaRx.access.sender': {
    put: (text) => ({ rx: { access: [AccessEntry.from(text, AccessAction.OK)] } }),
  },
  'MtaRx.access.recipient': {
    put: (text) => ({ rx: { access: [AccessEntry.to(text, AccessAction.DISCARD)] } }),
  },
  'MtaRx.access.action.status': {
    put: (text) => ({ rx: { access: [AccessEntry.connect('a.example', AccessAction.error(550, text, 'no'))] } }),
    mark: '5.7.117',
  },
  'MtaRx.access.action.text': {
    put: (text) => ({ rx: { access: [AccessEntry.connect('b.example', AccessAction.error(550, '5.7.1', text))] } }),
  },
  'MtaRx.access.action.reason': {
    put: (text) => ({ rx: { access: [AccessEntry.connect('c.example', AccessAction.quarantine(text))] } }),
  },
  'MtaRx.relayHosts': { put: (text) => ({ rx: { relayHosts: [text] } }), mark: '192.0.9.101', written: network },
  'MtaRx.dnsbl.zone': { put: (text) => ({ rx: { dnsbl: [Dnsbl.of(text)] } }) },
  'MtaRx.dnsbl.options.message': {
    put: (text) => ({ rx: { dnsbl: [Dnsbl.of('d.example', { message: text })] } }),
  },
  'MtaRx.dnsbl.answers': {
    put: (text) => ({ rx: { dnsbl: [Dnsbl.enhanced('e.example', [text])] } }),
    mark: '127.0.9.102',
  },
  'MtaRx.delayChecks.recipients': {
    put: (text) => ({ rx: { delayChecks: DelayChecks.friend([text]) } }),
  },
  'MtaRx.greetPause.options.exceptions, key': {
    put: (text) => ({
      rx: { greetPause: GreetPause.of(Duration.seconds(1), { exceptions: { [text]: Duration.seconds(2) } }) },
    }),
    mark: '192.0.9.103',
    written: client,
  },
  'MtaRx.ratecontrol.options.exceptions, key': {
    put: (text) => ({ rx: { ratecontrol: ClientLimit.of(LIMIT, { exceptions: { [text]: 1 } }) } }),
    mark: '192.0.9.104',
    written: client,
  },
  'MtaRx.conncontrol.options.exceptions, key': {
    put: (text) => ({ rx: { conncontrol: ClientLimit.of(LIMIT, { exceptions: { [text]: 1 } }) } }),
    mark: '192.0.9.105',
    written: client,
  },
  'MtaRx.authRealm': { put: (text) => ({ rx: { authRealm: text } }) },
  'MtaRx.bypass': {
    put: (text) => ({ domains: [MailDomain.relayed(text, SERVER)], rx: { bypass: [text] } }),
  },
  'MtaRx.engineGateways': {
    put: (text) => ({ rx: { engineGateways: [text] } }),
    mark: '192.0.9.106',
    written: network,
  },
  'MtaRx.milters.name': {
    put: (text) => ({ rx: { milters: [Milter.overTcp(text, '192.0.2.2', 8891)] } }),
    mark: 'markOfMilter',
  },
  'MtaRx.milters.host': { put: (text) => ({ rx: { milters: [Milter.overTcp('second', text, 8891)] } }) },
  'MtaRx.extraMaps.entries, key': {
    put: (text) => ({ rx: { extraMaps: [MapFile.fromEntries('access', { [text]: 'z' })] } }),
  },
  'MtaRx.extraMaps.entries, value': {
    put: (text) => ({ rx: { extraMaps: [MapFile.fromEntries('access', { 'x:y': text })] } }),
  },
  'MtaRx.queueGroups.name': {
    put: (text) => ({ rx: { queueGroups: [QueueGroup.forDomains(text, ['f.example'], { directory: 'one' })] } }),
    mark: 'markOfRxGroup',
  },
  'MtaRx.queueGroups.domains': {
    put: (text) => ({ rx: { queueGroups: [QueueGroup.forDomains('two', [text])] } }),
  },
  'MtaRx.queueGroups.options.directory': {
    put: (text) => ({ rx: { queueGroups: [QueueGroup.forDomains('three', ['g.example'], { directory: text })] } }),
    mark: 'mark-of-rx-directory',
  },
  'MtaRx.cipherList': { put: (text) => ({ rx: { cipherList: text } }) },
  'MtaTx.greeting': { put: (text) => ({ tx: { greeting: text } }) },
  'MtaTx.runAs.user': { put: (text) => ({ tx: { runAs: RunAs.of(text, 2601) } }), mark: 'mark-of-tx-user' },
  'MtaTx.aliases, key': {
    put: (text) => ({ domains: [MailDomain.local('h.example', [text])], tx: { aliases: { [text]: ['postmaster'] } } }),
    mark: 'mark-of-alias',
  },
  'MtaTx.aliases, value': {
    put: (text) => ({ domains: [MailDomain.local('i.example', ['d'])], tx: { aliases: { d: [text] } } }),
    mark: 'mark@alias.example',
  },
  'MtaTx.doubleBounceAddress': {
    put: (text) => ({ tx: { doubleBounceAddress: text } }),
    mark: 'mark@double.example',
  },
  'MtaTx.extraMaps.entries, key': {
    put: (text) => ({ tx: { extraMaps: [MapFile.fromEntries('access', { [text]: 'z' })] } }),
  },
  'MtaTx.extraMaps.entries, value': {
    put: (text) => ({ tx: { extraMaps: [MapFile.fromEntries('access', { 'x:y': text })] } }),
  },
  'MtaTx.masqueradeAs': { put: (text) => ({ tx: { masqueradeAs: text } }) },
  'MtaTx.masqueradeDomains': { put: (text) => ({ tx: { masqueradeDomains: [text] } }) },
  'MtaTx.masqueradeExceptions': { put: (text) => ({ tx: { masqueradeExceptions: [text] } }) },
  'MtaTx.genericstable, key': {
    put: (text) => ({ tx: { genericstable: { [text]: 'j@example.org' } } }),
    mark: 'mark@generics.example',
  },
  'MtaTx.genericstable, value': {
    put: (text) => ({ tx: { genericstable: { 'k@example.org': text } } }),
    mark: 'mark@generic.example',
  },
  'MtaTx.sourceAddress': { put: (text) => ({ tx: { sourceAddress: text } }), mark: '192.0.9.107' },
  'MtaTx.heloName': { put: (text) => ({ tx: { heloName: text } }) },
  'MtaTx.tlsPolicies.domain': {
    put: (text) => ({ tx: { tlsPolicies: [TlsPolicy.requiredFor(text)] } }),
  },
  'MtaTx.tlsPolicies.server': {
    put: (text) => ({ tx: { tlsPolicies: [TlsPolicy.requiredOf(text)] } }),
  },
  'MtaTx.routes.domain': { put: (text) => ({ tx: { routes: [Route.to(text, SERVER)] } }) },
  'MtaTx.routes.server.host': {
    put: (text) => ({ tx: { routes: [Route.to('l.example', SmtpEndpoint.smtp(text))] } }),
  },
  'MtaTx.smartHost.host': { put: (text) => ({ tx: { smartHost: SmtpEndpoint.smtp(text) } }) },
  'MtaTx.queueGroups.name': {
    put: (text) => ({ tx: { queueGroups: [QueueGroup.forDomains(text, ['m.example'], { directory: 'one' })] } }),
    mark: 'markOfTxGroup',
  },
  'MtaTx.queueGroups.domains': {
    put: (text) => ({ tx: { queueGroups: [QueueGroup.forDomains('two', [text])] } }),
  },
  'MtaTx.queueGroups.options.directory': {
    put: (text) => ({ tx: { queueGroups: [QueueGroup.forDomains('three', ['n.example'], { directory: text })] } }),
    mark: 'mark-of-tx-directory',
  },
  'MtaTx.virtusertable.address': {
    put: (text) => ({ tx: { virtusertable: [VirtualUser.to(userOf(text), ['o@example.org'])] } }),
    mark: 'mark@virtualuser.example',
    written: userOf,
  },
  'MtaTx.virtusertable.recipients': {
    put: (text) => ({ tx: { virtusertable: [VirtualUser.to('p@base.invalid', [text])] } }),
    mark: 'mark@virtual.example',
  },
  'MtaTx.virtusertable.text': {
    put: (text) => ({ tx: { virtusertable: [VirtualUser.refused('q@base.invalid', text)] } }),
  },
  'domains.name': { put: (text) => domain(text, {}) },
  'domains.mailboxes': {
    put: (text) => ({ domains: [MailDomain.local('r.example', [text])] }),
    mark: 'mark-of-mailbox',
  },
  'domains.server.host': { put: (text) => ({ domains: [MailDomain.relayed('s.example', SmtpEndpoint.smtp(text))] }) },
  'domains.options.aliases.recipient': {
    put: (text) => domain('t.example', { aliases: [RecipientAlias.of(text, 'u@example.org')] }),
    mark: 'markofalias',
  },
  'domains.options.aliases.target': {
    put: (text) => domain('v.example', { aliases: [RecipientAlias.catchAll(text)] }),
    mark: 'mark@target.example',
  },
  'domains.options.recipients.recipients': {
    put: (text) => domain('w.example', { recipients: Recipients.of([text]) }),
    mark: 'markofrecipient',
  },
};
