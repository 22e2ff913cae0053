import { AccessAction, AccessEntry, MailDomain, SmtpEndpoint } from 'cdktf-dual-mta';
import { GatewayContainer } from '../../tooling/gateway-container';

const TEXT = "We don't (really) take <this>; ask `postmaster', $j & co: 100 times a day";
const REFUSED = AccessAction.error(550, '5.7.1', TEXT);
const SENDER = ['EHLO client.example', 'MAIL FROM:<>'];
const FOREIGN = ['RCPT TO:<victim@foreign.example>', 'QUIT'];

/** The addresses of these tests are the machine's own; each has a name, or relaying is only put off. */
const CLIENTS = ['127.0.0.9', '127.0.1.1', '127.0.4.9', '127.0.5.9', '127.0.6.1', '127.0.7.7', '127.9.9.9'];

describe('MTA-RX, told what to do with whom,', () => {
  let rx: GatewayContainer;

  beforeAll(async () => {
    rx = await GatewayContainer.start(
      'mta-rx',
      {
        domains: [
          MailDomain.local('example.com', ['postmaster', 'jim']),
          MailDomain.relayed('example.net', SmtpEndpoint.smtp('192.0.2.1')),
        ],
        rx: {
          access: [
            AccessEntry.connect('127.0.1.1', REFUSED),
            AccessEntry.connect('bad.example', AccessAction.REJECT),
            AccessEntry.connect('2001:db8::/32', AccessAction.REJECT),
            AccessEntry.connect('192.0.2.0/25', AccessAction.REJECT),
            AccessEntry.connect('127.9.9.9', AccessAction.OK),
            AccessEntry.from('spammer@mx.example.com', REFUSED),
            AccessEntry.from('sales@', AccessAction.error(450, '4.7.1', 'Come back later')),
            AccessEntry.from('bad.example', AccessAction.REJECT),
            AccessEntry.from('odd@mx.example.com', AccessAction.quarantine('odd (very) <much>')),
            AccessEntry.from('gone@mx.example.com', AccessAction.DISCARD),
            AccessEntry.to('jim@example.com', AccessAction.error(550, '5.1.6', 'Jim has moved')),
          ],
          relayHosts: ['127.0.4.0/23', '127.0.6.1', '2001:db8:1:2::/64'],
        },
      },
      [
        ...['--add-host', 'host.bad.example:127.0.7.7'],
        ...CLIENTS.filter((address) => address !== '127.0.7.7').flatMap((address, index) => [
          '--add-host',
          `client${index}.example:${address}`,
        ]),
      ],
    );
  });

  afterAll(() => rx?.remove());

  const answerTo = (from: string, ...lines: string[]): string => rx.dialogue(25, lines, from)[lines.length - 1];

  test('MtaRx.access: a client is refused with its own text, word for word', () => {
    expect(answerTo('127.0.1.1', ...SENDER, 'QUIT')).toBe(`550 5.7.1 ${TEXT}`);
  });

  test('MtaRx.access: a client of a domain is refused', () => {
    expect(answerTo('127.0.7.7', ...SENDER, 'QUIT')).toBe('550 5.7.1 Access denied');
  });

  test('MtaRx.access: what is accepted does not relay for that', () => {
    expect(answerTo('127.9.9.9', ...SENDER, ...FOREIGN)).toMatch(/^550 5\.7\.1 .*Relaying denied/);
  });

  test.each([
    ['spammer@mx.example.com', `550 5.7.1 <spammer@mx.example.com>... ${TEXT}`],
    ['sales@mx.example.com', '450 4.7.1 <sales@mx.example.com>... Come back later'],
    ['anybody@bad.example', '550 5.7.1 <anybody@bad.example>... Access denied'],
    ['anybody@sub.bad.example', '550 5.7.1 <anybody@sub.bad.example>... Access denied'],
  ])('MtaRx.access: the sender %s is told %s', (sender, answer) => {
    expect(answerTo('127.0.0.9', 'EHLO client.example', `MAIL FROM:<${sender}>`, 'QUIT')).toBe(answer);
  });

  test('MtaRx.access: a recipient is refused, other recipients are not', () => {
    expect(answerTo('127.0.0.9', ...SENDER, 'RCPT TO:<jim@example.com>', 'QUIT')).toBe(
      '550 5.1.6 <jim@example.com>... Jim has moved',
    );
    expect(answerTo('127.0.0.9', ...SENDER, 'RCPT TO:<postmaster@example.com>', 'QUIT')).toMatch(/^250 /);
  });

  test.each([
    ['gone', /^250 2\.0\.0 /, /discarded|discard/],
    ['odd', /^250 2\.0\.0 /, /quarantine=\\?"odd \(very\) <much>/],
  ])('MtaRx.access: mail of %s is taken, and the log says what became of it', (sender, answer, log) => {
    const lines = ['EHLO client.example', `MAIL FROM:<${sender}@mx.example.com>`, 'RCPT TO:<postmaster@example.com>'];
    const replies = rx.dialogue(25, [...lines, 'DATA', '|Subject: test', '|', '.', 'QUIT']);

    expect(replies.at(-2)).toMatch(answer);
    expect(rx.container.logs()).toMatch(log);
  });

  test.each(['127.0.4.9', '127.0.5.9', '127.0.6.1'])('MtaRx.relayHosts: %s may send mail anywhere', (from) => {
    expect(answerTo(from, ...SENDER, ...FOREIGN)).toMatch(/^250 2\.1\.5 /);
  });

  test('MtaRx.relayHosts: nobody else may', () => {
    expect(answerTo('127.0.0.9', ...SENDER, ...FOREIGN)).toMatch(/^550 5\.7\.1 .*Relaying denied/);
    expect(answerTo('127.0.0.9', ...SENDER, 'RCPT TO:<anybody@example.net>', 'QUIT')).toMatch(/^250 2\.1\.5 /);
  });

  test.each([
    ['192.0.2.1', 'REJECT'],
    ['192.0.2.127', 'REJECT'],
    ['192.0.2.128', '\\?'],
    ['IPv6:2001:db8:0:0:0:0:0:1', 'REJECT'],
    ['IPv6:2001:db8:1:2:0:0:0:9', 'RELAY'],
    ['IPv6:2001:db9:0:0:0:0:0:1', '\\?'],
    ['127.0.6.1', 'RELAY'],
    ['127.0.6.2', '\\?'],
  ])('MtaRx.access, MtaRx.relayHosts: sendmail finds for %s: %s', (address, result) => {
    expect(rx.test([`A <${address}> <?> <! Connect> <x>`])).toMatch(
      new RegExp(`^A +returns: < ${result} > < x >$`, 'm'),
    );
  });
});
