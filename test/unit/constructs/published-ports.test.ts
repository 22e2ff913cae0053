import { DualMtaStack, Publish } from 'cdktf-dual-mta';
import { errorOf, findingsOf, linesOf } from '../../tooling/findings';
import { gatewayProps } from '../../tooling/gateway-props';

const clash = (where: string, address: string, property: string): string =>
  `${where} publishes this port of ${address} already, as "${property}" ` +
  '(one port of one address of the host has one listener). Write another port or another address.';

describe('a published port', () => {
  test.each([0, -1, 65_536, 25.5])('cannot be %d', (port) => {
    expect(findingsOf({ smtp: [Publish.onIpv4(port)] })).toEqual([
      `[gateway/Gateway/MtaRx] property "smtp[0].port" is ${port}: a port is a whole number from 1 to 65535 ` +
        '(RFC 9293 section 3.1). Write a port such as 25.',
    ]);
  });

  test('is on an IPv4 address', () => {
    expect(findingsOf({ submission: [Publish.onLoopback(587), Publish.onIpv4(587, '::')] })).toEqual([
      '[gateway/Gateway/MtaRx] property "submission[1].address" is "::": an IPv4 address has four numbers from 0 to 255 ' +
        '(RFC 791 section 2.3). Write an address such as "127.0.0.1".',
    ]);
  });

  test.each([10024, 10025])('is never %d, which lies between the parts of the gateway', (port) => {
    expect(findingsOf({ smtp: [Publish.onLoopback(port)] })).toEqual([
      `[gateway/Gateway/MtaRx] property "smtp[0].port" is ${port}: ${port} is a port between the gateway's parts and is ` +
        'published nowhere (README.sendmail-dual, picture: loopback interface). ' +
        'Write another port of the host, such as 25 or 2525.',
    ]);
  });

  test('has one publisher', () => {
    expect(findingsOf({ smtp: [Publish.onIpv4(2525)], submission: [Publish.onLoopback(2525)] })).toEqual([
      `[gateway/Gateway/MtaRx] property "submission[0].port" is 2525: ${clash('gateway/Gateway/MtaRx', '0.0.0.0', 'smtp[0]')}`,
    ]);
  });

  test('has one publisher among all gateways of the app', () => {
    const error = errorOf((app) => {
      new DualMtaStack(app, 'first', gatewayProps({ submission: [] }));
      return new DualMtaStack(app, 'second', gatewayProps({ submission: [] }));
    });

    expect(linesOf(error)).toEqual([
      `[second/Gateway/MtaRx] property "smtp[0].port" is 25: ${clash('first/Gateway/MtaRx', '0.0.0.0', 'smtp[0]')}`,
    ]);
  });
});
