import { Token } from 'cdktf';
import { DnsOptions } from '../models/dns-options';
import { DnsSettings } from '../models/dns-records';
import {
  ASKS_DNS,
  KEY_TYPE,
  MAX_AGE,
  MOST_QUESTIONS,
  PUBLIC_KEY,
  SELECTOR,
  SPF_MECHANISM,
  TIME_TO_LIVE,
} from '../models/dns-rules';
import { HOST_NAME, IP_ADDRESS, MAIL_ADDRESS, Rule } from '../models/rules';
import { Findings } from './findings';

/** Records are cut into pieces and hashed at synth: what Terraform knows only at apply cannot be in them. */
const checkKnown = (findings: Findings, property: string, value: unknown, rule: Rule): void => {
  if (Token.isUnresolved(value)) {
    findings.add(property, value, {
      rule: 'the value is known only at apply',
      source: 'the records that the outside must see are known before the first start',
      instead: 'the value itself',
    });
  }
  findings.check(property, value, rule);
};

const checkSpf = (findings: Findings, { mechanisms = [] }: NonNullable<DnsOptions['spf']>): void => {
  mechanisms.forEach((one, index) => checkKnown(findings, `dns.spf.mechanisms[${index}]`, one, SPF_MECHANISM));
  const questions = 1 + mechanisms.filter((one) => ASKS_DNS.test(one)).length;
  if (questions > MOST_QUESTIONS) {
    findings.add('dns.spf.mechanisms', mechanisms, {
      rule: `the record costs ${questions} questions to DNS, "mx" among them, and ${MOST_QUESTIONS} are the most`,
      source: 'RFC 7208 section 4.6.4: others take it for an error',
      instead: 'addresses ("ip4:", "ip6:") instead of names',
    });
  }
};

const checkDkim = (findings: Findings, { domains, options }: DnsSettings): void =>
  options.dkim?.forEach(({ selector, publicKey, keyType, domain }, index) => {
    const property = `dns.dkim[${index}]`;
    checkKnown(findings, `${property}.selector`, selector, SELECTOR);
    checkKnown(findings, `${property}.publicKey`, publicKey, PUBLIC_KEY);
    findings.check(`${property}.keyType`, keyType ?? 'rsa', KEY_TYPE);
    if (domain !== undefined && !domains.includes(domain)) {
      findings.add(`${property}.domain`, domain, {
        rule: 'the gateway has no such domain',
        source: '"domains" lists them',
        instead: 'one of them, or leave it out for all',
      });
    }
  });

/** Holds what the records are made from against the rules. */
export const checkDns = (findings: Findings, settings: DnsSettings): void => {
  const { hostname, publicAddresses, options } = settings;
  const { spf, dmarc, mtaSts, tlsReportsTo, ttl } = options;
  publicAddresses.forEach((address, index) => findings.check(`publicAddresses[${index}]`, address, IP_ADDRESS));
  if (spf) {
    checkSpf(findings, spf);
  }
  checkDkim(findings, settings);
  dmarc?.reportsTo?.forEach((one, index) => checkKnown(findings, `dns.dmarc.reportsTo[${index}]`, one, MAIL_ADDRESS));
  tlsReportsTo?.forEach((one, index) => checkKnown(findings, `dns.tlsReportsTo[${index}]`, one, MAIL_ADDRESS));
  if (mtaSts) {
    // The policy has the name in it, and the record a number that follows from the policy.
    checkKnown(findings, 'hostname', hostname, HOST_NAME);
    if (mtaSts.maxAge !== undefined) {
      findings.check('dns.mtaSts.maxAge', mtaSts.maxAge, MAX_AGE);
    }
    if (mtaSts.policyHost !== undefined) {
      findings.check('dns.mtaSts.policyHost', mtaSts.policyHost, HOST_NAME);
    }
  }
  if (ttl !== undefined) {
    findings.check('dns.ttl', ttl, TIME_TO_LIVE);
  }
};
