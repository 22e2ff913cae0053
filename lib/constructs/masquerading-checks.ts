import { Annotations, Token } from 'cdktf';
import { Construct } from 'constructs';
import { DkimOptions } from '../models/amavis/dkim';
import { MailDomain } from '../models/mail-domain';
import { MasqueradingOptions, MasqueradingSettings } from '../models/sendmail/delivering/masquerading';
import { Findings } from './findings';

/** Holds what senders appear as against the rules. */
export const checkMasquerading = (findings: Findings, s: Partial<MasqueradingSettings>): void => {
  const others = ['masqueradeDomains', 'masqueradeEntireDomain', 'masqueradeExceptions', 'masqueradeEnvelope'] as const;
  others
    .filter((property) => s[property] !== undefined && s.masqueradeAs === undefined && s.genericstable === undefined)
    .forEach((property) =>
      findings.add(property, s[property], {
        rule: 'nothing is hidden where there is no domain to appear under',
        source: 'cf/README, MASQUERADING AND RELAYING',
        instead: '"masqueradeAs" too',
      }),
    );
};

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

const distinct = (names: readonly string[]): string => [...new Set(names)].join(', ');

/** Domains that senders appear under, written down. */
const shown = ({ masqueradeAs, genericstable = {} }: MasqueradingOptions): string[] =>
  [masqueradeAs ?? [], ...Object.values(genericstable)]
    .flat()
    .filter((address) => !Token.isUnresolved(address))
    .map(domainOf);

/** Of these domains those whose senders appear as others. */
const hiddenAmong = (names: readonly string[], s: MasqueradingOptions): string[] => {
  const { masqueradeAs, masqueradeDomains = [], masqueradeExceptions = [], genericstable = {} } = s;
  const rewritten = Object.keys(genericstable).map(domainOf);
  const isHidden = (name: string): boolean =>
    masqueradeAs !== undefined &&
    name !== masqueradeAs.toLowerCase() &&
    !masqueradeExceptions.includes(name) &&
    masqueradeDomains.some((hidden) => name === hidden || (s.masqueradeEntireDomain && name.endsWith(`.${hidden}`)));
  return names.filter((name) => isHidden(name) || rewritten.includes(name));
};

/**
 * Says where what senders appear as does not fit the gateway's domains. No error: another gateway may have the domain that
 * mail only leaves under.
 */
export const warnOfMasquerading = (
  scope: Construct,
  { tx = {}, domains = [], dkim }: { tx?: MasqueradingOptions; domains?: readonly MailDomain[]; dkim?: DkimOptions },
): void => {
  if (domains.some(({ name }) => Token.isUnresolved(name))) {
    return;
  }
  const own = domains.map(({ name }) => String(name).toLowerCase());
  const foreign = shown(tx).filter((name) => !own.includes(name));
  if (foreign.length > 0) {
    Annotations.of(scope).addWarning(
      `senders appear under ${distinct(foreign)} ("tx.masqueradeAs", "tx.genericstable"), which is not among "domains": ` +
        'answers to them do not come to this gateway, and its DNS records and signatures leave that domain out. ' +
        'Write it in "domains" too, unless another gateway has it.',
    );
  }
  const signed = (dkim?.signing ?? []).map(({ domain }) => domain).filter((domain) => !Token.isUnresolved(domain));
  const broken = hiddenAmong([...new Set(signed.map((name) => name.toLowerCase()))], tx);
  if (broken.length > 0) {
    Annotations.of(scope).addWarning(
      `the filter signs as ${distinct(broken)} ("filter.dkim.signing"), and MTA-TX then writes another sender in the ` +
        'header ("tx.masqueradeDomains", "tx.genericstable"): such a signature does not verify. Have the mail servers ' +
        'behind the gateway write the address that is to be seen, or do not sign for that domain.',
    );
  }
};
