import { AddressFamily, Publish } from 'cdktf-dual-mta';

describe('a published port', () => {
  test('names its address family', () => {
    expect(Publish.onLoopback(25).family).toBe(AddressFamily.IPV4);
  });

  test('is on every IPv4 address where none is named, and never on "all addresses"', () => {
    expect(Publish.onIpv4(25)).toMatchObject({ address: '0.0.0.0', port: 25 });
    expect(Publish.onLoopback(25)).toMatchObject({ address: '127.0.0.1', port: 25 });
  });

  test.each([
    ['the same port of the same address', Publish.onLoopback(25), Publish.onLoopback(25), true],
    ['every address and one of them', Publish.onIpv4(25), Publish.onLoopback(25), true],
    ['one address and every one', Publish.onLoopback(25), Publish.onIpv4(25), true],
    ['two addresses', Publish.onIpv4(25, '192.0.2.1'), Publish.onLoopback(25), false],
    ['two ports', Publish.onIpv4(25), Publish.onIpv4(587), false],
  ])('%s: whether they clash', (_, one, other, clash) => {
    expect(one.clashesWith(other)).toBe(clash);
  });
});
