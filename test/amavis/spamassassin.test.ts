import * as fs from 'fs';
import * as path from 'path';
import { errorOfBuilding } from '../tooling/error-of-building';
import { eventually } from '../tooling/eventually';
import { ScanningFilter } from '../tooling/scanning-filter';
import { makeTemporaryFolder } from '../tooling/temporary-folder';

const GTUBE = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';
const LEARN = '/var/lib/amavis/learn';

/** Messages that have words in common, and some of their own. */
const messages = (kind: string, words: string, count: number): string =>
  Array.from({ length: count }, (_, index) =>
    [
      'From nobody Mon Jan  5 10:00:00 2026',
      `From: someone${index}@${kind}.example`,
      `Subject: ${words.split(' ')[index % 4]} number ${index}`,
      `Message-ID: <${kind}-${index}@example.net>`,
      '',
      `${words} and once ${kind}${index}`,
      '',
      '',
    ].join('\n'),
  ).join('');

const SPAM = 'cheap watches winner casino lottery';
const HAM = 'minutes meeting agenda invoice review';

describe('AmavisFilter.spamAssassin', () => {
  const folder = makeTemporaryFolder();
  let filter: ScanningFilter;

  beforeAll(async () => {
    const file = path.join(folder, 'own.cf');
    fs.writeFileSync(file, 'body GLOCKENSPIEL /glockenspiel/i\nscore GLOCKENSPIEL 1.25\n');
    filter = await ScanningFilter.start({
      rules: [
        ...['body XYLOPHONE /xylophone/i', 'score XYLOPHONE 1.5'],
        ...['bayes_min_ham_num 20', 'bayes_min_spam_num 20'],
      ],
      ruleFiles: [file],
      scores: { XYLOPHONE: 4.25 },
      blocklist: ['*@evil.example'],
      bayes: {},
    });
  });

  afterAll(() => {
    filter?.remove();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  test("AmavisFilter.spamAssassin.rules, AmavisFilter.spamAssassin.ruleFiles, AmavisFilter.spamAssassin.scores: rules of one's own count, with the score that was chosen", async () => {
    const { tests } = await filter.scan('He plays the xylophone and the glockenspiel.');

    expect(tests).toMatchObject({ XYLOPHONE: 4.25, GLOCKENSPIEL: 1.25 });
    expect((await filter.scan('He plays the piano.')).tests).not.toHaveProperty('XYLOPHONE');
  });

  test('GTUBE is spam', async () => {
    expect(await filter.scan(GTUBE)).toMatchObject({ spam: true, tests: { GTUBE: 1000 } });
  });

  test('AmavisFilter.spamAssassin.blocklist: mail of a sender on it is spam, of another it is not', async () => {
    expect(await filter.scan('Hello.', 'jim@evil.example')).toMatchObject({
      spam: true,
      tests: { USER_IN_BLOCKLIST: 100 },
    });
    expect((await filter.scan('Hello.')).spam).toBe(false);
  });

  test('AmavisFilter.spamAssassin.bayes: what is learnt changes scores without a restart, and stays learnt after one', async () => {
    const before = await filter.scan(`${SPAM}.`);
    expect(Object.keys(before.tests).join(' ')).not.toContain('BAYES');

    drop('spam', 'some.mbox', messages('spam', SPAM, 30));
    drop('ham', 'some.mbox', messages('ham', HAM, 30));
    expect(learn()).toMatchObject({ code: 0 });

    expect(left()).toBe('');
    expect(learnt()).toEqual({ nspam: 30, nham: 30 });
    const after = await filter.scan(`${SPAM}.`);
    expect(after.tests).toHaveProperty('BAYES_99');
    expect(after.score).toBeGreaterThan(before.score);
    expect((await filter.scan(`${HAM}.`)).tests).toHaveProperty('BAYES_00');

    await filter.restart();

    expect((await filter.scan(`${SPAM}.`)).tests).toHaveProperty('BAYES_99');
  });

  test('several learn and scan at a time, and nothing is lost', async () => {
    const { nspam } = learnt();
    const count = 6;
    const script = Array.from({ length: count }, (_, index) => `/usr/lib/dual-mta/learn > /tmp/said${index} 2>&1 &`);
    for (let index = 0; index < count; index++) {
      drop('spam', `many-${index}.mbox`, messages(`many${index}`, SPAM, 10));
    }
    filter.container.exec(['sh', '-c', script.join('\n')], { user: 'amavis' });
    const { tests } = await filter.scan(`${SPAM}.`);

    expect(tests).toHaveProperty('BAYES_99');
    await eventually(
      'all that was there learnt',
      () => (learnt().nspam === nspam + 10 * count ? true : undefined),
      120,
    );
    expect(left()).toBe('');
  });

  test('what cannot be read stays where it is, and it is said', () => {
    drop('spam', 'closed', 'Subject: closed\n\nclosed\n');
    filter.container.exec(['chmod', '000', `${LEARN}/spam/closed`], { user: 'amavis' });

    const { code, said } = learn();

    expect(code).toBe(1);
    expect(said).toContain('learn: spam/closed: cannot be read by amavis');
    expect(left()).toBe('spam/closed\n');
  });

  const drop = (kind: string, name: string, text: string): void => {
    const { code, said } = filter.container.exec(['sh', '-c', `cat > ${LEARN}/${kind}/${name}`], {
      input: text,
      user: 'amavis',
    });
    expect({ code, said }).toEqual({ code: 0, said: '' });
  };

  const learn = () => filter.container.exec(['/usr/lib/dual-mta/learn'], { user: 'amavis' });

  const left = (): string =>
    filter.container.exec(['sh', '-c', `cd ${LEARN} && find spam ham .learning -type f ! -name list`], {
      user: 'amavis',
    }).stdout;

  const learnt = (): Record<string, number> => {
    const { stdout } = filter.container.exec(['sa-learn', '-p', '/dev/null', '--dump', 'magic'], { user: 'amavis' });
    return Object.fromEntries(
      [...stdout.matchAll(/^\S+\s+\S+\s+(\d+)\s+.*non-token data: (nspam|nham)$/gm)].map(([, count, name]) => [
        name,
        Number(count),
      ]),
    );
  };
});

describe('AmavisFilter.spamAssassin: the image is not built, and the engine says why, where', () => {
  test.each([
    ['a rule is none', { rules: ['body BROKEN /foo(/'] }, "invalid regexp for BROKEN '/foo(/'"],
    [
      'there is no such setting',
      { rules: ['no_such_setting 1'] },
      'failed to parse line in /etc/spamassassin/dual-mta-own.cf',
    ],
    ['there is no test for a score', { scores: { NO_SUCH_TEST: 1 } }, 'SpamAssassin has no test NO_SUCH_TEST'],
  ])('%s', (_, spamAssassin, complaint) => {
    const said = errorOfBuilding('filter', { filter: { spamAssassin } });

    expect(said).toContain('compile-config: SpamAssassin');
    expect(said).toContain(complaint);
  });
});
