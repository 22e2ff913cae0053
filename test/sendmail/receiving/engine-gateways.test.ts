import { ContainerNetwork } from '../../tooling/container-network';
import { GatewayContainer } from '../../tooling/gateway-container';
import { RunningContainer } from '../../tooling/running-container';
import { dialogue, HOST } from '../../tooling/smtp-dialogue';

/** 172.29.77.9 from 172.29.77.0/24: what is left when the last number and its dot are gone. */
const networkOf = (address: string): string => address.replace(/\.\d+$/, '');

const RELAYED = /^250 2\.1\.5 /;
const DENIED = /^550 5\.7\.1 .*Relaying denied/;

describe("an address of the engine's own", () => {
  const networks: ContainerNetwork[] = [];
  let rx: GatewayContainer;
  let sibling: RunningContainer;

  beforeAll(async () => {
    networks.push(ContainerNetwork.create(), ContainerNetwork.create());
    const [intake] = networks;
    const [gateway] = intake.gateways;
    const device = `${networkOf(gateway)}.250`;
    rx = await GatewayContainer.start(
      'mta-rx',
      {
        rx: {
          engineGateways: [device],
          // Everybody on the container's own networks may relay: the mistake that must not make an open relay.
          relayHosts: networks.map((network) => network.subnets[0]),
        },
      },
      ['--dns-option', 'timeout:1', '--dns-option', 'attempts:1', '--add-host', `host.example:${gateway}`],
      intake.name,
    );
    sibling = RunningContainer.start('debian:bookworm-slim', ['--network', intake.name], ['sleep', '3600']);
  }, 300_000);

  afterAll(() => {
    sibling?.remove();
    rx?.remove();
    networks.forEach((network) => network.remove());
  });

  /** What RX answers to recipients that a client names. */
  const repliesTo = (client: typeof HOST, network: ContainerNetwork, ...recipients: string[]): string[] => {
    const [host] = network.addressesOf(rx.container.name);
    const lines = ['EHLO client.example', 'MAIL FROM:<>', ...recipients.map((one) => `RCPT TO:<${one}>`), 'QUIT'];
    return dialogue(client, { host, port: 25 }, lines).slice(3, -1);
  };

  test('is found on each network when the container starts', () => {
    expect(rx.test(['$={EngineGateways}'])).toMatch(new RegExp(`\\b${networks[0].gateways[0]}\\n`));
  });

  test('relays nothing, though its network may relay, and sends to our own domains', () => {
    const [foreign, own, unknown] = repliesTo(
      HOST,
      networks[0],
      'a@foreign.example',
      'postmaster@example.com',
      'x@example.com',
    );

    expect(foreign).toMatch(DENIED);
    expect(own).toMatch(RELAYED);
    expect(unknown).toBe('550 5.1.1 <x@example.com>... No such user here');
  });

  test.each([
    'a%foreign.example@example.com',
    '@example.com:a@foreign.example',
    '"a@foreign.example"@foreign.example',
    'a@[192.0.2.7]',
  ])('relays nothing in another form of address either: %s', (recipient) => {
    expect(repliesTo(HOST, networks[0], recipient)).toEqual([expect.stringMatching(/^55\d 5\./)]);
  });

  test('is told apart from a real client on the same network, which may relay', () => {
    expect(repliesTo(sibling, networks[0], 'a@foreign.example')).toEqual([expect.stringMatching(RELAYED)]);
  });

  test('MtaRx.engineGateways: one that the administrator names relays nothing either', () => {
    const [gateway] = networks[0].gateways;
    const tryAs = (address: string): string =>
      rx
        .test([`.D{client_addr}${address}`, 'check_rcpt a@foreign.example'])
        .split('\n')
        .filter((line) => /^check_rcpt +returns/.test(line))
        .at(-1) ?? '';

    expect(tryAs(`${networkOf(gateway)}.250`)).toContain('Relaying denied');
    expect(tryAs(`${networkOf(gateway)}.251`)).toMatch(/returns: RELAY/);
  });

  test('of a network that is joined later is found with SIGHUP', async () => {
    networks[1].connect(rx.container.name);
    rx.container.exec(['sh', '-c', 'kill -HUP $(pgrep -o -f run-sendmail)'], { user: 'smmsp' });
    await rx.container.untilHealthy();

    expect(repliesTo(HOST, networks[1], 'a@foreign.example')).toEqual([expect.stringMatching(DENIED)]);
  }, 60_000);
});
