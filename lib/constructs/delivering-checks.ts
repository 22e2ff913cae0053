import {
  ADDRESS_PATTERN,
  COUNT,
  DOMAIN,
  DOMAIN_PATTERN,
  HOST,
  LOCAL_PART,
  MAIL_ADDRESS,
  PORT,
  RECIPIENT,
  REFUSAL,
  REWRITTEN_ADDRESS,
  REWRITTEN_RECIPIENT,
  Rule,
} from '../models/rules';
import { MtaTxSettings } from '../models/sendmail/delivering/mta-tx-table';
import { TlsPolicy } from '../models/sendmail/delivering/tls';
import { VirtualUser } from '../models/sendmail/delivering/virtual-users';
import { SmtpEndpoint } from '../models/smtp-endpoint';
import { Findings } from './findings';
import { checkMasquerading } from './masquerading-checks';
import { checkQueueGroups } from './queue-checks';

const ONCE = { source: 'makemap takes only the first of two equal keys', instead: 'one entry for it' };

const REQUIREMENT: Rule = {
  rule: 'a cipher has at least as many bits as is asked, a whole number from 1 to 256',
  source: 'cf/README, STARTTLS: VERIFY:bits and ENCR:bits',
  instead: 'a number such as 128',
  holds: (value) => {
    const [, bits] = /^(?:VERIFY|ENCR):(.*?)(?:\+CN)?$/.exec(String(value)) ?? [];
    return bits === undefined || (/^\d+$/.test(bits) && Number(bits) >= 1 && Number(bits) <= 256);
  },
};

/** Each thing stands in a list once. */
const checkOnce = (findings: Findings, what: string, keys: readonly (readonly [string, string])[]): void =>
  keys.forEach(([property, key], index) => {
    if (keys.findIndex(([, other]) => other.toLowerCase() === key.toLowerCase()) !== index) {
      findings.add(property, key, { ...ONCE, rule: `${what} has one entry` });
    }
  });

const checkServer = (findings: Findings, property: string, server?: SmtpEndpoint): void => {
  if (server) {
    findings.check(`${property}.host`, server.host, HOST);
    findings.check(`${property}.port`, server.port, PORT);
  }
};

const checkRoutes = (findings: Findings, { routes = [], smartHost, domains = [] }: Partial<MtaTxSettings>): void => {
  checkServer(findings, 'smartHost', smartHost);
  routes.forEach(({ domain, server, options }, index) => {
    findings.check(`routes[${index}].domain`, domain, DOMAIN_PATTERN);
    checkServer(findings, `routes[${index}].server`, server);
    if (options.messagesPerConnection !== undefined) {
      findings.check(`routes[${index}].messagesPerConnection`, options.messagesPerConnection, COUNT);
    }
  });
  checkOnce(findings, "a domain, be it the gateway's own or one with a route,", [
    ...domains.map(({ name }) => ['domains', String(name)] as const),
    ...routes.map(({ domain }, index) => [`routes[${index}].domain`, domain] as const),
  ]);
};

const checkAliases = (findings: Findings, aliases: { readonly [name: string]: readonly string[] } = {}): void =>
  Object.entries(aliases).forEach(([name, recipients]) => {
    const property = `aliases[${JSON.stringify(name)}]`;
    findings.check('aliases', name, LOCAL_PART);
    recipients.forEach((recipient) => findings.check(property, recipient, RECIPIENT));
    if (recipients.length === 0 || recipients.includes(name)) {
      findings.add(property, recipients, {
        rule: 'an alias has at least one recipient, and is not its own',
        source: 'aliases(5)',
        instead: 'other recipients; without an entry mail goes into the mailbox of the name',
      });
    }
  });

const checkVirtualUsers = (findings: Findings, users: readonly VirtualUser[] = []): void => {
  users.forEach(({ address, recipients, refusal }, index) => {
    const property = `virtusertable[${index}]`;
    findings.check(`${property}.address`, address, ADDRESS_PATTERN);
    recipients.forEach((recipient) => findings.check(`${property}.recipients`, recipient, REWRITTEN_RECIPIENT));
    const isOwn = (recipient: string): boolean => recipient.replace(/^%1(?=@)/, '') === address;
    if (refusal !== undefined) {
      findings.check(`${property}.refusal`, refusal, REFUSAL);
    } else if (recipients.length === 0 || recipients.some(isOwn)) {
      findings.add(`${property}.recipients`, recipients, {
        rule: 'an address has at least one recipient, and is not its own',
        source: 'cf/README, virtusertable: the result is looked up again',
        instead: 'other recipients, or VirtualUser.refused(...)',
      });
    } else if (recipients.length > 1 && recipients.some((recipient) => recipient.startsWith('%1'))) {
      findings.add(`${property}.recipients`, recipients, {
        rule: '"%1" stands for the local part where it is the only recipient',
        source: 'several recipients become an alias, which knows no "%1" (aliases(5))',
        instead: 'one recipient, or addresses without "%1"',
      });
    }
  });
  checkOnce(
    findings,
    'an address',
    users.map(({ address }, index) => [`virtusertable[${index}].address`, address]),
  );
};

const checkGenerics = (findings: Findings, table: { readonly [address: string]: string } = {}): void =>
  Object.entries(table).forEach(([address, target]) => {
    findings.check('genericstable', address, ADDRESS_PATTERN);
    const rule = address.startsWith('@') ? REWRITTEN_ADDRESS : MAIL_ADDRESS;
    findings.check(`genericstable[${JSON.stringify(address)}]`, target, rule);
  });

const checkTlsPolicies = (findings: Findings, policies: readonly TlsPolicy[] = []): void => {
  policies.forEach(({ tag, destination, requirement }, index) => {
    if (destination !== undefined) {
      findings.check(`tlsPolicies[${index}].destination`, destination, tag === 'TLS_Rcpt' ? DOMAIN : HOST);
    }
    findings.check(`tlsPolicies[${index}].minBits`, requirement, REQUIREMENT);
  });
  checkOnce(
    findings,
    'a destination',
    policies.map(({ tag, destination = '' }, index) => [
      `tlsPolicies[${index}].destination`,
      `${tag === 'TLS_Rcpt' ? 'domain' : 'server'} ${destination}`,
    ]),
  );
};

/** Holds what MTA-TX is told of its deliveries against the rules. */
export const checkDelivering = (findings: Findings, s: Partial<MtaTxSettings>): void => {
  checkRoutes(findings, s);
  checkAliases(findings, s.aliases);
  checkVirtualUsers(findings, s.virtusertable);
  checkGenerics(findings, s.genericstable);
  checkMasquerading(findings, s);
  checkTlsPolicies(findings, s.tlsPolicies);
  checkQueueGroups(findings, s.queueGroups);
};
