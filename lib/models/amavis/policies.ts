import { Size } from '../size';
import { AddressExtensionOptions, EXTENSION, EXTENSION_MAPS } from './address-extensions';
import { AmavisOption } from './amavis-option';
import { ownBannedTable } from './banned-files';
import { PerlValue, PerlWord } from './perl-value';
import { RecipientPolicy, RecipientPolicyOptions } from './recipient-policy';
import { inSmallLetters } from './small-letters';

/** What is different for some recipients. */
export interface PolicyOptions {
  /**
   * What is different for some recipients: what they get all the same, what is not looked for, from which score on, and
   * what is put behind their local part.
   *
   * @default - all are treated alike
   */
  readonly policies?: RecipientPolicy[];
}

export interface PolicySettings extends PolicyOptions, AddressExtensionOptions {}

const written = (value: NonNullable<RecipientPolicyOptions[keyof RecipientPolicyOptions]>): PerlValue => {
  if (value instanceof Size) {
    return value.toBytes();
  }
  return Array.isArray(value) ? ownBannedTable(value) : value;
};

/** A table by recipient, and what follows it for everybody. */
const table =
  (field: keyof RecipientPolicyOptions, ...everybody: PerlValue[]) =>
  ({ policies = [] }: PolicySettings): PerlValue => {
    const entries = policies.flatMap(({ recipient, options }): [string, PerlValue][] => {
      const value = options[field];
      return value === undefined ? [] : [[inSmallLetters(recipient), written(value)]];
    });
    return entries.length === 0 ? everybody : [new Map(entries), ...everybody];
  };

/** More bytes than any message has. */
const NO_LIMIT = 2 ** 40;

/** Tables that hold a boolean, with what Debian's defaults would make of them. */
const BOOLEANS: [keyof RecipientPolicyOptions, string][] = [
  ['virusLover', '@virus_lovers_maps'],
  ['bannedFilesLover', '@banned_files_lovers_maps'],
  ['spamLover', '@spam_lovers_maps'],
  ['badHeaderLover', '@bad_header_lovers_maps'],
  ['uncheckedLover', '@unchecked_lovers_maps'],
  ['bypassVirusChecks', '@bypass_virus_checks_maps'],
  ['bypassBannedChecks', '@bypass_banned_checks_maps'],
  ['bypassSpamChecks', '@bypass_spam_checks_maps'],
  ['bypassHeaderChecks', '@bypass_header_checks_maps'],
];

/** Tables that fall back to a variable for everybody. */
const WITH_FALLBACK: [keyof RecipientPolicyOptions, string, string][] = [
  ['spamTagLevel', '@spam_tag_level_maps', '\\$sa_tag_level_deflt'],
  ['spamTag2Level', '@spam_tag2_level_maps', '\\$sa_tag2_level_deflt'],
  ['spamKillLevel', '@spam_kill_level_maps', '\\$sa_kill_level_deflt'],
  ['spamDsnCutoffLevel', '@spam_dsn_cutoff_level_maps', '\\$sa_dsn_cutoff_level'],
  ['spamSubjectTag', '@spam_subject_tag2_maps', '\\$sa_spam_subject_tag'],
];

export const POLICIES: AmavisOption<PolicySettings>[] = [
  ...BOOLEANS.map(([field, variable]): AmavisOption<PolicySettings> => ({
    property: 'policies',
    variable,
    source: "Debian's defaults bypass the checks for viruses and spam for everybody",
    value: table(field, false),
  })),
  ...WITH_FALLBACK.map(([field, variable, fallback]): AmavisOption<PolicySettings> => ({
    property: 'policies',
    variable,
    source: 'by recipient, then what is for everybody',
    value: table(field, new PerlWord(fallback)),
  })),
  ...Object.entries(EXTENSION_MAPS).map(([field, variable]): AmavisOption<PolicySettings> => ({
    property: field as keyof typeof EXTENSION_MAPS,
    rule: EXTENSION,
    variable,
    source: 'by recipient, then what is for everybody',
    value: (s) => {
      const everybody = s[field as keyof typeof EXTENSION_MAPS];
      return table(field as keyof typeof EXTENSION_MAPS, ...(everybody === undefined ? [] : [everybody]))(s);
    },
  })),
  {
    property: 'policies',
    variable: '@banned_filename_maps',
    source: 'by recipient, then what is for everybody',
    value: table('bannedFiles', 'DEFAULT'),
  },
  {
    property: 'policies',
    variable: '@message_size_limit_maps',
    source:
      'by recipient; for everybody MTA-RX has the limit, and without a number here amavisd would hold them to the others',
    value: table('messageSizeLimit', NO_LIMIT),
  },
];
