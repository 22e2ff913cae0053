import { Destiny } from 'cdktf-dual-mta';
import { Archives } from '../tooling/archives';
import { Attachment, letter, PROGRAM } from '../tooling/letters';
import { LoneFilter, Outcome } from '../tooling/lone-filter';

const USER = 'user@example.com';
const TEXT = Buffer.from('Nothing but text.\n');

/** A message whose Content-Type is written like this; each of the two boundaries shows other parts. */
const twoBoundaries = (contentType: string): string =>
  [
    'From: someone@sender.example',
    `To: ${USER}`,
    'Subject: two boundaries',
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'Message-ID: <two@sender.example>',
    'MIME-Version: 1.0',
    `Content-Type: ${contentType}`,
    '',
    '--aaa',
    'Content-Type: text/plain',
    '',
    'harmless',
    '--aaa--',
    '--bbb',
    'Content-Type: application/octet-stream; name="setup.exe"',
    'Content-Disposition: attachment; filename="setup.exe"',
    'Content-Transfer-Encoding: base64',
    '',
    PROGRAM.toString('base64'),
    '--bbb--',
    '',
  ].join('\n');

const BOUNDARIES: [string, string][] = [
  ['with "; " between', 'multipart/mixed; boundary="bbb"; boundary="aaa"'],
  ['without a blank', 'multipart/mixed; boundary="bbb";boundary="aaa"'],
  ['with a comment', 'multipart/mixed; boundary="bbb"; (x) boundary="aaa"'],
  ['with a comment in the name', 'multipart/mixed; boundary (x) ="bbb"; boundary(y)="aaa"'],
  ['in the name, of one alone', 'multipart/mixed; boundary (x) ="aaa"'],
  ['without quotes', 'multipart/mixed;boundary=bbb;boundary=aaa'],
  ['in the form of RFC 2231', "multipart/mixed; boundary=bbb; boundary*=us-ascii''aaa"],
  ['on another line', 'multipart/mixed; boundary="bbb";\n\tBoundary="aaa"'],
];

/** What may not come through, by its name. */
const FILES: [string, (archives: Archives) => Attachment][] = [
  ['a program', () => ({ name: 'setup.exe', content: TEXT })],
  ['a program by another name', () => ({ name: 'picture.jpg', content: PROGRAM, type: 'image/jpeg' })],
  ['a program with two extensions', () => ({ name: 'invoice.pdf.exe', content: TEXT })],
  ['a program with a dot behind', () => ({ name: 'setup.exe.', content: TEXT })],
  [
    'a program in an archive',
    (a) => ({ name: 'a.zip', content: a.pack('zip', [{ name: 'setup.exe', content: TEXT }]) }),
  ],
  [
    'a program by another name in an archive',
    (a) => ({ name: 'a.7z', content: a.pack('7z', [{ name: 'x.txt', content: PROGRAM }]) }),
  ],
  [
    'a program in an archive in an archive',
    (a) => ({ name: 'a.zip', content: a.nested(3, { name: 'setup.exe', content: TEXT }) }),
  ],
  [
    'a program in a tar file',
    (a) => ({ name: 'a.tar', content: a.pack('tar', [{ name: 'setup.exe', content: TEXT }]) }),
  ],
  ...['js', 'vbs', 'lnk', 'iso', 'img', 'hta', 'ps1', 'jar', 'scr', 'msi', 'chm', 'wsf'].map(
    (extension): [string, () => Attachment] => [
      `a .${extension} file`,
      () => ({ name: `x.${extension}`, content: TEXT }),
    ],
  ),
];

/** What cannot be looked into. */
const UNCHECKED: [string, (archives: Archives) => Attachment][] = [
  [
    'an encrypted zip',
    (a) => ({ name: 'a.zip', content: a.pack('zip', [{ name: 'x.txt', content: TEXT }], 'secret') }),
  ],
  ['an encrypted 7z', (a) => ({ name: 'a.7z', content: a.pack('7z', [{ name: 'x.txt', content: TEXT }], 'secret') })],
  [
    'twenty archives in each other',
    (a) => ({ name: 'a.zip', content: a.nested(20, { name: 'x.txt', content: TEXT }) }),
  ],
  ['an archive of 3,000 files', (a) => ({ name: 'a.zip', content: a.manyFiles(3000) })],
  ['an archive that would unpack to 100 MB', (a) => ({ name: 'a.zip', content: a.bomb(100) })],
];

const deliveredTo = ({ returned }: Outcome): string[] =>
  returned.filter(({ sender }) => sender === '<someone@sender.example>').flatMap(({ recipients }) => recipients);

const subjectOf = ({ returned }: Outcome): string | undefined =>
  returned[0]?.header.find((line) => line.startsWith('Subject: '));

describe('where nothing is said, the filter does not deliver', () => {
  let filter: LoneFilter;
  let archives: Archives;

  beforeAll(async () => {
    filter = await LoneFilter.start();
    archives = new Archives(filter.container);
  });

  afterAll(() => filter?.remove());

  const hand = (attachment: Attachment): Outcome =>
    filter.hand({ to: [USER], message: letter({ to: USER, attachments: [attachment] }) });

  test.each(FILES)('AmavisFilter.bannedFiles: %s; it is kept, and the recipient is told', (_, attachment) => {
    const before = filter.quarantined().length;
    const outcome = hand(attachment(archives));

    expect(outcome.replies).toEqual([expect.stringMatching(/^250 2\.7\.0 Ok, discarded, .*BANNED/)]);
    expect(deliveredTo(outcome)).toEqual([]);
    expect(outcome.log).toMatch(/Blocked BANNED/);
    expect(filter.quarantined()).toHaveLength(before + 1);
    expect(outcome.returned).toMatchObject([{ sender: '<postmaster@example.com>', recipients: [`<${USER}>`] }]);
  });

  test.each(UNCHECKED)(
    'AmavisFilter.uncheckedDestiny, encryptedDestiny: %s; it is kept, and the recipient is told',
    (_, attachment) => {
      const before = filter.quarantined().length;
      const outcome = hand(attachment(archives));

      expect(outcome.replies).toEqual([expect.stringMatching(/^250 2\.7\.0 Ok, discarded, .*UNCHECKED/)]);
      expect(deliveredTo(outcome)).toEqual([]);
      expect(filter.quarantined()).toHaveLength(before + 1);
      expect(outcome.returned).toMatchObject([{ sender: '<postmaster@example.com>', recipients: [`<${USER}>`] }]);
    },
  );

  test.each(BOUNDARIES)('AmavisFilter.ambiguousDestiny: two MIME boundaries, %s', (_, contentType) => {
    const outcome = filter.hand({ to: [USER], message: twoBoundaries(contentType) });

    expect(outcome.replies).toEqual([expect.stringMatching(/^250 2\.7\.0 Ok, discarded, /)]);
    expect(deliveredTo(outcome)).toEqual([]);
  });

  test('AmavisFilter.ambiguousDestiny: two MIME boundaries, before parts of text alone', () => {
    const header = ['Content-Type: multipart/mixed;boundary=a;boundary=b'];
    const text = '--a\n\nharmless\n--a--\n--b\n\nother\n--b--';

    expect(deliveredTo(filter.hand({ to: [USER], message: letter({ header, text }) }))).toEqual([]);
  });

  test('and does deliver clean text, and an archive of clean text', () => {
    const archive = { name: 'a.zip', content: archives.pack('zip', [{ name: 'x.txt', content: TEXT }]) };
    const outcomes = [filter.hand({ to: [USER], message: letter() }), hand(archive)];

    expect(outcomes.map(deliveredTo)).toEqual([[`<${USER}>`], [`<${USER}>`]]);
    expect(outcomes.map(subjectOf)).toEqual(['Subject: hello', 'Subject: hello']);
  });
});

describe('where it is asked for, the filter delivers', () => {
  let filter: LoneFilter;
  let archives: Archives;

  beforeAll(async () => {
    filter = await LoneFilter.start({
      bannedFiles: [],
      uncheckedDestiny: Destiny.PASS,
      encryptedDestiny: Destiny.PASS,
      ambiguousDestiny: Destiny.PASS,
      uncheckedSubjectTag: '[not looked into] ',
    });
    archives = new Archives(filter.container);
  });

  afterAll(() => filter?.remove());

  test.each(FILES)('AmavisFilter.bannedFiles: %s', (_, attachment) => {
    const outcome = filter.hand({ to: [USER], message: letter({ attachments: [attachment(archives)] }) });

    expect(deliveredTo(outcome)).toEqual([`<${USER}>`]);
  });

  test.each(UNCHECKED)(
    'AmavisFilter.uncheckedDestiny, AmavisFilter.encryptedDestiny, AmavisFilter.uncheckedSubjectTag: %s, and says so',
    (_, attachment) => {
      const outcome = filter.hand({ to: [USER], message: letter({ attachments: [attachment(archives)] }) });

      expect(deliveredTo(outcome)).toEqual([`<${USER}>`]);
      expect(subjectOf(outcome)).toBe('Subject: [not looked into] hello');
    },
  );

  test.each(BOUNDARIES)('AmavisFilter.ambiguousDestiny: two MIME boundaries, %s', (_, contentType) => {
    expect(deliveredTo(filter.hand({ to: [USER], message: twoBoundaries(contentType) }))).toEqual([`<${USER}>`]);
  });
});
