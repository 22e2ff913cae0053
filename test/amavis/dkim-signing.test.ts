import { DkimKey, DkimSigned, Duration, MailDomain, SecretDirectory } from 'cdktf-dual-mta';
import { DkimFilter, fieldsOf } from '../tooling/dkim-filter';
import { DkimPeer, KeyRecords, newKey, recordOf, recordsIn } from '../tooling/dkim-peer';
import { SecretVolume } from '../tooling/secret-volume';

const KEYS = {
  '2026a._domainkey.example.com.pem': newKey(),
  '2026b._domainkey.example.com.pem': newKey(),
  'x._domainkey.example.org.pem': newKey(1024),
};
const SIGNING = [
  DkimKey.of('example.com', '2026a'),
  DkimKey.of('example.com', '2026b'),
  DkimKey.of('example.org', 'x'),
];
const DOMAINS = [MailDomain.local('example.com', ['postmaster']), MailDomain.local('example.org', ['postmaster'])];
const PROGRAM = 'Content-Disposition: attachment; filename=a.exe';
const keys = SecretDirectory.existing('dkim');

const letter = (subject: string, from = 'Alice <alice@example.com>', ...fields: string[]): string =>
  [
    ...fields,
    `From: ${from}`,
    'To: bob@elsewhere.example',
    `Subject: ${subject}`,
    'Date: Tue, 24 Nov 2026 12:00:00 +0000',
    `Message-ID: <${subject.replace(/ /g, '-')}@example.com>`,
    '',
    'Hello.  ',
    '.with a dot',
    '',
  ].join('\r\n');

/** The tags of the one signature that a message has. */
const signatureOf = (message: string): Record<string, string> => {
  const fields = fieldsOf(message, 'DKIM-Signature');
  expect(fields).toHaveLength(1);
  return Object.fromEntries(
    fields[0]
      .split(';')
      .map((tag) => /^\s*(\w+)=(.*)$/.exec(tag) ?? [])
      .map(([, name, value]) => [name, value?.replace(/\s/g, '')]),
  );
};

describe('the filter with keys', () => {
  let volume: SecretVolume;
  let peer: DkimPeer;
  let filter: DkimFilter;
  let records: KeyRecords;

  beforeAll(async () => {
    volume = SecretVolume.create(KEYS, 2503);
    peer = DkimPeer.build();
    filter = await DkimFilter.start(
      { dkim: { keys, signing: SIGNING } },
      volume.mountedAt('/run/secrets/dkim'),
      DOMAINS,
    );
    records = recordsIn(filter.container.exec(['amavisd', 'showkeys'], { user: 'amavis' }).stdout);
  });

  afterAll(() => {
    filter?.remove();
    peer?.remove();
    volume?.remove();
  });

  const ours = (message: string, from?: string): Promise<string> =>
    filter.passed(10026, message, from, 'bob@elsewhere.example');

  test('prints the records of all of them (AmavisFilter.dkim, AmavisFilter.dkim.keys)', () => {
    expect(records).toEqual(
      Object.fromEntries(
        Object.entries(KEYS).map(([file, key]) => [file.replace(/\.pem$/, ''), recordOf(key).replace(' k=rsa;', '')]),
      ),
    );
  });

  test('signs mail of our own users, and somebody else can verify it (AmavisFilter.dkim.signing)', async () => {
    const message = await ours(letter('own mail'));

    expect(signatureOf(message)).toMatchObject({ d: 'example.com', s: '2026a', a: 'rsa-sha256', c: 'relaxed/simple' });
    expect(peer.verifies(message, records)).toBe(true);
  });

  test('signs so that nobody may change it', async () => {
    const message = await ours(letter('not to be changed'));

    expect(peer.verifies(message.replace('Hello.', 'Hello!'), records)).toBe(false);
    expect(peer.verifies(message.replace('Subject: not', 'Subject: now'), records)).toBe(false);
    expect(peer.verifies(message.replace(/^From: /m, 'From: eve@example.net\r\nFrom: '), records)).toBe(false);
    expect(peer.verifies(message.replace('To: bob', 'To: carol'), records)).toBe(true);
  });

  test('signs for 21 days', async () => {
    const { t, x } = signatureOf(await ours(letter('how long')));

    expect(Math.abs(Number(x) - Number(t) - 21 * 86_400)).toBeLessThanOrEqual(1);
  });

  test('signs with the key of the domain in "From", however that is written', async () => {
    const message = await ours(letter('the other domain', 'dave@Example.ORG'), 'dave@example.org');

    expect(signatureOf(message)).toMatchObject({ d: 'example.org', s: 'x' });
    expect(peer.verifies(message, records)).toBe(true);
  });

  test('does not sign for a domain that it has no key of', async () => {
    const message = await ours(letter('no key', 'eve@sub.example.com'), 'eve@sub.example.com');

    expect(fieldsOf(message, 'DKIM-Signature')).toEqual([]);
  });

  test('does not sign mail from outside, whoever it says it is from', async () => {
    const message = await filter.passed(10024, letter('from outside'));

    expect(fieldsOf(message, 'DKIM-Signature')).toEqual([]);
  });

  test('signs what it tells our own users itself', async () => {
    filter.send(10026, letter('own program', undefined, PROGRAM), 'alice@example.com', 'bob@elsewhere.example');
    const bounce = await filter.sink.message('Subject: BANNED contents from you');

    expect(signatureOf(bounce)).toMatchObject({ d: 'example.com', i: '@filter.mx.example.com' });
    expect(peer.verifies(bounce, records)).toBe(true);
  });

  test('signs what it tells recipients, and not what it kept from them when it is released', async () => {
    filter.send(10024, letter('foreign program', undefined, PROGRAM).replace('Hello', 'From far away'));
    const notice = await filter.sink.message('Message-ID: <foreign-program@example.com>');

    expect(fieldsOf(notice, 'From')).toEqual([expect.stringContaining('<postmaster@example.com>')]);
    expect(signatureOf(notice)).toMatchObject({ d: 'example.com' });
    expect(peer.verifies(notice, records)).toBe(true);

    const release = 'cd /var/lib/amavis/virusmails; amavisd-release $(grep -l "Subject: foreign program" *)';
    const { said } = filter.container.exec(['sh', '-c', release], { user: 'amavis' });

    expect(said).toContain('250 2.0.0');
    const released = await filter.sink.message('From far away');
    expect(fieldsOf(released, 'DKIM-Signature')).toEqual([]);
  });
});

describe('the filter that is told how to sign', () => {
  let volume: SecretVolume;
  let peer: DkimPeer;
  let filter: DkimFilter;

  beforeAll(async () => {
    volume = SecretVolume.create(KEYS, 2503);
    peer = DkimPeer.build();
    filter = await DkimFilter.start(
      {
        dkimVerification: false,
        dkim: {
          keys,
          signing: [SIGNING[0]],
          ttl: Duration.days(3),
          canonicalization: 'simple/relaxed',
          signedHeaders: { To: DkimSigned.AND_NO_OTHER, Subject: DkimSigned.NO },
        },
      },
      volume.mountedAt('/run/secrets/dkim'),
    );
  });

  afterAll(() => {
    filter?.remove();
    peer?.remove();
    volume?.remove();
  });

  test('does it so (AmavisFilter.dkim.ttl, AmavisFilter.dkim.canonicalization, AmavisFilter.dkim.signedHeaders)', async () => {
    const message = await filter.passed(10026, letter('as told'), undefined, 'bob@elsewhere.example');
    const { c, h, t, x } = signatureOf(message);

    expect(c).toBe('simple/relaxed');
    expect(Math.abs(Number(x) - Number(t) - 3 * 86_400)).toBeLessThanOrEqual(1);
    expect(h.split(':').filter((name) => name === 'to')).toHaveLength(2);
    expect(h.split(':')).not.toContain('subject');
  });

  test('leaves what others say in its name where it checks no signatures (AmavisFilter.dkimVerification)', async () => {
    const forged = 'mx.example.com; dkim=pass header.d=bank.example';
    const message = await filter.passed(10024, letter('forged', undefined, `Authentication-Results: ${forged}`));

    expect(fieldsOf(message, 'Authentication-Results')).toEqual([forged]);
  });
});
