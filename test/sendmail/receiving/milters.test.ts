import { MailDomain, Milter, MilterFailure } from 'cdktf-dual-mta';
import { ContainerNetwork } from '../../tooling/container-network';
import { GatewayContainer } from '../../tooling/gateway-container';
import { RunningContainer } from '../../tooling/running-container';
import { startMilter } from '../../tooling/tiny-milter';

const PORT = 10027;
const MAIL = ['EHLO client.example', 'MAIL FROM:<>', 'RCPT TO:<postmaster@example.com>'];
const MESSAGE = ['DATA', '|Subject: test', '|', '.', 'QUIT'];

describe('MTA-RX with a milter on a network of its own', () => {
  let network: ContainerNetwork;
  let milter: RunningContainer;
  const gateways = new Map<MilterFailure | undefined, GatewayContainer>();

  beforeAll(async () => {
    network = ContainerNetwork.create();
    milter = startMilter(network, PORT);
    const domains = [MailDomain.local('example.com', ['postmaster', 'unwanted'])];
    for (const onFailure of [undefined, MilterFailure.REJECT, MilterFailure.SHUTDOWN, MilterFailure.ACCEPT]) {
      const rx = { milters: [Milter.overTcp('tiny', milter.name, PORT, { onFailure })] };
      // The client's name is at hand: nothing else answers such a question here.
      const options = ['--add-host', 'client.example:127.0.0.9'];
      gateways.set(onFailure, await GatewayContainer.start('mta-rx', { domains, rx }, options, network.name));
    }
  });

  afterAll(() => {
    gateways.forEach((gateway) => gateway.remove());
    milter?.remove();
    network?.remove();
  });

  const dialogue = (onFailure: MilterFailure | undefined, lines: readonly string[]): string[] =>
    gateways.get(onFailure)!.dialogue(25, lines);

  test('MtaRx.milters, MtaRx.milterNetworks: it sees messages, and what it adds is in the queue', () => {
    expect(dialogue(undefined, [...MAIL, ...MESSAGE]).at(-2)).toMatch(/^250 2\.0\.0 /);

    const queued = ['sh', '-c', 'cat /var/spool/mqueue-rx/qf*'];
    expect(gateways.get(undefined)!.container.exec(queued, { user: 'smmsp' }).stdout).toMatch(/^H\?\?X-Milter: seen$/m);
  });

  test('MtaRx.milters: it refuses a recipient while the client is there', () => {
    const replies = dialogue(undefined, [...MAIL.slice(0, 2), 'RCPT TO:<unwanted@example.com>', 'QUIT']);

    expect(replies.at(-2)).toBe('550 5.7.1 <unwanted@example.com>... The milter does not want it');
  });

  describe('that has gone', () => {
    beforeAll(() => milter.remove());

    test.each<[string, MilterFailure | undefined, RegExp]>([
      ['the client is told to come back, if nothing else is said', undefined, /^451 4\.3\.2 /m],
      ['the client is refused', MilterFailure.REJECT, /^55\d 5\./m],
      ['the client is told to come back, and the connection ends', MilterFailure.SHUTDOWN, /^421 4\./m],
      ['mail passes', MilterFailure.ACCEPT, /^250 2\.1\.5 /m],
    ])('MtaRx.milters.onFailure: %s', (_, onFailure, answer) => {
      expect(dialogue(onFailure, MAIL).join('\n')).toMatch(answer);
    });
  });
});
