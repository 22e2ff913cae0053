import {
  Destiny,
  Duration,
  HeaderTest,
  MailDomain,
  QuarantineKind,
  RecipientPolicy,
  Size,
  WorkDirectory,
} from 'cdktf-dual-mta';
import { Archives } from '../tooling/archives';
import { EICAR, GTUBE, letter, PROGRAM } from '../tooling/letters';
import { LoneFilter, Outcome, Returned } from '../tooling/lone-filter';

const USER = 'user@example.com';
const STRANGER = 'user@elsewhere.example';
const ALICE = 'alice@example.com';
const SUBMISSION = 10026;

/** A scanner that knows one virus: whoever has another scanner than clamd enters it like this. */
const SCANNER = [
  "@av_scanners = (['grep', '/bin/grep', '-rE (EICAR|FAKED)-STANDARD {}', [1], [0], qr/(EICAR|FAKED)-STANDARD/]);",
];
const VIRUS = { name: 'eicar.dat', content: EICAR };
const WEAK_SPAM = 'Dear friend';

const passed = ({ returned }: Outcome, from = 'someone@sender.example'): Returned | undefined =>
  returned.find(({ sender }) => sender === `<${from}>`);
const notices = ({ returned }: Outcome, from = 'someone@sender.example'): Returned[] =>
  returned.filter(({ sender }) => sender !== `<${from}>`);
const fields = (message: Returned | undefined, name: string): string[] =>
  (message?.header ?? []).filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 2));

describe('where nothing is said', () => {
  let filter: LoneFilter;

  beforeAll(async () => {
    filter = await LoneFilter.start({ extraPerl: SCANNER });
  });

  afterAll(() => filter?.remove());

  test('AmavisFilter.virusDestiny, AmavisFilter.quarantine, AmavisFilter.warnVirusRecipients: a virus is discarded and kept, and nobody is told', () => {
    const before = filter.quarantined().length;
    const outcome = filter.hand({ to: [USER], message: letter({ attachments: [VIRUS] }) });

    expect(outcome.replies).toEqual([expect.stringMatching(/^250 2\.7\.0 Ok, discarded, .*INFECTED: EICAR/)]);
    expect(outcome.returned).toEqual([]);
    expect(filter.quarantined()).toHaveLength(before + 1);
  });

  test("AmavisFilter.extraPerl: a scanner of somebody's own", () => {
    expect(filter.hand({ to: [USER], message: letter({ attachments: [VIRUS] }) }).log).toContain('(EICAR)');
  });

  test('AmavisFilter.spamDestiny, AmavisFilter.spamTag2Level, AmavisFilter.spamKillLevel: spam is delivered and says so', () => {
    const outcome = filter.hand({ to: [USER], message: letter({ text: GTUBE }) });

    expect(outcome.replies).toEqual([expect.stringMatching(/^250 2\.0\.0 /)]);
    expect(fields(passed(outcome), 'X-Spam-Flag')).toEqual(['YES']);
    expect(notices(outcome)).toEqual([]);
  });

  test('AmavisFilter.spamTagLevel: mail for the own domains has its score in the header, other mail has not', () => {
    const [own, other] = [USER, STRANGER].map((to) => passed(filter.hand({ to: [to], message: letter() })));

    expect(fields(own, 'X-Spam-Status')).toHaveLength(1);
    expect(fields(other, 'X-Spam-Status')).toHaveLength(0);
  });

  test('AmavisFilter.spamSubjectTag: the subject stays as it is', () => {
    expect(fields(passed(filter.hand({ to: [USER], message: letter({ text: GTUBE }) })), 'Subject')).toEqual(['hello']);
  });

  test('AmavisFilter.headerTag, AmavisFilter.headerLine: what was looked at says so, without a version', () => {
    const forged = letter({ header: ['X-Virus-Scanned: by me'] });

    expect(fields(passed(filter.hand({ to: [USER], message: forged })), 'X-Virus-Scanned')).toEqual([
      'amavisd-new at filter.mx.example.com',
    ]);
  });

  test('AmavisFilter.badHeaderDestiny, AmavisFilter.headerTests: a bad header is delivered, and is called one', () => {
    const outcome = filter.hand({ to: [USER], message: letter({ header: ['Subject: second'] }) });

    expect(passed(outcome)).toBeDefined();
    expect(fields(passed(outcome), 'X-Amavis-Alert')).toEqual([expect.stringMatching(/^BAD HEADER SECTION/)]);
    expect(notices(outcome)).toEqual([]);
  });

  test.each([
    ['AmavisFilter.submissionPolicy.virusDestiny: a virus', { attachments: [VIRUS] }],
    [
      'AmavisFilter.submissionPolicy.bannedDestiny: a forbidden file',
      { attachments: [{ name: 'x.exe', content: PROGRAM }] },
    ],
  ])('%s from our own users comes back to them', (_, content) => {
    const outcome = filter.hand({
      from: ALICE,
      to: [STRANGER],
      message: letter({ from: ALICE, ...content }),
      port: SUBMISSION,
    });

    expect(passed(outcome, ALICE)).toBeUndefined();
    expect(outcome.returned).toMatchObject([{ sender: '<>', recipients: [`<${ALICE}>`] }]);
  });

  test('AmavisFilter.maxLevels, AmavisFilter.decoders: what lies ten archives deep is found', () => {
    const content = new Archives(filter.container).nested(10, { name: 'x.exe', content: PROGRAM });

    expect(filter.hand({ to: [USER], message: letter({ attachments: [{ name: 'a.zip', content }] }) }).log).toMatch(
      /BANNED/,
    );
  });

  test('AmavisFilter.work, AmavisFilter.quarantine.volume: the work directory and the quarantine are volumes', () => {
    const places = ['/var/lib/amavis/tmp', '/var/lib/amavis/virusmails'];
    const asked = (...command: string[]) => filter.container.exec(command, { user: 'amavis' });
    expect(places.map((place) => asked('mountpoint', '-q', place).code)).toEqual([0, 0]);
    expect(asked('stat', '-f', '-c', '%T', ...places).stdout).not.toContain('tmpfs');
  });
});

describe('where everything is said otherwise', () => {
  let filter: LoneFilter;

  beforeAll(async () => {
    filter = await LoneFilter.start(
      {
        virusDestiny: Destiny.PASS,
        bannedDestiny: Destiny.BOUNCE,
        spamDestiny: Destiny.BOUNCE,
        badHeaderDestiny: Destiny.DISCARD,
        bouncesToStrangers: true,
        headerTests: [HeaderTest.LONG],
        spamTagLevel: 2,
        spamTag2Level: 4,
        spamKillLevel: 500,
        spamDsnCutoffLevel: 2000,
        spamQuarantineCutoffLevel: 600,
        spamSubjectTag: '[spam] ',
        spamBodySizeLimit: Size.kibibytes(64),
        recipientDelimiter: '-',
        spamExtension: 'spam',
        virusExtension: 'virus',
        badHeaderExtension: 'header',
        bannedExtension: 'banned',
        headerTag: 'X-Looked-At',
        headerLine: "by the postmaster's machine",
        addedHeaders: { 'X-Spam-Report': true, 'X-Spam-Level': false },
        virusAdmin: 'virus-admin@example.com',
        bannedAdmin: 'banned-admin@example.com',
        spamAdmin: 'spam-admin@example.com',
        badHeaderAdmin: 'header-admin@example.com',
        warnVirusRecipients: true,
        warnBannedRecipients: false,
        warnBadHeaderRecipients: true,
        warnUncheckedRecipients: false,
        notificationSender: 'filter@example.com',
        templates: {
          virusAdmin: 'From: %f\nSubject: A virus in %j\nTo: admin\n\nIt\'s $here, "%V".\n',
          spamAdmin: 'From: %f\nSubject: Spam in %j\nTo: admin\n\nLook.\n',
          recipients: 'From: %f\nSubject: Kept from you: %j\nTo: you\n\nAsk.\n',
          virusSender: 'Subject: Forbidden: %j\n\nNo.\n',
          spamSender: 'Subject: Your spam: %j\n\nNo.\n',
        },
        policies: [RecipientPolicy.of(ALICE, { spamDsnCutoffLevel: 900 })],
        quarantine: { kinds: Object.values(QuarantineKind) },
        maxLevels: 2,
        maxFiles: 5,
        minExpansionQuota: Size.kibibytes(200),
        maxExpansionQuota: Size.mebibytes(2),
        maxExpansionFactor: 50,
        maxRequests: 3,
        logLevel: 2,
        submissionPolicy: {
          virusDestiny: Destiny.DISCARD,
          bannedDestiny: Destiny.PASS,
          spamDestiny: Destiny.DISCARD,
        },
        extraPerl: SCANNER,
      },
      { domains: [MailDomain.local('example.com', ['user', 'alice'])] },
    );
  });

  afterAll(() => filter?.remove());

  const spam = letter({ text: `${GTUBE}\n${WEAK_SPAM}` });

  test('AmavisFilter.virusDestiny, AmavisFilter.virusExtension, AmavisFilter.recipientDelimiter: a virus is delivered to an address of its own', () => {
    const outcome = filter.hand({ to: [USER], message: letter({ attachments: [VIRUS] }) });

    expect(passed(outcome)?.recipients).toEqual(['<user-virus@example.com>']);
  });

  test('AmavisFilter.virusAdmin, AmavisFilter.notificationSender, AmavisFilter.templates.virusAdmin: the administrator is told, in these words', () => {
    const outcome = filter.hand({ to: [USER], message: letter({ subject: 'a present', attachments: [VIRUS] }) });
    const notice = notices(outcome).find(({ recipients }) => recipients.includes('<virus-admin@example.com>'));

    expect(notice?.sender).toBe('<filter@example.com>');
    expect(fields(notice, 'Subject')).toEqual(['A virus in a present']);
    expect(notice?.text).toContain('It\'s $here, "EICAR".');
  });

  test('AmavisFilter.warnVirusRecipients, AmavisFilter.templates.recipients, AmavisFilter.submissionPolicy.virusDestiny: the recipient is told, where the virus is kept from it', () => {
    const outcome = filter.hand({
      from: ALICE,
      to: [USER],
      port: SUBMISSION,
      message: letter({ from: ALICE, attachments: [VIRUS] }),
    });

    expect(passed(outcome, ALICE)).toBeUndefined();
    const [notice] = notices(outcome, ALICE).filter(({ recipients }) => recipients.includes(`<${USER}>`));
    expect(fields(notice, 'Subject')).toEqual(['Kept from you: hello']);
  });

  test('AmavisFilter.bannedDestiny, AmavisFilter.bannedAdmin, AmavisFilter.warnBannedRecipients, AmavisFilter.templates.virusSender: a forbidden file goes back, in these words; the administrator knows, the recipient does not', () => {
    const outcome = filter.hand({
      to: [USER],
      message: letter({ attachments: [{ name: 'x.exe', content: PROGRAM }] }),
    });

    expect(passed(outcome)).toBeUndefined();
    const told = outcome.returned.map((notice) => [notice.sender, ...notice.recipients, ...fields(notice, 'Subject')]);
    expect(told.sort()).toEqual([
      ['<>', '<someone@sender.example>', 'Forbidden: hello'],
      ['<filter@example.com>', '<banned-admin@example.com>', 'A virus in hello'],
    ]);
  });

  test('AmavisFilter.spamDestiny, AmavisFilter.bouncesToStrangers, AmavisFilter.spamDsnCutoffLevel, AmavisFilter.spamAdmin, AmavisFilter.templates.spamAdmin, AmavisFilter.templates.spamSender, AmavisFilter.policies.spamDsnCutoffLevel: spam goes back below the level, in these words', () => {
    const [below, beyond] = [USER, ALICE].map((recipient) =>
      filter
        .hand({ to: [recipient], message: spam })
        .returned.map((message) => [...message.recipients, ...fields(message, 'Subject')])
        .sort(),
    );

    expect(below).toEqual([
      ['<someone@sender.example>', 'Your spam: hello'],
      ['<spam-admin@example.com>', 'Spam in hello'],
    ]);
    expect(beyond).toEqual([['<spam-admin@example.com>', 'Spam in hello']]);
  });

  test('AmavisFilter.spamQuarantineCutoffLevel: spam beyond it is not kept', () => {
    const before = filter.quarantined().filter((file) => file.startsWith('spam-')).length;
    filter.hand({ to: [USER], message: spam });

    expect(filter.quarantined().filter((file) => file.startsWith('spam-'))).toHaveLength(before);
  });

  test('AmavisFilter.badHeaderDestiny, AmavisFilter.headerTests, AmavisFilter.badHeaderAdmin, AmavisFilter.warnBadHeaderRecipients: only what is named is a bad header', () => {
    const twice = filter.hand({ to: [USER], message: letter({ header: ['Subject: second'] }) });
    const long = filter.hand({ to: [USER], message: letter({ header: [`X-Long: ${'x'.repeat(1100)}`] }) });

    expect(passed(twice)).toBeDefined();
    expect(passed(long)).toBeUndefined();
    expect(long.returned.flatMap(({ recipients }) => recipients).sort()).toEqual([
      '<header-admin@example.com>',
      `<${USER}>`,
    ]);
  });

  test('AmavisFilter.quarantine.kinds: also a message that is delivered is kept', () => {
    const before = filter.quarantined().filter((file) => file.startsWith('virus-')).length;
    filter.hand({ to: [USER], message: letter({ attachments: [VIRUS] }) });

    expect(filter.quarantined().filter((file) => file.startsWith('virus-'))).toHaveLength(before + 1);
  });

  test('AmavisFilter.headerTag, AmavisFilter.headerLine', () => {
    const message = passed(filter.hand({ to: [USER], message: letter() }));

    expect(fields(message, 'X-Looked-At')).toEqual(["by the postmaster's machine"]);
    expect(fields(message, 'X-Virus-Scanned')).toEqual([]);
  });

  test('AmavisFilter.spamTagLevel: below it the header says nothing', () => {
    expect(fields(passed(filter.hand({ to: [USER], message: letter() })), 'X-Spam-Status')).toEqual([]);
  });

  test.each<[string, object]>([
    ['AmavisFilter.maxLevels', { nested: 4 }],
    ['AmavisFilter.maxFiles', { files: 20 }],
    ['AmavisFilter.maxExpansionQuota', { bomb: 3 }],
  ])('%s: what exceeds it is not delivered, and AmavisFilter.warnUncheckedRecipients: nobody is told', (_, archive) => {
    const archives = new Archives(filter.container);
    const { nested, files, bomb } = archive as { nested?: number; files?: number; bomb?: number };
    const content = nested
      ? archives.nested(nested, { name: 'x.txt', content: Buffer.from('x') })
      : files
        ? archives.manyFiles(files)
        : archives.bomb(bomb ?? 0);
    const outcome = filter.hand({ to: [USER], message: letter({ attachments: [{ name: 'a.zip', content }] }) });

    expect(outcome.replies[0]).toMatch(/UNCHECKED/);
    expect(outcome.returned.flatMap(({ recipients }) => recipients)).toEqual([]);
  });

  test('AmavisFilter.minExpansionQuota, AmavisFilter.maxExpansionFactor: a small message may unpack to the least quota, and a larger one to so many times its size', () => {
    const archives = new Archives(filter.container);
    const zeros = Buffer.alloc(150 * 1024);
    const within = archives.pack('zip', [{ name: 'x.txt', content: zeros }]);
    const beyond = archives.pack('zip', [{ name: 'x.txt', content: Buffer.alloc(350 * 1024) }]);
    const [small, large] = [within, beyond].map((content) =>
      filter.hand({ to: [USER], message: letter({ attachments: [{ name: 'a.zip', content }] }) }),
    );

    expect(passed(small)).toBeDefined();
    expect(passed(large)).toBeUndefined();
  });

  test('AmavisFilter.maxRequests: a process ends after so many messages', () => {
    const processes = Array.from({ length: 8 }, () => filter.hand({ to: [USER], message: letter() }).log)
      .join('\n')
      .match(/\((\d+)-\d+(?:-\d+)?\) Passed/g);
    const counts = new Map<string, number>();
    processes?.forEach((said) => {
      const [, id] = /\((\d+)-/.exec(said) ?? [];
      counts.set(id, (counts.get(id) ?? 0) + 1);
    });

    expect(Math.max(...counts.values())).toBeLessThanOrEqual(3);
    expect(counts.size).toBeGreaterThanOrEqual(2);
  });

  test('AmavisFilter.logLevel: it says more', () => {
    expect(filter.hand({ to: [USER], message: letter() }).log.split('\n').length).toBeGreaterThan(5);
  });

  test('AmavisFilter.submissionPolicy.bannedDestiny, AmavisFilter.submissionPolicy.spamDestiny: our own users may send what others may not, and their spam is not sent on', () => {
    const program = letter({ from: ALICE, attachments: [{ name: 'x.exe', content: PROGRAM }] });
    const [sent, kept] = [program, letter({ from: ALICE, text: GTUBE })].map((message) =>
      filter.hand({ from: ALICE, to: [STRANGER], message, port: SUBMISSION }),
    );

    expect(passed(sent, ALICE)).toBeDefined();
    expect(passed(kept, ALICE)).toBeUndefined();
    expect(kept.replies[0]).toMatch(/discarded/);
  });
});

describe('spam that is delivered', () => {
  let filter: LoneFilter;

  beforeAll(async () => {
    filter = await LoneFilter.start({
      spamTag2Level: 4,
      spamSubjectTag: '[spam] ',
      spamExtension: 'spam',
      bannedDestiny: Destiny.PASS,
      bannedExtension: 'banned',
      badHeaderExtension: 'header',
      addedHeaders: { 'X-Spam-Report': true, 'X-Spam-Level': false },
      spamBodySizeLimit: Size.kibibytes(64),
      decoders: [],
      submissionPolicy: { spamTag2Level: 5000, spamKillLevel: 6000, badHeaderDestiny: Destiny.BOUNCE },
    });
  });

  afterAll(() => filter?.remove());

  test('AmavisFilter.spamSubjectTag, AmavisFilter.spamExtension, AmavisFilter.addedHeaders: has its marks', () => {
    const message = passed(filter.hand({ to: [USER], message: letter({ text: GTUBE }) }));

    expect(message?.recipients).toEqual(['<user+spam@example.com>']);
    expect(fields(message, 'Subject')).toEqual(['[spam] hello']);
    expect(fields(message, 'X-Spam-Report')).toHaveLength(1);
    expect(fields(message, 'X-Spam-Level')).toHaveLength(0);
  });

  test('AmavisFilter.submissionPolicy.spamTag2Level, AmavisFilter.submissionPolicy.spamKillLevel: below other levels mail of our own users is none, and goes on', () => {
    const outcome = filter.hand({ to: [USER], message: letter({ text: GTUBE }), port: SUBMISSION });

    expect(fields(passed(outcome), 'X-Spam-Flag')).toEqual(['NO']);
  });

  test('AmavisFilter.submissionPolicy.badHeaderDestiny: what others may send comes back', () => {
    const message = letter({ header: ['Subject: second'] });
    const outcome = filter.hand({ from: ALICE, to: [USER], message, port: SUBMISSION });

    expect(outcome.returned).toMatchObject([{ sender: '<>', recipients: [`<${ALICE}>`] }]);
  });

  test('AmavisFilter.badHeaderExtension, AmavisFilter.bannedExtension: so have the others', () => {
    const header = passed(filter.hand({ to: [USER], message: letter({ header: ['Subject: second'] }) }));

    expect(header?.recipients).toEqual(['<user+header@example.com>']);
  });

  test('AmavisFilter.spamBodySizeLimit: what lies beyond it in a message is not looked at', () => {
    const far = letter({ text: `${'x'.repeat(70)}\n`.repeat(1200) + GTUBE });
    const near = letter({ text: `${'x'.repeat(70)}\n`.repeat(100) + GTUBE });
    const [beyond, within] = [far, near].map((message) =>
      fields(passed(filter.hand({ to: [USER], message })), 'X-Spam-Flag'),
    );

    expect([beyond, within]).toEqual([['NO'], ['YES']]);
  });

  test('AmavisFilter.decoders: without any, an archive is not opened', () => {
    const content = new Archives(filter.container).pack('zip', [{ name: 'x.exe', content: PROGRAM }]);
    const outcome = filter.hand({ to: [USER], message: letter({ attachments: [{ name: 'a.zip', content }] }) });

    expect(passed(outcome)?.recipients).toEqual([`<${USER}>`]);
  });
});

describe('a scanner that hangs', () => {
  let filter: LoneFilter;

  beforeAll(async () => {
    filter = await LoneFilter.start({
      childTimeout: Duration.seconds(6),
      work: WorkDirectory.inMemory(Size.mebibytes(64)),
      extraPerl: ["@av_scanners = (['sleeper', '/bin/sleep', '300', [0], [1], qr/x/]);"],
    });
  });

  afterAll(() => filter?.remove());

  test('AmavisFilter.childTimeout: is given up in time, and the message comes again', () => {
    const outcome = filter.hand({ to: [USER], message: letter() });

    expect(outcome.replies).toEqual([expect.stringMatching(/^4\d\d /)]);
    expect(outcome.returned).toEqual([]);
  });

  test('AmavisFilter.work: the work directory is in memory, with its limit', () => {
    const { stdout } = filter.container.exec(['df', '--output=fstype,size', '-B1', '/var/lib/amavis/tmp'], {
      user: 'amavis',
    });

    expect(stdout.split('\n')[1].trim().split(/\s+/)).toEqual(['tmpfs', String(64 * 1024 * 1024)]);
  });
});
