import { Token } from 'cdktf';
import { AMAVIS_OPTIONS } from '../models/amavis/amavis-table';
import { BANNED_RULE } from '../models/amavis/banned-files';
import { DESTINY } from '../models/amavis/destinies';
import { EXTENSION } from '../models/amavis/address-extensions';
import { POSITIVE_SIZE } from '../models/amavis/decoders';
import { FIELD_NAME } from '../models/amavis/headers';
import { TEMPLATE } from '../models/amavis/notifications';
import { destiniesOf, isKept, QuarantineKind } from '../models/amavis/quarantine';
import { RecipientPolicy, RecipientPolicyOptions } from '../models/amavis/recipient-policy';
import { RECIPIENT_PATTERN } from '../models/amavis/recipient-pattern';
import { SCORE, SpamLevelOptions, SUBJECT_TAG } from '../models/amavis/spam-levels';
import { Destiny } from '../models/destiny';
import { Duration } from '../models/duration';
import { MailDomain } from '../models/mail-domain';
import { Rule } from '../models/rules';
import { AmavisFilterOptions } from './amavis-filter-options';
import { checkOptions, checkVolume } from './checks';
import { Findings } from './findings';

const AT_LEAST_A_DAY: Rule = {
  rule: 'what is not delivered is kept for at least a day',
  source: 'somebody has to have the time to ask for it',
  instead: 'a length such as Duration.days(30)',
  holds: (value) => value instanceof Duration && value.toMilliseconds() >= Duration.days(1).toMilliseconds(),
};

/** What is discarded without a trace cannot be asked for. */
const checkQuarantine = (findings: Findings, { quarantine = {}, ...options }: AmavisFilterOptions): void => {
  checkVolume(findings, 'quarantine.volume', quarantine.volume);
  if (quarantine.retention !== undefined) {
    findings.check('quarantine.retention', quarantine.retention, AT_LEAST_A_DAY);
  }
  if (quarantine.sizeLimit !== undefined) {
    findings.check('quarantine.sizeLimit', quarantine.sizeLimit, POSITIVE_SIZE);
  }
  if (quarantine.kinds === undefined) {
    return;
  }
  for (const kind of Object.values(QuarantineKind).filter((one) => !quarantine.kinds?.includes(one))) {
    const [discarding] = destiniesOf(options, kind).find(([, { name }]) => name === Destiny.DISCARD.name) ?? [];
    if (discarding !== undefined) {
      findings.add('quarantine.kinds', quarantine.kinds, {
        rule: `mail that "${discarding}" discards is kept, or it is lost without anybody knowing`,
        source: 'a message that was accepted is delivered, bounced or kept',
        instead: `QuarantineKind "${kind}" too, or another destiny`,
      });
    }
  }
};

/** A notice to somebody who has not sent the message is spam itself. */
const checkBackscatter = (findings: Findings, options: AmavisFilterOptions, domains: readonly MailDomain[]): void => {
  const unverified = domains.find(({ recipients }) => recipients.listed === undefined);
  for (const property of ['virusDestiny', 'spamDestiny'] as const) {
    if (options[property]?.name !== Destiny.BOUNCE.name || (options.bouncesToStrangers && !unverified)) {
      continue;
    }
    findings.add(property, options[property].name, {
      rule: options.bouncesToStrangers
        ? `MTA-RX accepts mail for anybody at ${unverified?.name}, so notices would go to strangers for every guess`
        : 'the sender of spam and viruses from outside is forged: a notice would go to a stranger (backscatter)',
      source: 'RFC 3834 section 2; README.sendmail-dual, NOTES: virtusertable',
      instead: options.bouncesToStrangers
        ? 'Recipients.of(...) for that domain, or Destiny.DISCARD'
        : 'Destiny.DISCARD or Destiny.PASS; "bouncesToStrangers" insists, where MTA-RX knows all recipients',
    });
  }
};

const ORDER: (keyof SpamLevelOptions & keyof RecipientPolicyOptions)[] = [
  'spamTagLevel',
  'spamTag2Level',
  'spamKillLevel',
];

type Levels = Pick<SpamLevelOptions, (typeof ORDER)[number]>;

/** A level that lies below the one before it would make that one meaningless. What is not said is as for everybody. */
const checkOrder = (findings: Findings, property: string, own: Levels, everybody: Levels): void =>
  ORDER.slice(1).forEach((name, index) => {
    const before = ORDER[index];
    const [lower, higher] = [own[before] ?? everybody[before], own[name] ?? everybody[name]];
    if ((own[before] ?? own[name]) === undefined || lower === undefined || higher === undefined) {
      return;
    }
    if (!Token.isUnresolved(lower) && !Token.isUnresolved(higher) && lower > higher) {
      findings.add(`${property}${name}`, higher, {
        rule: `it lies at or above "${before}", which is ${lower}`,
        source: 'amavisd.conf-sample: tag level, tag2 level, kill level',
        instead: `${lower} or more`,
      });
    }
  });

/** The levels that count where a policy says nothing. */
const levelsOf = ({ spamTagLevel = -999, spamTag2Level = 6.2, spamKillLevel = 6.9 }: Levels): Levels => ({
  spamTagLevel,
  spamTag2Level,
  spamKillLevel,
});

const POLICY_RULES: [keyof RecipientPolicyOptions, Rule][] = [
  ...(['spamTagLevel', 'spamTag2Level', 'spamKillLevel', 'spamDsnCutoffLevel'] as const).map(
    (name): [keyof RecipientPolicyOptions, Rule] => [name, SCORE],
  ),
  ...(['spamExtension', 'virusExtension', 'bannedExtension', 'badHeaderExtension'] as const).map(
    (name): [keyof RecipientPolicyOptions, Rule] => [name, EXTENSION],
  ),
  ['spamSubjectTag', SUBJECT_TAG],
  ['messageSizeLimit', POSITIVE_SIZE],
];

const checkPolicies = (findings: Findings, { policies = [], ...everybody }: AmavisFilterOptions): void =>
  policies.forEach(({ recipient, options }, index) => {
    const property = `policies[${index}]`;
    findings.check(`${property}.recipient`, recipient, RECIPIENT_PATTERN);
    const isSame = (other: RecipientPolicy): boolean => other.recipient.toLowerCase() === recipient.toLowerCase();
    if (!Token.isUnresolved(recipient) && policies.findIndex(isSame) !== index) {
      findings.add(`${property}.recipient`, recipient, {
        rule: 'a recipient has one policy',
        source: 'of two equal keys of a hash Perl keeps the last',
        instead: 'one policy with all of it',
      });
    }
    POLICY_RULES.filter(([name]) => options[name] !== undefined).forEach(([name, rule]) =>
      findings.check(`${property}.${name}`, options[name], rule),
    );
    options.bannedFiles?.forEach((rule, number) =>
      findings.check(`${property}.bannedFiles[${number}]`, rule, BANNED_RULE),
    );
    checkOrder(findings, `${property}.`, options, levelsOf(everybody));
  });

/** Destinies of our own users' mail, each with the kind of mail that the quarantine keeps. */
const SUBMISSION_DESTINIES = [
  ['virusDestiny', QuarantineKind.VIRUS],
  ['bannedDestiny', QuarantineKind.BANNED],
  ['spamDestiny', QuarantineKind.SPAM],
  ['badHeaderDestiny', QuarantineKind.BAD_HEADER],
] as const;

const checkSubmission = (findings: Findings, { submissionPolicy = {}, ...options }: AmavisFilterOptions): void => {
  for (const [name, kind] of SUBMISSION_DESTINIES.filter(([one]) => submissionPolicy[one] !== undefined)) {
    const property = `submissionPolicy.${name}`;
    findings.check(property, submissionPolicy[name], DESTINY);
    if (submissionPolicy[name]?.name === Destiny.DISCARD.name && !isKept(options, kind)) {
      findings.add(property, submissionPolicy[name], {
        rule: 'what is discarded is kept, or it is lost without anybody knowing',
        source: 'the quarantine keeps the same kinds of mail for our own users as for everybody',
        instead: `"quarantine.kinds" with QuarantineKind "${kind}", or another destiny`,
      });
    }
  }
  for (const name of ['spamTag2Level', 'spamKillLevel'] as const) {
    if (submissionPolicy[name] !== undefined) {
      findings.check(`submissionPolicy.${name}`, submissionPolicy[name], SCORE);
    }
  }
  checkOrder(findings, 'submissionPolicy.', submissionPolicy, levelsOf(options));
  submissionPolicy.bannedFiles?.forEach((rule, index) =>
    findings.check(`submissionPolicy.bannedFiles[${index}]`, rule, BANNED_RULE),
  );
};

/** Holds what was chosen of amavisd against the rules. */
export const checkAmavis = (
  findings: Findings,
  options: AmavisFilterOptions,
  domains: readonly MailDomain[] = [],
): void => {
  checkOptions(findings, AMAVIS_OPTIONS, options);
  checkQuarantine(findings, options);
  checkBackscatter(findings, options, domains);
  checkPolicies(findings, options);
  checkSubmission(findings, options);
  checkOrder(findings, '', options, levelsOf(options));
  Object.entries({ ...options.templates }).forEach(([name, text]) =>
    findings.check(`templates.${name}`, text ?? '', TEMPLATE),
  );
  checkVolume(findings, 'work', options.work?.volume);
  Object.keys(options.addedHeaders ?? {}).forEach((field) => findings.check('addedHeaders', field, FIELD_NAME));
};
