import { Duration } from '../duration';
import { Rule, WHOLE_SECONDS } from '../rules';
import { ClamAvOption } from './clamav-option';

/** Where the signatures come from, and how old they may be. */
export interface SignatureOptions {
  /**
   * Whether a container of its own, freshclam, keeps the signatures up to date. It is the one that has a way out.
   *
   * @default true
   */
  readonly updates?: boolean;

  /**
   * Whether the signatures of the ClamAV project are used: main, daily and bytecode (`ExcludeDatabase`). Nothing is looked
   * through before they are there.
   *
   * @default - as `updates`
   */
  readonly officialSignatures?: boolean;

  /**
   * How old the signatures may be before clamd is unhealthy. The date is the one that clamd itself gives: that of the ClamAV
   * project's daily signatures. Without these it is the time at which freshclam last found everything up to date, and without
   * freshclam there is none, and nothing is unhealthy.
   *
   * @default 7 days
   */
  readonly maxSignatureAge?: Duration;

  /**
   * How often freshclam looks for newer ones (freshclam's `Checks`, by a day). When it fails it tries again after a minute,
   * then after two and so on.
   *
   * @default 2 hours
   */
  readonly updateInterval?: Duration;

  /**
   * How often clamd looks whether there are newer ones in the volume, and reads them (`SelfCheck`). freshclam cannot tell
   * it: the two have no network in common.
   *
   * @default 5 minutes
   */
  readonly selfCheck?: Duration;

  /**
   * Server of the ClamAV project's signatures (`DatabaseMirror`).
   *
   * @default "database.clamav.net"
   */
  readonly databaseMirror?: string;

  /**
   * Servers of one's own that have the ClamAV project's signatures, one in the place of the other when it fails
   * (`PrivateMirror`): a host, or a URL. With these the project's own servers are not asked.
   *
   * @default - none
   */
  readonly privateMirrors?: string[];

  /**
   * More files of signatures, which freshclam fetches (`DatabaseCustomURL`).
   *
   * @default - none
   */
  readonly databaseCustomUrls?: string[];

  /**
   * Files of signatures of your own, such as `signatures/company.ndb`: they are read at synth, tried when the image is
   * built, and are in it. Where there is freshclam, its container brings them into the volume, so that clamd goes on while
   * they change.
   *
   * @default - none
   */
  readonly signatureFiles?: string[];
}

export const MAX_SIGNATURE_AGE = Duration.days(7);
export const UPDATE_INTERVAL = Duration.hours(2);

/** Kinds of signature files that are text (docs.clamav.net, Signatures). Bytecode is a program, and not among them. */
const KINDS = 'cdb crb fp ftm gdb hdb hsb hdu hsu idb ign ign2 ldb ldu mdb mdu msb msu ndb ndu pdb sfp wdb yar yara';

/** The last part of a path or URL. */
export const fileNameOf = (place: string): string => place.replace(/^.*[/\\]/, '');

const isSignatureFile = (name: string): boolean =>
  new RegExp(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}\\.(${KINDS.replace(/ /g, '|')})$`).test(name) &&
  !/^(main|daily|bytecode)\./.test(name);

export const SIGNATURE_FILE: Rule = {
  rule:
    'a file of signatures is named with letters, digits, "_" and "-", not as the official ones, and ends with its kind: ' +
    KINDS.replace(/(\w+) (\w+)$/, '$1 or $2'),
  source: 'ClamAV goes by the ending, and passes over a file that has another; docs.clamav.net, Signatures',
  instead: 'a path such as "signatures/company.ndb"',
  holds: (value) => typeof value === 'string' && isSignatureFile(fileNameOf(value)),
};

export const CUSTOM_URL: Rule = {
  rule: 'a file of signatures is fetched with http, https, ftp or ftps, has a name that ClamAV knows, and no password',
  source: 'freshclam.conf(5), DatabaseCustomURL; what is in an image is no secret',
  instead: 'a URL such as "https://signatures.example.com/company.ndb"',
  holds: (value) =>
    typeof value === 'string' &&
    /^(https?|ftps?):\/\/[A-Za-z0-9.-]+(:\d{1,5})?(\/[A-Za-z0-9._~%+-]+)+$/.test(value) &&
    (isSignatureFile(fileNameOf(value)) ||
      /^(?!main\.|daily\.|bytecode\.)[A-Za-z0-9_-]+\.c[lv]d$/.test(fileNameOf(value))),
};

const MIRROR: Rule = {
  rule: 'a server of signatures is a host, with its port where it has another, or an http or https URL',
  source: 'freshclam.conf(5), DatabaseMirror and PrivateMirror; what is in an image is no secret, so no password',
  instead: 'a name such as "mirror.example.com"',
  holds: (value) =>
    typeof value === 'string' && /^(https?:\/\/)?[A-Za-z0-9.-]+(:\d{1,5})?(\/[A-Za-z0-9._~%+-]+)*$/.test(value),
};

const INTERVAL: Rule = {
  rule: 'signatures are looked for at most once a minute',
  source: "freshclam(1): the ClamAV project's servers turn away whom they see too often",
  instead: 'a length such as Duration.hours(2)',
  holds: (value) => WHOLE_SECONDS.holds(value) && (value as Duration).toSeconds() >= 60,
};

export const usesOfficialSignatures = ({ updates, officialSignatures }: SignatureOptions): boolean =>
  officialSignatures ?? updates ?? true;

/** What clamd's configuration says of signatures. */
export const CLAMD_SIGNATURES: ClamAvOption<SignatureOptions>[] = [
  {
    property: 'selfCheck',
    rule: WHOLE_SECONDS,
    directive: 'SelfCheck',
    source: 'freshclam has no network in common with clamd, so that NotifyClamd reaches nobody',
    byDefault: Duration.minutes(5),
  },
];

/** What freshclam's configuration says of them. */
export const FRESHCLAM_SIGNATURES: ClamAvOption<SignatureOptions>[] = [
  {
    property: 'databaseMirror',
    rule: MIRROR,
    directive: 'DatabaseMirror',
    source: 'freshclam.conf(5)',
    byDefault: 'database.clamav.net',
  },
  { property: 'privateMirrors', rule: MIRROR, directive: 'PrivateMirror', source: 'freshclam.conf(5)' },
  { property: 'databaseCustomUrls', rule: CUSTOM_URL, directive: 'DatabaseCustomURL', source: 'freshclam.conf(5)' },
  {
    property: 'officialSignatures',
    directive: 'ExcludeDatabase',
    source: 'freshclam.conf(5)',
    value: (s) => (usesOfficialSignatures(s) ? [] : ['main', 'daily', 'bytecode']),
  },
];

/** Properties that freshclam's container and clamd's own health check go by. */
export const SIGNATURE_TIMES: { readonly property: keyof SignatureOptions; readonly rule: Rule }[] = [
  { property: 'maxSignatureAge', rule: WHOLE_SECONDS },
  { property: 'updateInterval', rule: INTERVAL },
];
