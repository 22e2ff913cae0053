import { MailDomain, MtaRxOptions } from 'cdktf-dual-mta';
import { GatewayContainer } from '../../tooling/gateway-container';
import { OpenSession } from '../../tooling/open-session';

const WRONG = 'RCPT TO:<nobody@example.com>';

/** A hundred recipients and one. */
const MANY = ['EHLO a.example', 'MAIL FROM:<>', ...Array<string>(101).fill('RCPT TO:<postmaster@example.com>'), 'QUIT'];

const start = (rx: MtaRxOptions): Promise<GatewayContainer> =>
  GatewayContainer.start('mta-rx', { domains: [MailDomain.local('example.com', ['postmaster'])], rx });

/** Of so many wrong recipients in a session, whether each is refused a second late. */
const areLate = async ({ container }: GatewayContainer, count: number): Promise<boolean[]> => {
  const session = await OpenSession.open(container, { port: 25 });
  try {
    await session.say('EHLO a.example');
    await session.say('MAIL FROM:<>');
    const late: boolean[] = [];
    while (late.length < count) {
      const begin = performance.now();
      expect(await session.say(WRONG)).toMatch(/^550 5\.1\.1 /);
      late.push(performance.now() - begin > 900);
    }
    return late;
  } finally {
    session.close();
  }
};

describe('MTA-RX with limits of recipients', () => {
  let rx: GatewayContainer;

  beforeAll(async () => {
    rx = await start({ badRcptThrottle: 2, badRcptShutdown: 5, maxRcptsPerMessage: 100 });
  });

  afterAll(() => rx?.remove());

  test('MtaRx.maxRcptsPerMessage: the recipients beyond it get 452', () => {
    const replies = rx.dialogue(25, MANY);

    expect(replies.at(-3)).toMatch(/^250/);
    expect(replies.at(-2)).toMatch(/^452 4\.5\.3 Too many recipients/);
  });

  test('MtaRx.badRcptThrottle: wrong recipients beyond it cost a second each', async () => {
    expect(await areLate(rx, 4)).toEqual([false, false, true, true]);
  });

  test('MtaRx.badRcptShutdown: wrong recipients beyond it end the connection', () => {
    const wrong = Array<string>(6).fill(WRONG);
    const replies = rx.dialogue(25, ['EHLO a.example', 'MAIL FROM:<>', ...wrong]);

    expect(replies.at(-1)).toMatch(/^421 4\.7\.0 .*Too many bad recipients/);
  });
});

describe('MTA-RX without them', () => {
  let rx: GatewayContainer;

  beforeAll(async () => {
    rx = await start({});
  });

  afterAll(() => rx?.remove());

  test('MtaRx.badRcptThrottle, MtaRx.maxRcptsPerMessage: their defaults reach sendmail', () => {
    expect(rx.cf).toEqual(expect.arrayContaining(['O BadRcptThrottle=10', 'O MaxRecipientsPerMessage=1000']));
  });

  test('MtaRx.maxRcptsPerMessage: more than a hundred are taken', () => {
    expect(rx.dialogue(25, MANY).at(-2)).toMatch(/^250 2\.1\.5 /);
  });

  test('MtaRx.badRcptThrottle: so few wrong recipients cost nothing, and the eleventh does', async () => {
    expect(await areLate(rx, 11)).toEqual([...Array<boolean>(10).fill(false), true]);
  });

  test('MtaRx.badRcptShutdown: wrong recipients do not end the connection', () => {
    const wrong = Array<string>(6).fill(WRONG);

    expect(rx.dialogue(25, ['EHLO a.example', 'MAIL FROM:<>', ...wrong, 'QUIT']).at(-1)).toMatch(/^221/);
  });
});
