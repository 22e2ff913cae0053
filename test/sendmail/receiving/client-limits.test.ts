import { ClientLimit, DelayChecks, MailDomain } from 'cdktf-dual-mta';
import { GatewayContainer } from '../../tooling/gateway-container';
import { OpenSession } from '../../tooling/open-session';

const LIMIT = 2;
/** For each limit a client that the other one makes an exception of. */
const [OFTEN, MANY] = ['127.0.1.5', '127.0.2.5'];
const [STRANGER, FRIEND] = ['jim@example.com', 'abuse@example.com'];
const COMMANDS = ['EHLO a.example', 'MAIL FROM:<>', `RCPT TO:<${STRANGER}>`, `RCPT TO:<${FRIEND}>`];

/** The answers in a connection that is within the limits. */
const WITHIN = '250 250 250 250';

const start = (immediate?: boolean): Promise<GatewayContainer> =>
  GatewayContainer.start('mta-rx', {
    domains: [MailDomain.local('example.com', ['jim', 'abuse'])],
    rx: {
      delayChecks: DelayChecks.friend([FRIEND]),
      ratecontrol: ClientLimit.of(LIMIT, { immediate, exceptions: { [MANY]: 0 } }),
      conncontrol: ClientLimit.of(LIMIT, { immediate, exceptions: { [OFTEN]: 0 } }),
    },
  });

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
    rx = await start(immediate);
  });

  afterAll(() => rx?.remove());

  test('MtaRx.ratecontrol.immediate: one connection too many in a minute', () => {
    expect(inTurn(rx)).toEqual([WITHIN, WITHIN, beyond]);
  });

  test('MtaRx.conncontrol.immediate: one connection too many at a time', async () => {
    expect(await atATime(rx)).toEqual([WITHIN, WITHIN, beyond]);
  });
});
