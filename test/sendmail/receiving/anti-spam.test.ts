import { DelayChecks, Dnsbl, MailDomain, MtaRxOptions, SmtpEndpoint } from 'cdktf-dual-mta';
import { answerDns, ASKS_ITSELF, listed } from '../../tooling/dns-responder';
import { GatewayContainer } from '../../tooling/gateway-container';
import { greetings } from '../../tooling/greetings';

/** Clients of the tests, and the names that their addresses have; all others have none. */
const GOOD = '127.0.0.9';
const LISTED = '127.0.0.10';
const LISTED_BADLY = '127.0.0.11';
const LISTED_HARMLESSLY = '127.0.0.12';
const NAMELESS = '127.0.0.13';
const NAMES = [GOOD, LISTED, LISTED_BADLY, LISTED_HARMLESSLY].map(
  (address, index) => `client${index}.example:${address}`,
);

const LISTS = [
  Dnsbl.of('bl.example', { message: "Listed, it's said: see https://bl.example/$&{client_addr} (dnl, len(x), 100%)" }),
  Dnsbl.of('other.example'),
  Dnsbl.enhanced('score.example', ['127.0.0.2', '127.0.0.3'], { message: 'Badly listed' }),
];

const DOMAINS = [
  MailDomain.local('example.com', ['postmaster', 'abuse']),
  MailDomain.relayed('example.net', SmtpEndpoint.smtp('192.0.2.1')),
];

const start = async (rx: MtaRxOptions): Promise<GatewayContainer> => {
  const names = NAMES.flatMap((name) => ['--add-host', name]);
  const started = await GatewayContainer.start('mta-rx', { domains: DOMAINS, rx }, [...names, ...ASKS_ITSELF]);
  answerDns(started.container, [
    `${listed(LISTED, 'bl.example')} A 127.0.0.2`,
    `${listed('127.0.0.1', 'bl.example')} A 127.0.0.2`,
    `${listed(LISTED_BADLY, 'score.example')} A 127.0.0.3`,
    `${listed(LISTED_HARMLESSLY, 'score.example')} A 127.0.0.9`,
    'sender.example MX mx.sender.example',
    'mx.sender.example A 192.0.2.1',
    'loop.example MX mx.loop.example',
    'mx.loop.example A 127.0.0.1',
    'numbers.example MX 192.0.2.1',
  ]);
  return started;
};

interface Mail {
  readonly from?: string;
  readonly helo?: string;
  readonly sender?: string;
  readonly recipient?: string;
}

/** The answer to RCPT. */
const answerTo = (rx: GatewayContainer, mail: Mail): string => {
  const {
    from = GOOD,
    helo = 'client.example',
    sender = 'a@sender.example',
    recipient = 'postmaster@example.com',
  } = mail;
  const lines = [`EHLO ${helo}`, `MAIL FROM:<${sender}>`, `RCPT TO:<${recipient}>`, 'QUIT'];
  return rx.dialogue(25, lines, from)[3];
};

describe('MTA-RX with measures against unwanted mail', () => {
  let rx: GatewayContainer;

  beforeAll(async () => {
    rx = await start({
      dnsbl: LISTS,
      badmx: true,
      requireRdns: true,
      blockBadHelo: true,
    });
  });

  afterAll(() => rx?.remove());

  test('takes mail from a client that has nothing against it', () => {
    expect(answerTo(rx, {})).toMatch(/^250 2\.1\.5 /);
  });

  test('MtaRx.dnsbl: a listed client is refused with the message of its list, word for word', () => {
    expect(answerTo(rx, { from: LISTED })).toBe(
      `550 5.7.1 <postmaster@example.com>... Listed, it's said: see https://bl.example/${LISTED} (dnl, len(x), 100%)`,
    );
  });

  test('MtaRx.dnsbl: only the answers that count are a listing', () => {
    expect(answerTo(rx, { from: LISTED_BADLY })).toBe('550 5.7.1 <postmaster@example.com>... Badly listed');
    expect(answerTo(rx, { from: LISTED_HARMLESSLY })).toMatch(/^250 2\.1\.5 /);
  });

  test('MtaRx.dnsbl: no list is asked for the health check, whatever it would say', () => {
    expect(answerTo(rx, { from: '127.0.0.1' })).toMatch(/^250 2\.1\.5 /);
  });

  test('MtaRx.badmx: a sender whose MX is this machine, or no name, is refused', () => {
    expect(answerTo(rx, { sender: 'a@loop.example' })).toMatch(/^550 5\.1\.2 .*Invalid MX record/);
    expect(answerTo(rx, { sender: 'a@numbers.example' })).toMatch(/^550 5\.1\.2 .*MX record/);
  });

  test('MtaRx.requireRdns: a client without a name is refused', () => {
    expect(answerTo(rx, { from: NAMELESS })).toMatch(/^550 5\.7\.1 .*Fix reverse DNS for 127\.0\.0\.13/);
  });

  test.each(['mx.example.com', 'localhost', '[127.0.0.1]'])('MtaRx.blockBadHelo: HELO %s is refused', (helo) => {
    expect(answerTo(rx, { helo })).toMatch(/^550 5\.7\.1 .*bogus HELO name used/);
  });

  test.each(['x@127.0.0.1', 'x@[127.0.0.1]', 'x@a.127.0.0.1'])(
    'MtaRx.blockBadHelo: it opens no way to %s',
    (recipient) => {
      expect(answerTo(rx, { recipient })).toMatch(/^55\d 5\./);
    },
  );

  test('MtaRx.delayChecks: what is wrong with client and sender is said when a recipient is named', () => {
    const lines = ['EHLO client.example', 'MAIL FROM:<a@loop.example>', 'RCPT TO:<postmaster@example.com>', 'QUIT'];
    const replies = rx.dialogue(25, lines, LISTED);

    expect(replies.slice(0, 3)).toEqual([
      expect.stringMatching(/^220/),
      expect.stringMatching(/^250/),
      expect.stringMatching(/^250/),
    ]);
    expect(replies[3]).toMatch(/^550/);
  });
});

describe('MTA-RX without them', () => {
  let rx: GatewayContainer;

  beforeAll(async () => {
    rx = await start({});
  });

  afterAll(() => rx?.remove());

  test.each<[string, Mail]>([
    ['MtaRx.dnsbl: a client that is listed somewhere', { from: LISTED }],
    ['MtaRx.badmx: a sender with a bad MX', { sender: 'a@loop.example' }],
    ['MtaRx.requireRdns: a client without a name', { from: NAMELESS }],
    ["MtaRx.blockBadHelo: a client that says the gateway's own name", { helo: 'mx.example.com' }],
  ])('%s is no stranger than others', (_, mail) => {
    expect(answerTo(rx, mail)).toMatch(/^250 2\.1\.5 /);
  });

  test('MtaRx.delayChecks: what is wrong with the sender is said at once', () => {
    expect(rx.dialogue(25, ['EHLO a.example', 'MAIL FROM:<a@nowhere.example>', 'QUIT'])[2]).toMatch(/^553 5\.1\.8 /);
  });

  test('MtaRx.greetPause: nobody waits, and a single early command is taken', () => {
    const [greeting] = greetings(rx.container, { from: '127.0.3.5', early: 'EHLO client.example' });

    expect(greeting.reply).toMatch(/^220/);
    expect(greeting.seconds).toBeLessThan(1.4);
  });

  test('MtaRx.greetPause: several early commands are refused all the same', () => {
    const early = ['EHLO client.example', 'MAIL FROM:<>', 'RCPT TO:<postmaster@example.com>'].join('\r\n');
    greetings(rx.container, { from: '127.0.3.5', early });

    expect(rx.container.logs()).toMatch(/127\.0\.3\.5.*traffic before response/);
  });

  test('MtaRx.ratecontrol, MtaRx.conncontrol: there are no limits', () => {
    const replies = greetings(rx.container, { from: '127.0.2.5', count: 6 }).map(({ reply }) => reply);

    expect(replies).toEqual(Array(6).fill(expect.stringMatching(/^220/)));
  });

  test.each([
    ['sender', ['MAIL FROM:<jörg@sender.example>']],
    ["sender's domain", ['MAIL FROM:<a@bücher.example>']],
    ['recipient', ['MAIL FROM:<>', 'RCPT TO:<jörg@example.net>']],
  ])('refuses a %s of other characters than ASCII', (_, lines) => {
    expect(rx.dialogue(25, ['EHLO a.example', ...lines, 'QUIT']).at(-2)).toMatch(
      /^553 5\.6\.7 .*Addresses have ASCII characters only/,
    );
  });
});

describe('MTA-RX that spares friends', () => {
  let rx: GatewayContainer;

  beforeAll(async () => {
    rx = await start({
      dnsbl: LISTS,
      delayChecks: DelayChecks.friend(['abuse@example.com', 'friends.example']),
    });
  });

  afterAll(() => rx?.remove());

  test('MtaRx.delayChecks: a friend gets mail from listed clients, others do not', () => {
    expect(answerTo(rx, { from: LISTED, recipient: 'abuse@example.com' })).toMatch(/^250/);
    expect(answerTo(rx, { from: LISTED })).toMatch(/^550/);
  });

  test('refuses addresses of other characters than ASCII also where the checks wait', () => {
    expect(answerTo(rx, { sender: 'jörg@sender.example' })).toMatch(/^553 5\.6\.7 /);
    expect(answerTo(rx, { recipient: 'jörg@example.net' })).toMatch(/^553 5\.6\.7 /);
  });
});

describe('MTA-RX that guards haters', () => {
  let rx: GatewayContainer;

  beforeAll(async () => {
    rx = await start({ dnsbl: LISTS, delayChecks: DelayChecks.hater(['postmaster@example.com']) });
  });

  afterAll(() => rx?.remove());

  test('MtaRx.delayChecks: only the recipients that are named are guarded', () => {
    expect(answerTo(rx, { from: LISTED })).toMatch(/^550/);
    expect(answerTo(rx, { from: LISTED, recipient: 'abuse@example.com' })).toMatch(/^250/);
  });
});
