import { Token } from 'cdktf';
import { MailDomain } from '../models/mail-domain';
import { Publish } from '../models/publish';
import { QueueVolume } from '../models/queue-volume';
import { McOption } from '../models/sendmail/statement';
import { ABSOLUTE_PATH, DOMAIN, HOST, IPV4_ADDRESS, LOCAL_PART, PORT } from '../models/rules';
import { Findings } from './findings';

/** Ports that carry mail past or out of the filter; nobody may reach them from outside. */
export const INNER_PORTS = [10024, 10025, 9998];

/** Holds the list of domains against the rules: at least one, well-formed, each once. */
export const checkDomains = (findings: Findings, domains: readonly MailDomain[] = []): void => {
  if (domains.length === 0) {
    findings.add('domains', [], {
      rule: 'a gateway accepts mail for at least one domain',
      source: 'README.sendmail-dual, thishost-rx.mc: relayable domains',
      instead: 'a list such as [MailDomain.local("example.com", ["postmaster"])]',
    });
  }
  const names = domains.map((domain) => domain.name);
  domains.forEach((domain, index) => {
    const property = `domains[${index}]`;
    findings.check(`${property}.name`, domain.name, DOMAIN);
    domain.mailboxes?.forEach((mailbox) => findings.check(`${property}.mailboxes`, mailbox, LOCAL_PART));
    if (domain.server) {
      findings.check(`${property}.server.host`, domain.server.host, HOST);
      findings.check(`${property}.server.port`, domain.server.port, PORT);
    }
    if (names.indexOf(domain.name) !== index) {
      findings.add(`${property}.name`, domain.name, {
        rule: 'a domain stands in the list once',
        source: 'makemap takes only the first of two equal keys',
        instead: 'one entry for it',
      });
    }
  });
};

/** Holds published ports against the rules. */
export const checkPublishes = (findings: Findings, property: string, publishes: readonly Publish[] = []): void =>
  publishes.forEach((publish, index) => {
    findings.check(`${property}[${index}].port`, publish.port, PORT);
    findings.check(`${property}[${index}].address`, publish.address, IPV4_ADDRESS);
    if (!Token.isUnresolved(publish.port) && INNER_PORTS.includes(publish.port)) {
      findings.add(`${property}[${index}].port`, publish.port, {
        rule: `${publish.port} is a port between the gateway's parts and is published nowhere`,
        source: 'README.sendmail-dual, picture: loopback interface',
        instead: 'another port of the host, such as 25 or 2525',
      });
    }
  });

/** Holds a volume against the rules. */
export const checkVolume = (findings: Findings, property: string, volume?: QueueVolume): void => {
  if (volume?.hostPath !== undefined) {
    findings.check(`${property}.hostPath`, volume.hostPath, ABSOLUTE_PATH);
  }
};

/** Holds what was chosen against the rules of the rows that write it; of a list, each element. */
export const checkOptions = <Settings>(
  findings: Findings,
  options: readonly McOption<Settings>[],
  chosen: Partial<Settings>,
): void =>
  options.forEach(({ property, rule }) => {
    if (property === undefined || rule === undefined) {
      return;
    }
    const value: unknown = chosen[property];
    if (Array.isArray(value) && !Token.isUnresolved(value)) {
      value.forEach((element, index) => findings.check(`${property}[${index}]`, element, rule));
    } else if (value !== undefined) {
      findings.check(property, value, rule);
    }
  });
