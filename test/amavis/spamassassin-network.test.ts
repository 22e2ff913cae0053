import { Duration } from 'cdktf-dual-mta';
import { answerDns, ASKS_ITSELF } from '../tooling/dns-responder';
import { ScanningFilter } from '../tooling/scanning-filter';

const rules = [
  'urirhsbl LISTED uri.example. A',
  "body LISTED eval:check_uridnsbl('LISTED')",
  'tflags LISTED net',
  'score LISTED 3.5',
];

describe('AmavisFilter.spamAssassin: networkTests', () => {
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

test('AmavisFilter.spamAssassin: without networkTests DNS is not asked', async () => {
  const filter = await ScanningFilter.start({ rules }, ASKS_ITSELF);
  try {
    answerDns(filter.container, ['listed.com.uri.example A 127.0.0.2']);

    expect((await filter.scan('See http://listed.com/x')).tests).not.toHaveProperty('LISTED');
  } finally {
    filter.remove();
  }
});
