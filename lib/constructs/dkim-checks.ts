import { Annotations, Token } from 'cdktf';
import { Construct } from 'constructs';
import { CANONICALIZATION, DKIM_TTL, DkimOptions } from '../models/amavis/dkim';
import { FIELD_NAME } from '../models/amavis/headers';
import { DnsOptions } from '../models/dns-options';
import { SELECTOR } from '../models/dns-rules';
import { MailDomain } from '../models/mail-domain';
import { Rule } from '../models/rules';
import { SecretDirectory } from '../models/secret-directory';
import { AmavisFilterOptions } from './amavis-filter-options';
import { checkVolume } from './checks';
import { Findings } from './findings';

const KEYS: Rule = {
  rule: 'the private keys are files in a directory of secrets',
  source: 'they are in no image, in no state and in no JSON',
  instead: 'SecretDirectory.onHostPath("/srv/mx/dkim")',
  holds: (value) => value instanceof SecretDirectory,
};

const checkSigning = (findings: Findings, { signing }: DkimOptions, domains: readonly MailDomain[]): void => {
  if (!Array.isArray(signing) || signing.length === 0) {
    findings.add('dkim.signing', signing, {
      rule: 'without a key no mail is signed',
      source: 'amavisd.conf-sample, dkim_key',
      instead: '[DkimKey.of("example.com", "2026a")], or no "dkim" at all',
    });
    return;
  }
  const known = domains.map(({ name }) => String(name).toLowerCase());
  const names = signing.map(({ recordName }) => recordName.toLowerCase());
  signing.forEach(({ domain, selector, recordName }, index) => {
    const property = `dkim.signing[${index}]`;
    findings.check(`${property}.selector`, selector, SELECTOR);
    if (!Token.isUnresolved(domain) && !known.includes(domain.toLowerCase()) && !domains.some(isUnknown)) {
      findings.add(`${property}.domain`, domain, {
        rule: 'the gateway has no such domain',
        source: '"domains" lists them; it signs for nobody else',
        instead: 'one of them',
      });
    }
    if (!Token.isUnresolved(recordName) && names.indexOf(names[index]) !== index) {
      findings.add(property, recordName, {
        rule: 'a domain has one key of a name',
        source: 'amavisd stops: "selector already in use"',
        instead: 'another selector, or only one of the two',
      });
    }
  });
};

const isUnknown = ({ name }: MailDomain): boolean => Token.isUnresolved(name);

/** Holds what is said of signatures against the rules. */
export const checkDkim = (
  findings: Findings,
  { dkim }: AmavisFilterOptions,
  domains: readonly MailDomain[] = [],
): void => {
  if (dkim === undefined) {
    return;
  }
  checkSigning(findings, dkim, domains);
  findings.check('dkim.keys', dkim.keys, KEYS);
  checkVolume(findings, 'dkim.keys', dkim.keys?.volume);
  if (dkim.ttl !== undefined) {
    findings.check('dkim.ttl', dkim.ttl, DKIM_TTL);
  }
  if (dkim.canonicalization !== undefined) {
    findings.check('dkim.canonicalization', dkim.canonicalization, CANONICALIZATION);
  }
  Object.keys(dkim.signedHeaders ?? {}).forEach((field) => findings.check('dkim.signedHeaders', field, FIELD_NAME));
};

/**
 * Who names public keys at all probably means all of them. No error: the record may be in DNS by other means, and the
 * gateway itself prints it only when it runs.
 */
export const warnOfMissingRecords = (scope: Construct, { dkim: published }: DnsOptions, dkim?: DkimOptions): void => {
  const missing = (dkim?.signing ?? []).filter(
    (key) =>
      !published?.some(({ selector, domain = key.domain }) => selector === key.selector && domain === key.domain),
  );
  if (published !== undefined && missing.length > 0) {
    const names = missing.map(({ recordName }) => recordName).join(', ');
    Annotations.of(scope).addWarning(
      `"dns.dkim" has no public key for ${names}, which "filter.dkim.signing" signs with: others cannot verify what ` +
        'is signed until the records are in DNS. The output "dkim_records" prints them.',
    );
  }
};
