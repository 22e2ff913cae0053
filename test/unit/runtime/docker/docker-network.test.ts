import { AddressBlock } from 'cdktf-dual-mta';
import { synthesizeGateway } from '../../../tooling/synthesized-stack';

const gateway = synthesizeGateway({ addresses: AddressBlock.of('10.20.30.64/26') });

describe.each([
  ['gateway-scan-in', '10.20.30.64/28'],
  ['gateway-scan-out', '10.20.30.80/28'],
])('the scan network %s', (name, subnet) => {
  test('has no way out, and the host has no address on it', () => {
    expect(gateway.network(name)).toMatchObject({
      driver: 'bridge',
      internal: true,
      options: expect.objectContaining({ 'com.docker.network.bridge.inhibit_ipv4': 'true' }) as object,
    });
  });

  test('has packets as large as there are, because none leaves the machine', () => {
    expect(gateway.network(name).options).toMatchObject({ 'com.docker.network.driver.mtu': '65535' });
  });

  test('has the subnet of the address block', () => {
    expect(gateway.network(name).ipam_config).toEqual([{ subnet }]);
  });
});

test.each(['gateway-intake', 'gateway-delivery', 'gateway-resolution'])(
  'the network %s leads outside, and the engine chooses its addresses and the size of its packets',
  (name) => {
    const network = gateway.network(name);

    expect(network.internal).toBeUndefined();
    expect(network.ipam_config).toBeUndefined();
    expect(network.options).toBeUndefined();
  },
);
