import { Duration } from 'cdktf-dual-mta';
import { answerDns, ASKS_ITSELF } from '../tooling/dns-responder';
import { ScanningFilter } from '../tooling/scanning-filter';

const rules = [
  'urirhsbl LISTED uri.example. A',
  "body LISTED eval:check_uridnsbl('LISTED')",
  'tflags LISTED net',
  'score LISTED 3.5',
];

describe('AmavisFilter.spamAssassin.networkTests, AmavisFilter.spamAssassin.dnsTimeout', () => {
  let filter: ScanningFilter;

  beforeAll(async () => {
    filter = await ScanningFilter.start({ networkTests: true, dnsTimeout: Duration.seconds(2), rules }, ASKS_ITSELF);
    answerDns(filter.container, ['listed.com.uri.example A 127.0.0.2', 'silent.com.uri.example SILENT x']);
  });

  afterAll(() => filter?.remove());

  test("asks the container's resolver, and waits only so long where it does not answer", async () => {
    const answered = await timeOf(async () =>
      expect((await filter.scan('See http://listed.com/x')).tests).toMatchObject({ LISTED: 3.5 }),
    );
    const silent = await timeOf(async () =>
      expect((await filter.scan('See http://silent.com/x')).tests).not.toHaveProperty('LISTED'),
    );

    // SpamAssassin's own 15 seconds would show.
    expect(silent - answered).toBeLessThan(10);
  });

  const timeOf = async (what: () => Promise<void>): Promise<number> => {
    const begin = Date.now();
    await what();
    return (Date.now() - begin) / 1000;
  };
});

describe('AmavisFilter.spamAssassin.dnsLists, AmavisFilter.spamAssassin.welcomelist: without lists', () => {
  let filter: ScanningFilter;

  beforeAll(async () => {
    filter = await ScanningFilter.start(
      { networkTests: true, dnsLists: false, welcomelist: ['*@peer.example'], rules },
      ASKS_ITSELF,
    );
    answerDns(filter.container, ['listed.com.uri.example A 127.0.0.2', 'peer.example TXT v=spf1 ip4:192.0.2.7 -all']);
  });

  afterAll(() => filter?.remove());

  const testsOf = async (client: string): Promise<Record<string, number>> => {
    const received = `Received: from mail.peer.example (mail.peer.example [${client}]) by mx.example.com; Tue, 24 Nov 2026 12:00:00 +0000`;
    return (await filter.scan('See http://listed.com/x', 'carol@peer.example', [received])).tests;
  };

  test('SPF is still asked of DNS, and whom it shows to be welcome is; no list is asked', async () => {
    const tests = await testsOf('192.0.2.7');

    expect(tests).toMatchObject({ SPF_PASS: expect.any(Number) as number, USER_IN_SPF_WELCOMELIST: -100 });
    expect(tests).not.toHaveProperty('LISTED');
  });

  test('whoever only says that it is welcome is not', async () => {
    const tests = await testsOf('192.0.2.8');

    expect(Object.keys(tests)).toContain('SPF_FAIL');
    expect(tests).not.toHaveProperty('USER_IN_SPF_WELCOMELIST');
  });
});

test('AmavisFilter.spamAssassin.networkTests: without them DNS is not asked', async () => {
  const filter = await ScanningFilter.start({ rules }, ASKS_ITSELF);
  try {
    answerDns(filter.container, ['listed.com.uri.example A 127.0.0.2']);

    expect((await filter.scan('See http://listed.com/x')).tests).not.toHaveProperty('LISTED');
  } finally {
    filter.remove();
  }
});
