import * as fc from 'fast-check';
import { fullIpv6, isIpv6, shortIpv6 } from '../../../lib/models/ipv6';

describe('an IPv6 address', () => {
  test.each([
    ['::', '0:0:0:0:0:0:0:0', '::'],
    ['::1', '0:0:0:0:0:0:0:1', '::1'],
    ['2001:DB8::00a0', '2001:db8:0:0:0:0:0:a0', '2001:db8::a0'],
    ['fd00:0:0:1:0:0:0:1', 'fd00:0:0:1:0:0:0:1', 'fd00:0:0:1::1'],
    ['::ffff:192.0.2.1', '0:0:0:0:0:ffff:c000:201', '::ffff:c000:201'],
  ])('%s is written whole and short', (address, full, short) => {
    expect([fullIpv6(address), shortIpv6(address)]).toEqual([full, short]);
  });

  test('is the same address, whole or short', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        expect(shortIpv6(fullIpv6(address))).toBe(shortIpv6(address));
        expect(fullIpv6(address).split(':')).toHaveLength(8);
      }),
    );
  });

  test.each(['192.0.2.1', 'fe80::1%eth0', 'example.com', ':::', ''])('is not %j', (text) => {
    expect(isIpv6(text)).toBe(false);
  });
});
