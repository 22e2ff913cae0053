import { Token } from 'cdktf';
import { MailDomain } from '../models/mail-domain';
import { DOMAIN, HOST, LOCAL_PART, MAIL_ADDRESS, PORT, RECIPIENT_NAME, Rule } from '../models/rules';
import { BypassOptions } from '../models/sendmail/receiving/bypass';
import { addressIn } from '../models/sendmail/receiving/recipients';
import { Findings } from './findings';

/** Longest address (RFC 5321 section 4.5.3.1.3, without the angle brackets). */
const LONGEST_ADDRESS = 254;

/** A recipient, and where it was written down. */
interface Place {
  readonly property: string;
  readonly text: string;
  readonly rule: Rule;
}

const same = (text: unknown): string => String(text).toLowerCase();

/** A recipient of a domain: a local part, or an address of this very domain. */
const recipientOf = ({ name }: MailDomain): Rule => ({
  ...RECIPIENT_NAME,
  rule: `${RECIPIENT_NAME.rule}; as an address it is one of ${name}, of at most ${LONGEST_ADDRESS} characters`,
  holds: (value) => {
    const [, local, domain] = /^(.*?)(?:@(.*))?$/.exec(String(value)) ?? [];
    return (
      RECIPIENT_NAME.holds(local) &&
      (domain === undefined || Token.isUnresolved(name) || same(domain) === same(name)) &&
      addressIn(name, local).length <= LONGEST_ADDRESS
    );
  },
});

const recipientsOf = (property: string, domain: MailDomain): Place[] => {
  const { listed = [], places } = domain.recipients;
  return listed.map((text, index) =>
    domain.isLocal
      ? { property: `${property}.mailboxes`, text, rule: LOCAL_PART }
      : { property: `${property}.recipients${places[index]}`, text, rule: recipientOf(domain) },
  );
};

/** Holds who a domain has against the rules; gives the addresses that are not somebody else's. */
const checkRecipients = (findings: Findings, property: string, domain: MailDomain): Set<string> => {
  const recipients = recipientsOf(property, domain);
  const aliases = domain.aliases.flatMap(({ recipient, target }, index) => {
    findings.check(`${property}.aliases[${index}].target`, target, MAIL_ADDRESS);
    const at = { property: `${property}.aliases[${index}].recipient`, rule: recipientOf(domain) };
    return recipient === undefined ? [] : [{ ...at, text: recipient }];
  });
  const seen = new Set<string>();
  [...recipients, ...aliases].forEach(({ property: place, text, rule }) => {
    findings.check(place, text, rule);
    const address = same(addressIn(domain.name, text));
    if (seen.has(address)) {
      findings.add(place, text, {
        rule: 'a recipient stands in a domain once, in capital or small letters',
        source: 'makemap(8) refuses the second of two equal keys',
        instead: 'one entry for it',
      });
    }
    seen.add(address);
  });
  const [, second] = domain.aliases.filter(({ recipient }) => recipient === undefined);
  if (second !== undefined) {
    findings.add(`${property}.aliases`, second.target, {
      rule: 'a domain has one address for everybody whom it does not have',
      source: 'makemap(8) refuses the second of two equal keys',
      instead: 'one RecipientAlias.catchAll(...)',
    });
  }
  return new Set(recipients.map(({ text }) => same(addressIn(domain.name, text))));
};

/** An alias that leads to nobody would be accepted and bounce later. */
const checkTargets = (findings: Findings, domains: readonly MailDomain[], known: readonly Set<string>[]): void =>
  domains.forEach(({ aliases }, index) =>
    aliases.forEach(({ target }, number) => {
      const its = domains.findIndex(({ name }) => same(target).endsWith(`@${same(name)}`));
      if (its >= 0 && domains[its].recipients.listed && !known[its].has(same(target))) {
        findings.add(`domains[${index}].aliases[${number}].target`, target, {
          rule: `${domains[its].name} has no such recipient`,
          source: 'an alias is looked up once: what it leads to has to be there, and no alias itself',
          instead: 'one of its recipients, or an address elsewhere',
        });
      }
    }),
  );

/** Holds the list of domains against the rules: at least one, well-formed, each once. */
export const checkDomains = (findings: Findings, domains: readonly MailDomain[] = []): void => {
  if (domains.length === 0) {
    findings.add('domains', [], {
      rule: 'a gateway accepts mail for at least one domain',
      source: 'README.sendmail-dual, thishost-rx.mc: relayable domains',
      instead: 'a list such as [MailDomain.local("example.com", ["postmaster"])]',
    });
  }
  const names = domains.map(({ name }) => same(name));
  const known = domains.map((domain, index) => {
    const property = `domains[${index}]`;
    findings.check(`${property}.name`, domain.name, DOMAIN);
    if (domain.server) {
      findings.check(`${property}.server.host`, domain.server.host, HOST);
      findings.check(`${property}.server.port`, domain.server.port, PORT);
    }
    if (names.indexOf(names[index]) !== index) {
      findings.add(`${property}.name`, domain.name, {
        rule: 'a domain stands in the list once',
        source: 'makemap takes only the first of two equal keys',
        instead: 'one entry for it',
      });
    }
    return checkRecipients(findings, property, domain);
  });
  checkTargets(findings, domains, known);
};

/** Holds the domains whose mail is not checked against the list of domains. */
export const checkBypass = (
  findings: Findings,
  { bypass = [], domains = [], hostname }: BypassOptions & { domains?: readonly MailDomain[]; hostname: string },
): void =>
  bypass.forEach((name, index) => {
    const property = `bypass[${index}]`;
    if (!Token.isUnresolved(name) && !domains.some((domain) => same(domain.name) === same(name))) {
      findings.add(property, name, {
        rule: 'mail goes past the filter for domains of the gateway only',
        source: 'README.sendmail-dual, NOTES: "setting some recipient domains to be passed to MTA-TX"',
        instead: `one of "domains": ${domains.map((domain) => domain.name).join(', ')}`,
      });
    } else if (same(name) === same(hostname)) {
      findings.add(property, name, {
        rule: "mail for the gateway's own name goes to the filter",
        source: 'README.sendmail-dual, MAIL_HUB, which comes before every mailertable',
        instead: 'a domain that is not the name of the gateway',
      });
    }
  });
