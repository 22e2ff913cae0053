import { AmavisFilterOptions, Destiny, Duration, Size } from 'cdktf-dual-mta';
import { settingLines } from '../../../tooling/filter-settings';

/** A property, its variable, what that is where nothing is said, a value, and what the variable is then. */
type Case = [string, string, string | undefined, AmavisFilterOptions, string];

const CASES: Case[] = [
  ['AmavisFilter.childTimeout', '$child_timeout', '480', { childTimeout: Duration.minutes(3) }, '180'],
  ['AmavisFilter.maxRequests', '$max_requests', '100', { maxRequests: 7 }, '7'],
  ['AmavisFilter.logLevel', '$log_level', '0', { logLevel: 2 }, '2'],

  ['AmavisFilter.maxLevels', '$MAXLEVELS', '14', { maxLevels: 5 }, '5'],
  ['AmavisFilter.maxFiles', '$MAXFILES', '1500', { maxFiles: 10 }, '10'],
  [
    'AmavisFilter.minExpansionQuota',
    '$MIN_EXPANSION_QUOTA',
    '102400',
    { minExpansionQuota: Size.kibibytes(1) },
    '1024',
  ],
  [
    'AmavisFilter.maxExpansionQuota',
    '$MAX_EXPANSION_QUOTA',
    '314572800',
    { maxExpansionQuota: Size.mebibytes(1) },
    '1048576',
  ],
  ['AmavisFilter.maxExpansionFactor', '$MAX_EXPANSION_FACTOR', '500', { maxExpansionFactor: 20 }, '20'],

  ['AmavisFilter.virusDestiny', '$final_virus_destiny', 'D_DISCARD', { virusDestiny: Destiny.PASS }, 'D_PASS'],
  ['AmavisFilter.bannedDestiny', '$final_banned_destiny', 'D_DISCARD', { bannedDestiny: Destiny.BOUNCE }, 'D_BOUNCE'],
  ['AmavisFilter.spamDestiny', '$final_spam_destiny', 'D_PASS', { spamDestiny: Destiny.DISCARD }, 'D_DISCARD'],
  [
    'AmavisFilter.badHeaderDestiny',
    '$final_bad_header_destiny',
    'D_PASS',
    { badHeaderDestiny: Destiny.BOUNCE },
    'D_BOUNCE',
  ],

  ['AmavisFilter.spamTagLevel', '$sa_tag_level_deflt', '-999', { spamTagLevel: 2.5 }, '2.5'],
  ['AmavisFilter.spamTag2Level', '$sa_tag2_level_deflt', '6.2', { spamTag2Level: 5 }, '5'],
  ['AmavisFilter.spamKillLevel', '$sa_kill_level_deflt', '6.9', { spamKillLevel: 12 }, '12'],
  ['AmavisFilter.spamDsnCutoffLevel', '$sa_dsn_cutoff_level', '10', { spamDsnCutoffLevel: 8 }, '8'],
  [
    'AmavisFilter.spamQuarantineCutoffLevel',
    '$sa_quarantine_cutoff_level',
    undefined,
    { spamQuarantineCutoffLevel: 25 },
    '25',
  ],
  ['AmavisFilter.spamSubjectTag', '$sa_spam_subject_tag', 'undef', { spamSubjectTag: "[it's] " }, "'[it\\'s] '"],
  [
    'AmavisFilter.spamBodySizeLimit',
    '$sa_mail_body_size_limit',
    '409600',
    { spamBodySizeLimit: Size.kibibytes(1) },
    '1024',
  ],

  ['AmavisFilter.headerTag', '$X_HEADER_TAG', "'X-Virus-Scanned'", { headerTag: 'X-Seen' }, "'X-Seen'"],
  [
    'AmavisFilter.headerLine',
    '$X_HEADER_LINE',
    "'amavisd-new at filter.mx.example.com'",
    { headerLine: 'at $home' },
    "'at $home'",
  ],

  ['AmavisFilter.virusAdmin', '$virus_admin', 'undef', { virusAdmin: 'a@example.com' }, "'a@example.com'"],
  ['AmavisFilter.bannedAdmin', '$banned_admin', 'undef', { bannedAdmin: 'a@example.com' }, "'a@example.com'"],
  ['AmavisFilter.spamAdmin', '$spam_admin', 'undef', { spamAdmin: 'a@example.com' }, "'a@example.com'"],
  ['AmavisFilter.badHeaderAdmin', '$bad_header_admin', 'undef', { badHeaderAdmin: 'a@example.com' }, "'a@example.com'"],
  ['AmavisFilter.warnVirusRecipients', '$warnvirusrecip', '0', { warnVirusRecipients: true }, '1'],
  ['AmavisFilter.warnBannedRecipients', '$warnbannedrecip', '1', { warnBannedRecipients: false }, '0'],
  ['AmavisFilter.warnBadHeaderRecipients', '$warnbadhrecip', '0', { warnBadHeaderRecipients: true }, '1'],

  ['AmavisFilter.recipientDelimiter', '$recipient_delimiter', "'+'", { recipientDelimiter: '-' }, "'-'"],
  ['AmavisFilter.spamExtension', '@addr_extension_spam_maps', '()', { spamExtension: 'spam' }, "('spam')"],
  ['AmavisFilter.virusExtension', '@addr_extension_virus_maps', '()', { virusExtension: 'virus' }, "('virus')"],
  ['AmavisFilter.bannedExtension', '@addr_extension_banned_maps', '()', { bannedExtension: 'banned' }, "('banned')"],
  [
    'AmavisFilter.badHeaderExtension',
    '@addr_extension_bad_header_maps',
    '()',
    { badHeaderExtension: 'bad_1' },
    "('bad_1')",
  ],

  [
    'AmavisFilter.uncheckedSubjectTag',
    '$undecipherable_subject_tag',
    "'***UNCHECKED*** '",
    { uncheckedSubjectTag: '' },
    "''",
  ],
];

const linesWith = (variable: string, value: string | undefined): string[] =>
  value === undefined ? [] : [`${variable} = ${value};`];

describe('a property of the filter that is one setting', () => {
  test.each(CASES)('%s', (_, variable, byDefault, filter, chosen) => {
    expect(settingLines(variable)).toEqual(linesWith(variable, byDefault));
    expect(settingLines(variable, filter)).toEqual(linesWith(variable, chosen));
  });
});
