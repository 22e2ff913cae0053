import { BannedRule, Destiny, RecipientPolicy, Size } from 'cdktf-dual-mta';
import { EICAR, GTUBE, letter, LetterOptions } from '../tooling/letters';
import { LoneFilter, Outcome } from '../tooling/lone-filter';
import { encryptedZip, nestedZip } from '../tooling/suspicious-files';

/** What amavisd takes for a virus here. */
const SCANNER = ["@av_scanners = (['grep', '/bin/grep', '-r EICAR-STANDARD {}', [1], [0], qr/EICAR-STANDARD/]);"];
const SENDER = 'someone@sender.example';
const PROGRAM = [{ name: 'setup.exe', content: Buffer.from('no program') }];
const TWO_BOUNDARIES = 'Content-Type: multipart/mixed;boundary=a;boundary=b';
const VIRUS = [{ name: 'eicar.txt', content: EICAR }];

/** The recipients that a message was delivered to, as they were delivered to. */
const delivered = ({ returned }: Outcome): string[] =>
  returned
    .filter(({ sender }) => sender === `<${SENDER}>`)
    .flatMap(({ recipients }) => recipients.map((recipient) => recipient.slice(1, -1)))
    .sort();

describe('AmavisFilter.policies: of the recipients of one message', () => {
  let filter: LoneFilter;

  beforeAll(async () => {
    filter = await LoneFilter.start({
      spamDestiny: Destiny.DISCARD,
      badHeaderDestiny: Destiny.DISCARD,
      warnBannedRecipients: false,
      warnUncheckedRecipients: false,
      submissionPolicy: { bypassSpamChecks: true },
      templates: { sender: 'Subject: Not delivered: %j\n\nToo large.\n' },
      policies: [
        RecipientPolicy.of('virus-lover@example.com', { virusLover: true }),
        RecipientPolicy.of('banned-lover@example.com', { bannedFilesLover: true }),
        RecipientPolicy.of('spam-lover@example.com', { spamLover: true, spamSubjectTag: '[junk] ' }),
        RecipientPolicy.of('header-lover@example.com', { badHeaderLover: true }),
        RecipientPolicy.of('unchecked-lover@example.com', { uncheckedLover: true }),
        RecipientPolicy.of('Unchecked@example.com', {
          bypassVirusChecks: true,
          bypassBannedChecks: true,
          bypassSpamChecks: true,
          bypassHeaderChecks: true,
        }),
        RecipientPolicy.of('high@example.com', { spamTag2Level: 5000, spamKillLevel: 6000 }),
        RecipientPolicy.of('untagged@example.com', { spamTagLevel: 5 }),
        RecipientPolicy.of('sorted@example.com', { spamLover: true, spamExtension: 'junk' }),
        RecipientPolicy.of('sorted-virus@example.com', { virusLover: true, virusExtension: 'virus' }),
        RecipientPolicy.of('sorted-banned@example.com', { bannedFilesLover: true, bannedExtension: 'banned' }),
        RecipientPolicy.of('sorted-header@example.com', { badHeaderLover: true, badHeaderExtension: 'header' }),
        RecipientPolicy.of('developer@example.com', { bannedFiles: [BannedRule.extensions('vbs')] }),
        RecipientPolicy.of('small@example.com', { messageSizeLimit: Size.kibibytes(64) }),
        RecipientPolicy.of('.example.org', { spamLover: true }),
        RecipientPolicy.of('strict@mail.example.org', { spamLover: false }),
      ],
      extraPerl: SCANNER,
    });
  });

  afterAll(() => filter?.remove());

  const hand = (recipients: readonly string[], message: string): Outcome =>
    filter.hand({ from: SENDER, to: recipients, message });

  test.each<[string, LetterOptions, string[]]>([
    [
      'AmavisFilter.policies.virusLover, AmavisFilter.policies.virusExtension, AmavisFilter.policies.bypassVirusChecks: a virus',
      { attachments: VIRUS },
      ['virus-lover', 'sorted-virus+virus', 'unchecked'],
    ],
    [
      'AmavisFilter.policies.bannedFilesLover, AmavisFilter.policies.bannedExtension, AmavisFilter.policies.bypassBannedChecks, AmavisFilter.policies.bannedFiles: a forbidden file',
      { attachments: PROGRAM },
      ['banned-lover', 'sorted-banned+banned', 'developer', 'unchecked'],
    ],
    [
      'AmavisFilter.policies.spamLover, AmavisFilter.policies.spamExtension, AmavisFilter.policies.bypassSpamChecks, AmavisFilter.policies.spamKillLevel: spam',
      { text: GTUBE },
      ['spam-lover', 'high', 'sorted+junk', 'unchecked'],
    ],
    [
      'AmavisFilter.policies.badHeaderLover, AmavisFilter.policies.badHeaderExtension, AmavisFilter.policies.bypassHeaderChecks: a bad header',
      { header: ['Subject: twice'] },
      ['header-lover', 'sorted-header+header', 'unchecked'],
    ],
    [
      'AmavisFilter.policies.uncheckedLover: an encrypted archive',
      { attachments: [{ name: 'secret.zip', content: encryptedZip() }] },
      ['unchecked-lover', 'unchecked'],
    ],
    [
      'AmavisFilter.policies.uncheckedLover: an archive that lies too deep',
      { attachments: [{ name: 'deep.zip', content: nestedZip(20) }] },
      ['unchecked-lover', 'unchecked'],
    ],
    [
      'AmavisFilter.policies.uncheckedLover: a message with two boundaries',
      { header: [TWO_BOUNDARIES], text: '--a\n\none\n--a--\n--b\n\nother\n--b--' },
      ['unchecked-lover'],
    ],
  ])('%s reaches those who want it, and no others; each has an answer of its own', (_, content, those) => {
    const everybody = [
      ...['virus-lover', 'banned-lover', 'spam-lover', 'header-lover', 'unchecked', 'high', 'sorted', 'sorted-virus'],
      ...['sorted-banned', 'sorted-header', 'unchecked-lover', 'developer', 'user'],
    ].map((name) => `${name}@example.com`);
    const outcome = hand(everybody, letter(content));

    expect(delivered(outcome)).toEqual(those.map((name) => `${name}@example.com`).sort());
    expect(outcome.replies.filter((reply) => reply.startsWith('250 2.0.0 '))).toHaveLength(those.length);
    expect(outcome.replies.filter((reply) => /^250 2\.[67]\.0 Ok, discarded/.test(reply))).toHaveLength(
      everybody.length - those.length,
    );
  });

  test('AmavisFilter.policies.spamSubjectTag: spam has before its subject what the recipient wants there', () => {
    const { returned } = hand(['spam-lover@example.com'], letter({ text: GTUBE }));

    expect(returned[0].header).toContain('Subject: [junk] hello');
  });

  test('AmavisFilter.policies.spamTagLevel: a level counts for whom it was said', () => {
    const headers = ['untagged@example.com', 'user@example.com'].map((recipient) =>
      hand([recipient], letter()).returned[0].header.filter((line) => line.startsWith('X-Spam-Status')),
    );

    expect(headers.map((lines) => lines.length)).toEqual([0, 1]);
  });

  test('AmavisFilter.policies.spamTag2Level: what is spam for others is none below it', () => {
    const flags = ['high@example.com', 'spam-lover@example.com'].map((recipient) =>
      hand([recipient], letter({ text: GTUBE })).returned[0].header.filter((line) => line.startsWith('X-Spam-Flag')),
    );

    expect(flags).toEqual([['X-Spam-Flag: NO'], ['X-Spam-Flag: YES']]);
  });

  test('AmavisFilter.submissionPolicy.bypassSpamChecks: nobody looks for spam in what our own users send', () => {
    const outcome = filter.hand({ to: ['user@example.com'], message: letter({ text: GTUBE }), port: 10026 });

    expect(delivered(outcome)).toEqual(['user@example.com']);
    expect(outcome.returned[0].header.filter((line) => line.startsWith('X-Spam'))).toEqual([]);
  });

  test('a domain counts for its subdomains, and an address more than a domain', () => {
    const recipients = ['a@example.org', 'b@mail.example.org', 'strict@mail.example.org'];

    expect(delivered(hand(recipients, letter({ text: GTUBE })))).toEqual(['a@example.org', 'b@mail.example.org']);
  });

  test('AmavisFilter.policies.messageSizeLimit, AmavisFilter.templates.sender: a message that is too large for one reaches the others, and its sender is told, in these words', () => {
    const outcome = hand(['small@example.com', 'user@example.com'], letter({ text: 'x\n'.repeat(60_000) }));

    expect(delivered(outcome)).toEqual(['user@example.com']);
    expect(outcome.returned.filter(({ sender }) => sender === '<>')).toEqual([
      expect.objectContaining({
        recipients: [`<${SENDER}>`],
        header: expect.arrayContaining(['Subject: Not delivered: hello']) as string[],
      }),
    ]);
  });

  test('a hundred recipients each get what is theirs', () => {
    const some = Array.from({ length: 25 }, (_, index) => [
      `lover${index}@example.org`,
      `user${index}@example.com`,
      `other${index}@mail.example.org`,
      `nobody${index}@elsewhere.example`,
    ]).flat();
    const outcome = hand(some, letter({ text: GTUBE }));

    expect(outcome.replies).toHaveLength(100);
    expect(delivered(outcome)).toEqual(some.filter((recipient) => recipient.endsWith('example.org')).sort());
  });
});
