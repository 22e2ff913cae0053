import { BannedRule, Destiny, SubmissionPolicyOptions } from 'cdktf-dual-mta';
import { filterConf, settingLines } from '../../../tooling/filter-settings';
import { PerlData, readSettings } from '../../../tooling/perl-reader';

const bankWith = (submissionPolicy: SubmissionPolicyOptions = {}): PerlData => {
  const banks = readSettings(filterConf({ submissionPolicy })).get('%policy_bank') as { [name: string]: PerlData };
  return banks.ORIGINATING;
};

const BY_DEFAULT = {
  originating: '1',
  final_virus_destiny: 'D_BOUNCE',
  final_banned_destiny: 'D_BOUNCE',
  final_spam_destiny: 'D_BOUNCE',
  final_bad_header_destiny: 'D_PASS',
  viruses_that_fake_sender_maps: ['0'],
};

const CASES: [string, SubmissionPolicyOptions, PerlData][] = [
  [
    'AmavisFilter.submissionPolicy.virusDestiny',
    { virusDestiny: Destiny.DISCARD },
    { final_virus_destiny: 'D_DISCARD' },
  ],
  ['AmavisFilter.submissionPolicy.bannedDestiny', { bannedDestiny: Destiny.PASS }, { final_banned_destiny: 'D_PASS' }],
  ['AmavisFilter.submissionPolicy.spamDestiny', { spamDestiny: Destiny.PASS }, { final_spam_destiny: 'D_PASS' }],
  [
    'AmavisFilter.submissionPolicy.badHeaderDestiny',
    { badHeaderDestiny: Destiny.BOUNCE },
    { final_bad_header_destiny: 'D_BOUNCE' },
  ],
  ['AmavisFilter.submissionPolicy.spamTag2Level', { spamTag2Level: 3 }, { spam_tag2_level_maps: ['3'] }],
  ['AmavisFilter.submissionPolicy.spamKillLevel', { spamKillLevel: 20 }, { spam_kill_level_maps: ['20'] }],
  [
    'AmavisFilter.submissionPolicy.bannedFiles',
    { bannedFiles: [BannedRule.contentType('exe')] },
    // For every recipient a list of tables; the table itself would be held against addresses.
    { banned_filename_maps: [{ '.': [['(?^i:^\\.exe$)', ['(?^i:^)', '0']]] }] },
  ],
  ['AmavisFilter.submissionPolicy.bypassSpamChecks', { bypassSpamChecks: true }, { bypass_spam_checks_maps: ['1'] }],
];

describe('mail of our own users', () => {
  test('AmavisFilter.submissionPolicy: comes by a port of its own, and its sender is told', () => {
    expect(settingLines('$interface_policy')).toEqual(["$interface_policy{'10026'} = 'ORIGINATING';"]);
    expect(bankWith()).toEqual(BY_DEFAULT);
  });

  test.each(CASES)('%s: is all that is different', (_, policy, difference) => {
    expect(bankWith(policy)).toEqual({ ...BY_DEFAULT, ...(difference as object) });
  });
});
