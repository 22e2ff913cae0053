import { MailDomain, SmtpEndpoint } from 'cdktf-dual-mta';
import { GatewayContainer } from '../tooling/gateway-container';
import { SystemCalls } from '../tooling/system-calls';

const PROPS = { domains: [MailDomain.relayed('example.net', SmtpEndpoint.smtp('192.0.2.1'))] };
const MESSAGE = [
  ...['EHLO client.example', 'MAIL FROM:<>', 'RCPT TO:<postmaster@example.net>', 'DATA'],
  ...['|Subject: kept', '|', '|text', '.', 'QUIT'],
];

/** A call that has the disk keep a file of this kind, whatever its number. */
const keeps = (kind: string): unknown =>
  expect.stringMatching(new RegExp(`(?:fsync|fdatasync)\\(\\d+<[^>]*/${kind}\\w+>`));

describe.each([
  ['MTA-RX', 'mta-rx', { port: 25, user: 'smmsp', pidFile: '/run/sendmail/sendmail-rx.pid' }],
  ['MTA-TX', 'mta-tx', { port: 10025, user: 'smmta', pidFile: '/run/sendmail/sendmail.pid' }],
] as const)('%s,', (_, part, { port, user, pidFile }) => {
  let mta: GatewayContainer;

  beforeAll(async () => {
    mta = await GatewayContainer.start(part, PROPS, ['--add-host', 'client.example:127.0.0.9']);
  });

  afterAll(() => mta?.remove());

  test('has the disk keep text and envelope of a message before it says 250', async () => {
    const pid = mta.container.exec(['head', '-n', '1', pidFile], { user }).stdout.trim();
    const calls = await SystemCalls.of(mta.container, [pid], ['fsync', 'fdatasync', 'write', 'sendto']);
    const replies = mta.dialogue(port, MESSAGE, part === 'mta-rx' ? '127.0.0.9' : '127.0.0.1');
    const seen = calls.end();

    expect(replies.at(-2)).toMatch(/^250 2\.0\.0 /);
    const told = seen.findIndex((line) => /(?:write|sendto)\(.*"250 2\.0\.0 /.test(line));
    expect(told).toBeGreaterThan(0);
    const before = seen.slice(0, told).filter((line) => /fsync|fdatasync/.test(line));
    expect(before).toEqual(expect.arrayContaining([keeps('df'), keeps('qf')]));
  });
});
