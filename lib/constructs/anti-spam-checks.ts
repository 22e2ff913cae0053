import { Duration } from '../models/duration';
import { isIpv6 } from '../models/ipv6';
import { COUNT, DOMAIN, HOST, IPV4_ADDRESS, Rule } from '../models/rules';
import { AntiSpamOptions } from '../models/sendmail/receiving/anti-spam';
import { ClientLimit } from '../models/sendmail/receiving/client-limit';
import { Dnsbl } from '../models/sendmail/receiving/dnsbl';
import { Findings } from './findings';

const MESSAGE: Rule = {
  rule: 'the message is one line of printable ASCII without \'"\', "\\" and "$", but for "$&{client_addr}"',
  source: 'it stands in quotes in a rule of sendmail (op.me, R and S)',
  instead: 'a text such as "Listed, see https://lists.example/$&{client_addr}"',
  holds: (value) =>
    typeof value === 'string' && /^[ -~]+$/.test(value) && !/["\\$]/.test(value.split('$&{client_addr}').join('')),
};

const ANSWERS: Rule = {
  rule: 'from one to six answers of a list count',
  source: 'cf/README, enhdnsbl',
  instead: 'a list such as ["127.0.0.2"], or Dnsbl.of(...), where every answer counts',
  holds: (value) => Array.isArray(value) && value.length >= 1 && value.length <= 6,
};

const NETWORK: Rule = {
  rule: 'a client is an address, or an IPv4 network of one, two or three whole octets',
  source: 'cf/README, ANTI-SPAM CONFIGURATION CONTROL: keys of the access map',
  instead: 'an address such as "192.0.2.1" or a network such as "192.0.2"',
  holds: (value) =>
    isIpv6(value) || (typeof value === 'string' && /^\d+(\.\d+){0,3}$/.test(value) && value.split('.').every(isOctet)),
};

const isOctet = (text: string): boolean => Number(text) <= 255 && String(Number(text)) === text;

const CLIENT: Rule = {
  ...NETWORK,
  rule: `${NETWORK.rule}, or a name`,
  holds: (value) => NETWORK.holds(value) || (HOST.holds(value) && !/^[\d.]+$/.test(String(value))),
};

const LIMIT: Rule = {
  rule: 'a limit is a whole number, 0 for no limit',
  source: 'cf/README, ratecontrol and conncontrol',
  instead: 'a number such as 100',
  holds: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
};

const PAUSE: Rule = {
  rule: 'a pause is no longer than 5 minutes',
  source: 'RFC 5321 section 4.5.3.2.1: clients wait no longer for the greeting',
  instead: 'a length such as Duration.seconds(2)',
  holds: (value) => value instanceof Duration && value.toMilliseconds() <= 300_000,
};

const RECIPIENT: Rule = {
  rule: 'recipients are an address or a domain',
  source: 'cf/README, delay_checks: keys with "Spam:" in the access map',
  instead: '"abuse@example.com" or "example.com"',
  holds: (value) => DOMAIN.holds(String(value).replace(/^[a-z0-9._+=-]+@/i, '')),
};

const checkDnsbl = (findings: Findings, property: string, { zone, message, answers }: Dnsbl): void => {
  findings.check(`${property}.zone`, zone, DOMAIN);
  if (message !== undefined) {
    findings.check(`${property}.message`, message, MESSAGE);
  }
  if (answers !== undefined) {
    findings.check(`${property}.answers`, answers, ANSWERS);
    answers.forEach((answer) => findings.check(`${property}.answers`, answer, IPV4_ADDRESS));
  }
};

const checkLimit = (findings: Findings, property: string, limit?: ClientLimit): void => {
  if (limit === undefined) {
    return;
  }
  findings.check(`${property}.perClient`, limit.perClient, COUNT);
  Object.entries(limit.options.exceptions ?? {}).forEach(([client, number]) => {
    findings.check(`${property}.exceptions`, client, NETWORK);
    findings.check(`${property}.exceptions["${client}"]`, number, LIMIT);
  });
};

/** Holds what was said against unwanted mail against what sendmail can do. */
export const checkAntiSpam = (findings: Findings, options: AntiSpamOptions): void => {
  const { dnsbl = [], greetPause, delayChecks } = options;
  dnsbl.forEach((list, index) => checkDnsbl(findings, `dnsbl[${index}]`, list));
  checkLimit(findings, 'ratecontrol', options.ratecontrol);
  checkLimit(findings, 'conncontrol', options.conncontrol);
  if (greetPause !== undefined) {
    findings.check('greetPause.pause', greetPause.pause, PAUSE);
    Object.entries(greetPause.options.exceptions ?? {}).forEach(([client, pause]) => {
      findings.check('greetPause.exceptions', client, CLIENT);
      findings.check(`greetPause.exceptions["${client}"]`, pause, PAUSE);
    });
  }
  delayChecks?.recipients.forEach((one) => findings.check('delayChecks.recipients', one, RECIPIENT));
};
