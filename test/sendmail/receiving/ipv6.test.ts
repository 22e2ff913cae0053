import { Publish } from 'cdktf-dual-mta';
import { fullIpv6 } from '../../../lib/models/ipv6';
import { engineGateway } from '../../../lib/models/subnet';
import { ContainerNetwork } from '../../tooling/container-network';
import { GatewayContainer } from '../../tooling/gateway-container';
import { RunningContainer } from '../../tooling/running-container';
import { dialogue, HOST } from '../../tooling/smtp-dialogue';

const SUBNET = 'fd7a:115c:a1e0:77::/64';

describe('MTA-RX on a network with IPv6 (MtaRx.listensOnIpv6)', () => {
  let network: ContainerNetwork;
  let rx: GatewayContainer;
  let sibling: RunningContainer;

  beforeAll(async () => {
    network = ContainerNetwork.create(['--ipv6', '--subnet', SUBNET]);
    const props = {
      smtp: [Publish.onIpv4(25), Publish.onIpv6(25)],
      rx: { relayHosts: [SUBNET] },
    };
    const options = ['--sysctl', 'net.ipv6.bindv6only=1', '--dns-option', 'timeout:1', '--dns-option', 'attempts:1'];
    rx = await GatewayContainer.start(
      'mta-rx',
      props,
      [...options, '--add-host', `host.example:${engineGateway(SUBNET)}`],
      network.name,
    );
    sibling = RunningContainer.start('debian:bookworm-slim', ['--network', network.name], ['sleep', '3600']);
  }, 300_000);

  afterAll(() => {
    sibling?.remove();
    rx?.remove();
    network?.remove();
  });

  const ipv6Of = (container: RunningContainer): string => network.addressesOf(container.name)[1];
  const replies = (client: typeof HOST, ...lines: string[]): string[] =>
    dialogue(client, { host: ipv6Of(rx.container), port: 25 }, [
      'EHLO client.example',
      'MAIL FROM:<>',
      ...lines,
      'QUIT',
    ]);

  test('answers on IPv6 and on IPv4', () => {
    for (const host of ['::1', '127.0.0.1', ...network.addressesOf(rx.container.name)]) {
      expect(dialogue(rx.container, { host, port: 25 }, ['QUIT'])[0]).toBe('220 mx.example.com ESMTP');
      expect(dialogue(rx.container, { host, port: 587 }, ['QUIT'])[0]).toBe('220 mx.example.com ESMTP');
    }
  });

  test("names a client's own IPv6 address in Received", () => {
    const lines = ['RCPT TO:<postmaster@example.com>', 'DATA', '|Subject: test', '|', '.'];

    expect(replies(sibling, ...lines).at(-2)).toMatch(/^250 2\.0\.0 /);
    const control = rx.container.exec(['sh', '-c', 'cat /var/spool/mqueue-rx/qf*'], { user: 'smmsp' }).stdout;
    expect(control).toContain(`[IPv6:${fullIpv6(ipv6Of(sibling))}]`);
  });

  test("lets a client relay that may, and never the engine's gateway, whose network may", () => {
    expect(replies(sibling, 'RCPT TO:<a@foreign.example>')[3]).toMatch(/^250 2\.1\.5 /);
    expect(replies(HOST, 'RCPT TO:<a@foreign.example>')[3]).toMatch(/^550 5\.7\.1 .*Relaying denied/);
    expect(replies(HOST, 'RCPT TO:<postmaster@example.com>')[3]).toMatch(/^250 2\.1\.5 /);
  });
});
