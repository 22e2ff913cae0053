import { Duration, MailDomain, Milter, MilterFailure, MilterOptions } from 'cdktf-dual-mta';
import { ContainerNetwork } from '../../tooling/container-network';
import { GatewayContainer } from '../../tooling/gateway-container';
import { RunningContainer } from '../../tooling/running-container';
import { SLOW_SECONDS, startFullMilter, startMilter } from '../../tooling/tiny-milter';

const PORT = 10027;
/** More than what the kernel keeps of it on its way. */
const BODY = Array<string>(12_000).fill(`|${'x'.repeat(990)}`);

interface Outcome {
  /** The answer to the recipient, where that is no 250; else to the end of the message. */
  readonly answer: string;
  readonly seconds: number;
}

const deliver = (rx: GatewayContainer, user: string): Outcome => {
  const message = ['DATA', '|Subject: test', '|', ...(user === 'busy' ? BODY : []), '.'];
  const lines = ['EHLO client.example', 'MAIL FROM:<>', `RCPT TO:<${user}@example.com>`];
  const begin = Date.now();
  const replies = rx.dialogue(25, [...lines, ...message, 'QUIT']);
  const answer = replies[3].startsWith('250') ? replies[5] : replies[3];
  return { answer, seconds: (Date.now() - begin) / 1000 };
};

describe('MTA-RX with a milter that takes its time', () => {
  let network: ContainerNetwork;
  const containers: { remove(): void }[] = [];

  const start = async (milter: RunningContainer, options: MilterOptions): Promise<GatewayContainer> => {
    const domains = [MailDomain.local('example.com', ['postmaster', 'slow', 'busy', 'silent', 'thorough'])];
    const rx = { milters: [Milter.overTcp('tiny', milter.name, PORT, options)] };
    const names = ['--add-host', 'client.example:127.0.0.9'];
    const gateway = await GatewayContainer.start('mta-rx', { domains, rx }, names, network.name);
    containers.unshift(gateway);
    return gateway;
  };

  beforeAll(() => {
    network = ContainerNetwork.create();
  });

  afterAll(() => {
    containers.forEach((container) => container.remove());
    network?.remove();
  });

  describe('that can be connected to', () => {
    const [READ, SEND, END] = [2, 3, 5];
    let hasty: GatewayContainer;
    let patient: GatewayContainer;

    beforeAll(async () => {
      const milter = startMilter(network, PORT);
      containers.push(milter);
      hasty = await start(milter, {
        readTimeout: Duration.seconds(READ),
        sendTimeout: Duration.seconds(SEND),
        endTimeout: Duration.seconds(END),
      });
      const minute = Duration.minutes(1);
      patient = await start(milter, { readTimeout: minute, sendTimeout: minute, endTimeout: minute });
    });

    test.each<[string, string, number, string, string]>([
      ['MtaRx.milters.readTimeout', 'to answer to a recipient', READ, 'slow', ': timeout before data read, where=rcpt'],
      ['MtaRx.milters.readTimeout', 'to answer to the end', READ, 'silent', ': timeout before data read, where=eom'],
      ['MtaRx.milters.sendTimeout', 'to take a part', SEND, 'busy', ': timeout before data write, where=body chunk'],
      ['MtaRx.milters.endTimeout', 'for all that it does at the end', END, 'thorough', ': EOM ACK/NAK timeout'],
    ])('%s: it has so long %s', (_, __, limit, user, logged) => {
      const { answer, seconds } = deliver(hasty, user);

      expect(answer).toBe('451 4.3.2 Please try again later');
      // sendmail counts the clock's seconds, of which the first can be short.
      expect(seconds).toBeGreaterThan(limit - 1);
      expect(seconds).toBeLessThan(SLOW_SECONDS);
      expect(hasty.container.logs()).toContain(logged);
    });

    test.each([
      ['MtaRx.milters.readTimeout', 'slow'],
      ['MtaRx.milters.readTimeout', 'silent'],
      ['MtaRx.milters.sendTimeout', 'busy'],
      ['MtaRx.milters.endTimeout', 'thorough'],
    ])('%s: with a longer one, mail for "%s" is waited for and passes', (_, user) => {
      const { answer, seconds } = deliver(patient, user);

      expect(answer).toMatch(/^250 2\.0\.0 /);
      expect(seconds).toBeGreaterThanOrEqual(SLOW_SECONDS);
    });
  });

  describe('that cannot be connected to', () => {
    const [SHORT, LONG] = [1, 5];
    const gateways = new Map<number, GatewayContainer>();

    beforeAll(async () => {
      const milter = startFullMilter(network, PORT);
      containers.push(milter);
      for (const seconds of [SHORT, LONG]) {
        const options = { connectTimeout: Duration.seconds(seconds), onFailure: MilterFailure.ACCEPT };
        gateways.set(seconds, await start(milter, options));
      }
    });

    test.each([
      [SHORT, LONG],
      [LONG, 4 * LONG],
    ])('MtaRx.milters.connectTimeout: with %i s mail passes after so long', (limit, less) => {
      const gateway = gateways.get(limit)!;
      const { answer, seconds } = deliver(gateway, 'postmaster');

      expect(answer).toMatch(/^250 2\.0\.0 /);
      expect(seconds).toBeGreaterThanOrEqual(limit);
      expect(seconds).toBeLessThan(less);
      expect(gateway.container.logs()).toContain('Milter (tiny): error connecting to filter: Connection timed out');
    });
  });
});
