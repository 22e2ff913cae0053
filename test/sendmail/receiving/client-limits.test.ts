import { ClientLimit, DelayChecks, Duration, GreetPause, MailDomain, MtaRxOptions } from 'cdktf-dual-mta';
import { GatewayContainer } from '../../tooling/gateway-container';
import { greetings } from '../../tooling/greetings';
import { OpenSession } from '../../tooling/open-session';

const LIMIT = 2;
/** For each limit a client that the other one makes an exception of. */
const [OFTEN, MANY] = ['127.0.1.5', '127.0.2.5'];
const [STRANGER, FRIEND] = ['jim@example.com', 'abuse@example.com'];
const COMMANDS = ['EHLO a.example', 'MAIL FROM:<>', `RCPT TO:<${STRANGER}>`, `RCPT TO:<${FRIEND}>`];

/** The answers in a connection that is within the limits. */
const WITHIN = '250 250 250 250';

const start = (rx: MtaRxOptions, names: readonly string[] = []): Promise<GatewayContainer> => {
  const domains = [MailDomain.local('example.com', ['jim', 'abuse'])];
  return GatewayContainer.start(
    'mta-rx',
    { domains, rx },
    names.flatMap((name) => ['--add-host', name]),
  );
};

/** Codes of the answers to all commands in each of so many connections, which do not overlap. */
const inTurn = (rx: GatewayContainer): string[] =>
  Array.from({ length: LIMIT + 1 }, () => codesOf(rx.dialogue(25, [...COMMANDS, 'QUIT'], OFTEN).slice(1, -1)));

/** The same of connections that are open at a time. */
const atATime = async ({ container }: GatewayContainer): Promise<string[]> => {
  const sessions: OpenSession[] = [];
  const codes: string[] = [];
  try {
    while (sessions.length <= LIMIT) {
      sessions.push(await OpenSession.open(container, { port: 25, from: MANY }));
    }
    for (const session of sessions) {
      const answers: string[] = [];
      for (const command of COMMANDS) {
        answers.push(await session.say(command));
      }
      codes.push(codesOf(answers));
    }
    return codes;
  } finally {
    sessions.forEach((session) => session.close());
  }
};

const codesOf = (answers: readonly string[]): string => answers.map((answer) => answer.slice(0, 3)).join(' ');

describe.each<[string, boolean | undefined, string]>([
  ['holds from the connection on, for friends too', undefined, '250 452 452 452'],
  ['waits with the other checks where it is not to be immediate, and spares friends', false, '250 250 452 250'],
])('a limit of a client, where other checks wait, %s', (_, immediate, beyond) => {
  let rx: GatewayContainer;

  beforeAll(async () => {
    rx = await start({
      delayChecks: DelayChecks.friend([FRIEND]),
      ratecontrol: ClientLimit.of(LIMIT, { immediate, exceptions: { [MANY]: 0 } }),
      conncontrol: ClientLimit.of(LIMIT, { immediate, exceptions: { [OFTEN]: 0 } }),
    });
  });

  afterAll(() => rx?.remove());

  test('MtaRx.ratecontrol.immediate: one connection too many in a minute', () => {
    expect(inTurn(rx)).toEqual([WITHIN, WITHIN, beyond]);
  });

  test('MtaRx.conncontrol.immediate: one connection too many at a time', async () => {
    expect(await atATime(rx)).toEqual([WITHIN, WITHIN, beyond]);
  });
});

describe('limits of clients with exceptions', () => {
  let rx: GatewayContainer;

  beforeAll(async () => {
    const limits = {
      delayChecks: DelayChecks.plain(),
      greetPause: GreetPause.of(Duration.milliseconds(1500), {
        exceptions: {
          '127.0.0': Duration.seconds(0),
          '127.0.1': Duration.seconds(0),
          '127.0.2': Duration.seconds(0),
          'quick.example': Duration.seconds(0),
        },
      }),
      ratecontrol: ClientLimit.of(3, { exceptions: { '127.0.0': 0, '127.0.2': 0 }, terminate: true }),
      conncontrol: ClientLimit.of(2, { exceptions: { '127.0.1': 100 }, terminate: true }),
    };
    rx = await start(limits, ['quick.example:127.0.3.6']);
  });

  afterAll(() => rx?.remove());

  test('MtaRx.greetPause, MtaRx.greetPause.exceptions: a client waits for its greeting, unless an exception says otherwise', () => {
    const [stranger] = greetings(rx.container, { from: '127.0.3.5' });
    const [known] = greetings(rx.container, { from: '127.0.3.6' });
    const [near] = greetings(rx.container, { from: '127.0.0.9' });

    expect(stranger.seconds).toBeGreaterThan(1.4);
    expect(known.seconds).toBeLessThan(1.4);
    expect(near.seconds).toBeLessThan(1.4);
  });

  test('MtaRx.greetPause: a client that speaks in the pause is refused', () => {
    expect(greetings(rx.container, { from: '127.0.3.5', early: 'EHLO client.example' })[0].reply).toMatch(/^554 /);
  });

  test('MtaRx.greetPause: who has to authenticate does not wait, nor does the health check', () => {
    expect(greetings(rx.container, { from: '127.0.3.7', port: 587 })[0].seconds).toBeLessThan(1.4);
    expect(greetings(rx.container, { from: '127.0.0.1' })[0].seconds).toBeLessThan(1.4);
  });

  test('MtaRx.ratecontrol.terminate: one connection too many in a minute is closed', () => {
    const replies = Array.from({ length: 4 }, () =>
      rx.dialogue(25, ['EHLO client.example', 'MAIL FROM:<>', 'QUIT'], '127.0.1.5'),
    );

    expect(replies.slice(0, 3).map((reply) => reply[2])).toEqual(Array(3).fill(expect.stringMatching(/^250/)));
    expect(replies[3][0]).toMatch(/^421 4\.3\.2 .*Connection rate limit exceeded/);
  });

  test('MtaRx.ratecontrol.exceptions: a network with an exception has no limit', () => {
    const from = '127.0.0.9';
    Array.from({ length: 5 }, () => expect(rx.dialogue(25, [...COMMANDS, 'QUIT'], from)[3]).toMatch(/^250/));
  });

  test('MtaRx.conncontrol.exceptions: a network with an exception has its own limit', () => {
    const replies = greetings(rx.container, { from: '127.0.1.6', count: 3 }).map(({ reply }) => reply);

    expect(replies).toEqual(Array(3).fill(expect.stringMatching(/^220/)));
  });

  test('MtaRx.conncontrol.terminate: one connection too many at a time is closed', () => {
    const replies = greetings(rx.container, { from: '127.0.2.5', count: 3 }).map(({ reply }) => reply);

    expect(replies).toEqual([
      expect.stringMatching(/^220/),
      expect.stringMatching(/^220/),
      expect.stringMatching(/^421 4\.3\.2 .*Too many open connections/),
    ]);
  });
});
