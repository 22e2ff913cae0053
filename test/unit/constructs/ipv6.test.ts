import { AddressFamily, DualMtaStackProps, Listener, Publish } from 'cdktf-dual-mta';
import { findingsOf } from '../../tooling/findings';
import { synthesizeGateway } from '../../tooling/synthesized-stack';

const IPV6 = { smtp: [Publish.onIpv4(25), Publish.onIpv6(25)], submission: [] };

describe('Publish.onIpv6', () => {
  test('is on every IPv6 address where none is named', () => {
    expect(Publish.onIpv6(25)).toMatchObject({ family: AddressFamily.IPV6, address: '::', port: 25 });
    expect(String(Publish.onIpv6(25, '2001:db8::25'))).toBe('[2001:db8::25]:25');
  });

  test.each([
    ['every address of the other family', Publish.onIpv4(25), false],
    ['every address', Publish.onIpv6(25), true],
    ['another port', Publish.onIpv6(26), false],
  ])('beside %s: whether they clash', (_, other, clash) => {
    expect(Publish.onIpv6(25, '2001:db8::25').clashesWith(other)).toBe(clash);
  });

  test('is on an IPv6 address', () => {
    expect(findingsOf({ smtp: [Publish.onIpv6(25, '0.0.0.0')], submission: [] })).toEqual([
      expect.stringContaining('property "smtp[0].address" is "0.0.0.0": an IPv6 address '),
    ]);
  });
});

describe('a gateway that is published on IPv6', () => {
  test('has a network for clients with IPv6, whose subnets do not change from apply to apply', () => {
    const { ipam_config: ipam, ipv6 } = synthesizeGateway(IPV6).network('gateway-intake');

    expect(ipv6).toBe(true);
    expect(ipam?.map(({ subnet }) => subnet)).toEqual([
      expect.stringMatching(/^10\.\d+\.\d+\.\d+\/28$/),
      expect.stringMatching(/^fd[0-9a-f:]+::\/64$/),
    ]);
  });

  test('listens on IPv6, is asked there by its health check and by "verify"', () => {
    const gateway = synthesizeGateway(IPV6);
    const checks = JSON.parse(gateway.json.output.checks.value) as { name: string; host: string }[];

    expect(gateway.configuration('gateway-mta-rx', 'sendmail-rx.mc')).toContain('Family=inet6, Addr=::, Port=25');
    expect(gateway.configuration('gateway-mta-rx', 'service')).toContain("SENDMAIL_ADDRESSES='127.0.0.1 ::1'\n");
    expect(gateway.container('gateway-mta-rx').ports).toContainEqual({
      internal: 25,
      external: 25,
      ip: '::',
      protocol: 'tcp',
    });
    expect(gateway.json.output.smtp.value).toBe('0.0.0.0:25, [::]:25');
    expect(checks).toContainEqual(expect.objectContaining({ name: 'MTA-RX greets on [::]:25', host: '::1' }));
  });

  test('is so by a further listener alone', () => {
    const rx = { listeners: [Listener.smtp(2525, { publish: [Publish.onIpv6(2525)] })] };

    expect(synthesizeGateway({ rx }).network('gateway-intake').ipv6).toBe(true);
  });

  test('has the subnets that were chosen', () => {
    const intakeNetwork = { subnet: '10.1.2.0/24', ipv6Subnet: 'fd00:1::/64' };

    expect(synthesizeGateway({ ...IPV6, intakeNetwork }).network('gateway-intake').ipam_config).toEqual([
      { subnet: '10.1.2.0/24' },
      { subnet: 'fd00:1::/64' },
    ]);
  });
});

describe('the network for clients', () => {
  test('is as the engine makes it where nothing is said', () => {
    const intake = synthesizeGateway().network('gateway-intake');

    expect([intake.ipv6, intake.ipam_config]).toEqual([undefined, undefined]);
  });

  test.each<[string, Partial<DualMtaStackProps>]>([
    ['intakeNetwork.subnet', { intakeNetwork: { subnet: '10.1.2.0' } }],
    ['intakeNetwork.subnet', { intakeNetwork: { subnet: 'fd00::/64' } }],
    ['intakeNetwork.ipv6Subnet', { intakeNetwork: { ipv6Subnet: '10.1.2.0/24' } }],
  ])('has an address and a prefix: %s', (property, props) => {
    expect(findingsOf(props)).toEqual([expect.stringContaining(`property "${property}" is `)]);
  });

  test.each([
    ['10.1.2.0/24', '10.1.2.1'],
    ['10.1.2.1', '10.1.2.1'],
    ['10.0.0.0/8', '10.1.2.1'],
    ['fd00:1::/32', 'fd00:1::1'],
  ])('has an address of the engine that cannot relay: not by %s', (host, gateway) => {
    const intakeNetwork = { subnet: '10.1.2.0/24', ipv6Subnet: 'fd00:1::/64' };

    expect(findingsOf({ intakeNetwork, rx: { relayHosts: [host] } })).toEqual([
      `[gateway/Gateway/MtaRx] property "relayHosts[0]" is "${host}": ${gateway} in it is the engine's own address, which ` +
        'clients of every kind have, and never relays (docker: a published port hands on clients of the host, and of ' +
        'IPv6, under the address of the gateway). Write the addresses of the clients themselves.',
    ]);
  });

  test('has other addresses, which can', () => {
    const intakeNetwork = { subnet: '10.1.2.0/24' };

    expect(() => synthesizeGateway({ intakeNetwork, rx: { relayHosts: ['10.1.2.10', '10.1.20.0/24'] } })).not.toThrow();
  });
});
