import { AmavisFilterOptions, BannedRule, RecipientPolicy, RecipientPolicyOptions, Size } from 'cdktf-dual-mta';
import { settingLines } from '../../../tooling/filter-settings';

/** A member, its table, what stands behind the recipients' for everybody, a value, and how it is written. */
const CASES: [string, string, string, RecipientPolicyOptions, string][] = [
  ['AmavisFilter.policies.virusLover', '@virus_lovers_maps', '0', { virusLover: true }, '1'],
  ['AmavisFilter.policies.bannedFilesLover', '@banned_files_lovers_maps', '0', { bannedFilesLover: true }, '1'],
  ['AmavisFilter.policies.spamLover', '@spam_lovers_maps', '0', { spamLover: true }, '1'],
  ['AmavisFilter.policies.badHeaderLover', '@bad_header_lovers_maps', '0', { badHeaderLover: true }, '1'],
  ['AmavisFilter.policies.uncheckedLover', '@unchecked_lovers_maps', '0', { uncheckedLover: false }, '0'],
  ['AmavisFilter.policies.bypassVirusChecks', '@bypass_virus_checks_maps', '0', { bypassVirusChecks: true }, '1'],
  ['AmavisFilter.policies.bypassBannedChecks', '@bypass_banned_checks_maps', '0', { bypassBannedChecks: true }, '1'],
  ['AmavisFilter.policies.bypassSpamChecks', '@bypass_spam_checks_maps', '0', { bypassSpamChecks: true }, '1'],
  ['AmavisFilter.policies.bypassHeaderChecks', '@bypass_header_checks_maps', '0', { bypassHeaderChecks: true }, '1'],
  ['AmavisFilter.policies.spamTagLevel', '@spam_tag_level_maps', '\\$sa_tag_level_deflt', { spamTagLevel: 1 }, '1'],
  [
    'AmavisFilter.policies.spamTag2Level',
    '@spam_tag2_level_maps',
    '\\$sa_tag2_level_deflt',
    { spamTag2Level: 4.5 },
    '4.5',
  ],
  ['AmavisFilter.policies.spamKillLevel', '@spam_kill_level_maps', '\\$sa_kill_level_deflt', { spamKillLevel: 9 }, '9'],
  [
    'AmavisFilter.policies.spamDsnCutoffLevel',
    '@spam_dsn_cutoff_level_maps',
    '\\$sa_dsn_cutoff_level',
    { spamDsnCutoffLevel: 20 },
    '20',
  ],
  [
    'AmavisFilter.policies.spamSubjectTag',
    '@spam_subject_tag2_maps',
    '\\$sa_spam_subject_tag',
    { spamSubjectTag: "it's " },
    "'it\\'s '",
  ],
  ['AmavisFilter.policies.spamExtension', '@addr_extension_spam_maps', '', { spamExtension: 'spam' }, "'spam'"],
  ['AmavisFilter.policies.virusExtension', '@addr_extension_virus_maps', '', { virusExtension: 'virus' }, "'virus'"],
  ['AmavisFilter.policies.bannedExtension', '@addr_extension_banned_maps', '', { bannedExtension: 'b' }, "'b'"],
  [
    'AmavisFilter.policies.badHeaderExtension',
    '@addr_extension_bad_header_maps',
    '',
    { badHeaderExtension: 'h' },
    "'h'",
  ],
  [
    'AmavisFilter.policies.bannedFiles',
    '@banned_filename_maps',
    "'DEFAULT'",
    { bannedFiles: [BannedRule.contentType('exe')] },
    "[new_RE(qr'^\\.exe$'i, [qr'^'i, 0])]",
  ],
  [
    'AmavisFilter.policies.messageSizeLimit',
    '@message_size_limit_maps',
    '1099511627776',
    { messageSizeLimit: Size.kibibytes(1) },
    '1024',
  ],
];

describe('what is different for a recipient', () => {
  test.each(CASES)('%s: stands before what is for everybody', (_, variable, everybody, options, written) => {
    const filter = { policies: [RecipientPolicy.of('Jim@Example.com', options)] };
    const own = `{'jim@example.com' => ${written}}`;

    expect(settingLines(variable)).toEqual([`${variable} = (${everybody});`]);
    expect(settingLines(variable, filter)).toEqual([
      `${variable} = (${[own, everybody].filter((part) => part !== '').join(', ')});`,
    ]);
  });

  test('AmavisFilter.policies: several have each their own, and what one does not say it has as everybody', () => {
    const filter: AmavisFilterOptions = {
      spamExtension: 'spam',
      policies: [
        RecipientPolicy.of("o'brien@example.com", { spamExtension: 'junk', spamLover: true }),
        RecipientPolicy.of('.example.com', { spamExtension: 'maybe' }),
      ],
    };

    expect(settingLines('@addr_extension_spam_maps', filter)).toEqual([
      "@addr_extension_spam_maps = ({'o\\'brien@example.com' => 'junk', '.example.com' => 'maybe'}, 'spam');",
    ]);
    expect(settingLines('@spam_lovers_maps', filter)).toEqual([
      "@spam_lovers_maps = ({'o\\'brien@example.com' => 1}, 0);",
    ]);
  });
});
