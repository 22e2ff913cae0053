import { Duration } from '../duration';
import { HOST_NAME, Rule } from '../rules';
import { SecretDirectory } from '../secret-directory';
import { AmavisOption } from './amavis-option';
import { DkimKey } from './dkim-key';
import { PerlCall, PerlValue, PerlWord } from './perl-value';
import { inSmallLetters } from './small-letters';

/** What a signature says of a header field. */
export enum DkimSigned {
  /** It is not signed: it may be changed. */
  NO = 'no',
  /** It is signed where it is there: it may not be changed. */
  YES = 'yes',
  /** It is signed, and nobody may add a second one. */
  AND_NO_OTHER = 'and no other',
}

/**
 * Signing of the mail of our own users (DKIM, RFC 6376). Only mail that comes from users who logged in at MTA-RX is signed,
 * and amavisd's own notices: never mail from outside, whatever its `From` says, and nothing that comes back from the
 * quarantine. Nor does amavisd sign what it takes for a virus or for spam. Senders that MTA-TX rewrites (`genericstable`,
 * masquerading) are rewritten after that, and the signature no longer fits.
 *
 * What others need is in DNS: the stack's output `dkim_records` prints the records of the keys, and `dns.dkim` takes the
 * public halves into the gateway's `dnsRecords`.
 */
export interface DkimOptions {
  /**
   * The private keys (`dkim_key`): a directory with a file for each of `signing`, named as its record in DNS and `.pem`,
   * such as `2026a._domainkey.example.com.pem`. They are RSA keys of 1024 bits or more, in PEM, without a pass phrase:
   * `openssl genrsa -out FILE 2048`. The filter's group, 2503, must be able to read them (`chgrp 2503 FILE && chmod 640
   * FILE`), and nobody beyond it. They are read when the container starts; a new key has a new selector.
   */
  readonly keys: SecretDirectory;

  /**
   * Whose mail is signed, with which keys (`dkim_key`). The first of a domain signs; of its others the records are
   * printed, so that the next key is known to the world before it is used.
   */
  readonly signing: DkimKey[];

  /**
   * How long a signature is valid (`ttl` of `@dkim_signature_options_bysender_maps`), in whole seconds.
   *
   * @default 21 days
   */
  readonly ttl?: Duration;

  /**
   * What may change on the way, of the header and of the body (`c` of `@dkim_signature_options_bysender_maps`): with
   * `relaxed` the blanks, with `simple` nothing.
   *
   * @default "relaxed/simple"
   */
  readonly canonicalization?: string;

  /**
   * Header fields for which it is not as amavisd has it (`%signed_header_fields`).
   *
   * @default - amavisd's own choice: nobody may add another `From`, `Date`, `Subject` or `Content-Type`; `To`, `Cc` and
   * `Sender` are not signed, because mailing lists change them
   */
  readonly signedHeaders?: { [field: string]: DkimSigned };
}

/** Signatures of mail: those of others, and our own. */
export interface DkimSettingsOptions {
  /**
   * Whether the signatures of others are checked, what is found is written into `Authentication-Results`, and such fields
   * that somebody else wrote in the gateway's name are removed (`$enable_dkim_verification`). Where it is false, they
   * stay.
   *
   * @default true
   */
  readonly dkimVerification?: boolean;

  /**
   * The name that `Authentication-Results` stands in (`$myauthservid`).
   *
   * @default - the gateway's host name
   */
  readonly authservId?: string;

  /**
   * Signing of the mail of our own users (`$enable_dkim_signing`), and not of what is released from the quarantine
   * (`$policy_bank{'AM.PDP-SOCK'}`).
   *
   * @default - it is not signed
   */
  readonly dkim?: DkimOptions;
}

export interface DkimSettings extends DkimSettingsOptions {
  /** amavisd's own name. */
  readonly hostname: string;
  /** The gateway's name, which that is below. */
  readonly gatewayHostname: string;
}

/** Where the keys are mounted. */
export const DKIM_KEYS = '/run/secrets/dkim';

/** How long a signature is valid where nothing is said (amavisd.conf-sample). */
const TTL = Duration.days(21);

/** More signatures than these are not looked at. */
const MOST_SIGNATURES = 5;

/** The longest that a question to DNS takes, in seconds. */
const DNS_TIMEOUT = 5;

export const CANONICALIZATION: Rule = {
  rule: 'how header and body are read is "simple" or "relaxed", for each',
  source: 'RFC 6376 section 3.4',
  instead: '"relaxed/simple"; leave it out for the default',
  holds: (value) => typeof value === 'string' && /^(simple|relaxed)\/(simple|relaxed)$/.test(value),
};

export const DKIM_TTL: Rule = {
  rule: 'a signature is valid for an hour or longer, in whole seconds',
  source: 'RFC 6376 section 3.5, x=: mail that waits in a queue is verified later',
  instead: 'a duration such as Duration.days(21)',
  holds: (value) =>
    value instanceof Duration &&
    Number.isInteger(value.toSeconds()) &&
    value.toSeconds() >= Duration.hours(1).toSeconds(),
};

/** The file with a key's private half. */
export const keyFile = ({ recordName }: DkimKey): string => `${DKIM_KEYS}/${recordName}.pem`;

const NUMBER_OF = { [DkimSigned.NO]: 0, [DkimSigned.YES]: 1, [DkimSigned.AND_NO_OTHER]: 2 };

/** amavisd's own bounces are from its host's name, which has no key: one of the domain above it signs them. */
const bySender = ({ dkim, hostname }: DkimSettings): PerlValue => {
  const above = dkim?.signing.find(({ domain }) => hostname.toLowerCase().endsWith(`.${domain.toLowerCase()}`));
  const { ttl = TTL, canonicalization = 'relaxed/simple' } = dkim ?? {};
  return new Map<string, PerlValue>([
    ...(above ? [[hostname, new Map([['d', above.domain]])] as const] : []),
    [
      '.',
      new Map<string, PerlValue>([
        ['ttl', ttl.toSeconds()],
        ['c', canonicalization],
      ]),
    ],
  ]);
};

const signs = ({ dkim }: DkimSettings): boolean => dkim !== undefined;

export const DKIM: AmavisOption<DkimSettings>[] = [
  {
    property: 'dkimVerification',
    variable: '$enable_dkim_verification',
    source: 'who has signed a message helps to tell spam; Debian has it off',
    byDefault: true,
  },
  {
    property: 'authservId',
    rule: HOST_NAME,
    variable: '$myauthservid',
    source: 'RFC 8601 section 2.5: mailbox servers know the gateway by its own name',
    value: (s) => s.authservId ?? s.gatewayHostname,
  },
  {
    variable: '$Mail::DKIM::Verifier::MAX_SIGNATURES_TO_PROCESS',
    source: 'RFC 6376 section 8.4: each of its 50 asks DNS several times, and a stranger chooses whom',
    value: () => new PerlWord(`(do { require Mail::DKIM::Verifier; ${MOST_SIGNATURES - 1} })`),
  },
  {
    variable: '$Mail::DKIM::DNS::TIMEOUT',
    source: 'a process that waits for DNS checks no other message',
    byDefault: DNS_TIMEOUT,
  },
  {
    property: 'dkim',
    variable: '$enable_dkim_signing',
    source: 'amavisd.conf-default; only where originating is true: mail of our own users, and notices',
    value: signs,
  },
  {
    property: 'dkim',
    variable: "$policy_bank{'AM.PDP-SOCK'}{'enable_dkim_signing'}",
    source: 'amavisd takes what is released from quarantine for our own, whoever it is from',
    when: signs,
    value: () => false,
  },
  {
    property: 'dkim',
    variable: 'dkim_key',
    source: 'amavisd.conf-sample',
    calls: (s) =>
      (s.dkim?.signing ?? []).map((key) => new PerlCall('dkim_key', [key.domain, key.selector, keyFile(key)])),
  },
  {
    property: 'dkim',
    variable: '@dkim_signature_options_bysender_maps',
    source: 'amavisd.conf-sample',
    when: signs,
    value: (s): PerlValue => [bySender(s)],
  },
  {
    property: 'dkim',
    variable: '$signed_header_fields',
    source: 'amavisd.conf-default',
    elements: (s) =>
      new Map(
        Object.entries(s.dkim?.signedHeaders ?? {}).map(([field, how]) => [inSmallLetters(field), NUMBER_OF[how]]),
      ),
  },
];
