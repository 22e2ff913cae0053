import { answerDns, ASKS_ITSELF } from '../tooling/dns-responder';
import { DkimFilter, fieldsOf } from '../tooling/dkim-filter';
import { DkimPeer, newKey, recordOf } from '../tooling/dkim-peer';

const RESULTS = 'Authentication-Results';
const KEY = newKey();
const SILENT = Array.from({ length: 60 }, (_, number) => `s${number}`);

const letter = (subject: string, ...fields: string[]): string =>
  [
    ...fields,
    'From: Carol <carol@peer.example>',
    'To: postmaster@example.com',
    `Subject: ${subject}`,
    'Date: Tue, 24 Nov 2026 12:00:00 +0000',
    `Message-ID: <${subject.replace(/ /g, '-')}@peer.example>`,
    '',
    'Hello.',
    '',
  ].join('\r\n');

describe('the filter, of what others have signed,', () => {
  let filter: DkimFilter;
  let peer: DkimPeer;

  beforeAll(async () => {
    peer = DkimPeer.build();
    filter = await DkimFilter.start({}, ASKS_ITSELF);
    answerDns(filter.container, [
      `2026._domainkey.peer.example TXT ${recordOf(KEY)}`,
      ...SILENT.map((selector) => `${selector}._domainkey.peer.example SILENT -` as const),
    ]);
  });

  afterAll(() => {
    filter?.remove();
    peer?.remove();
  });

  const signed = (message: string, selector = '2026'): string => peer.sign(message, 'peer.example', selector, KEY);
  const resultsOf = async (message: string, port = 10024): Promise<string[]> =>
    fieldsOf(await filter.passed(port, message, 'carol@peer.example'), RESULTS);

  test('says "pass" in the name of the gateway (AmavisFilter.dkimVerification, AmavisFilter.authservId)', async () => {
    expect(await resultsOf(signed(letter('as it was')))).toEqual([
      'mx.example.com (amavis); dkim=pass (2048-bit key) header.d=peer.example',
    ]);
  });

  test('says "fail" where the body is another one', async () => {
    const message = signed(letter('another body')).replace('Hello.', 'Hello!');

    expect(await resultsOf(message)).toEqual([
      expect.stringMatching(/^mx\.example\.com \(amavis\); dkim=fail .*header\.d=peer\.example$/),
    ]);
  });

  test('says nothing where there is no signature', async () => {
    expect(await resultsOf(letter('not signed'))).toEqual([]);
  });

  test('removes what somebody else says in the name of the gateway, and nothing else', async () => {
    const message = letter(
      'forged',
      `${RESULTS}: mx.example.com; dkim=pass header.d=bank.example`,
      `${RESULTS}: (a comment) MX.Example.Com 1;\r\n dkim=pass header.d=bank.example`,
      `${RESULTS}: mx.peer.example; dkim=pass header.d=peer.example`,
    );

    expect(await resultsOf(message)).toEqual(['mx.peer.example; dkim=pass header.d=peer.example']);
  });

  // A stranger chooses whom DNS asks. Without the two limits it would be 50 keys and 10 seconds for each.
  test.each([
    [1, 1, 15],
    [60, 5, 45],
  ])('asks for %d keys that DNS says nothing about %d times, and not for long', async (many, asked, seconds) => {
    const subject = `without an answer ${many}`;
    const field = fieldOf(signed(letter(subject)));
    const message = SILENT.slice(0, many)
      .map((selector) => field.replace(/s=2026;/, `s=${selector};`))
      .join('');
    const begin = Date.now();
    const results = await resultsOf(message + letter(subject));

    expect(results.join().match(/dkim=neutral reason="invalid \(public key: DNS query timeout/g)).toHaveLength(asked);
    expect((Date.now() - begin) / 1000).toBeLessThan(seconds);
  });

  const fieldOf = (message: string): string => message.slice(0, message.indexOf('From: Carol'));
});
