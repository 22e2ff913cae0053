import { AddressBlock, Publish } from 'cdktf-dual-mta';
import { gatewayChecks } from '../../../lib/models/gateway-checks';

describe('the table of who can reach which port', () => {
  const checks = gatewayChecks('gw', AddressBlock.of('10.0.0.0/26'), {
    smtp: [Publish.onIpv4(25), Publish.onIpv4(2525, '192.0.2.1')],
    submission: [],
  });
  const row = (name: string) => checks.find((check) => check.name === name);

  test('has a row for each published port, looked at from the host', () => {
    expect(checks.filter((check) => check.from === 'host' && check.expect === 'greets')).toEqual([
      {
        name: 'MTA-RX greets on 0.0.0.0:25',
        from: 'host',
        host: '127.0.0.1',
        port: 25,
        protocol: 'smtp',
        expect: 'greets',
      },
      {
        name: 'MTA-RX greets on 192.0.2.1:2525',
        from: 'host',
        host: '192.0.2.1',
        port: 2525,
        protocol: 'smtp',
        expect: 'greets',
      },
    ]);
  });

  test('lets MTA-RX reach the filter, and the filter MTA-TX', () => {
    expect(row('the filter greets MTA-RX on 10024')).toMatchObject({
      from: 'gw-mta-rx',
      host: '10.0.0.4',
      port: 10024,
      protocol: 'lmtp',
      expect: 'greets',
    });
    expect(row('MTA-TX greets the filter on 10025')).toMatchObject({
      from: 'gw-filter',
      host: '10.0.0.19',
      port: 10025,
      protocol: 'smtp',
      expect: 'greets',
    });
  });

  test('lets nobody pass round the filter', () => {
    expect(row('MTA-RX cannot pass round the filter to 10025')).toMatchObject({
      from: 'gw-mta-rx',
      host: '10.0.0.19',
      port: 10025,
      expect: 'closed',
    });
  });

  test('lets the host reach neither 10024 nor 10025, on any network', () => {
    const inner = checks.filter((check) => check.from === 'host' && [10024, 10025].includes(check.port));

    expect(inner.map((check) => [check.host, check.port, check.expect])).toEqual([
      ['10.0.0.4', 10024, 'closed'],
      ['10.0.0.20', 10024, 'closed'],
      ['10.0.0.19', 10025, 'closed'],
      ['127.0.0.1', 10024, 'closed'],
      ['127.0.0.1', 10025, 'closed'],
    ]);
  });

  test('has no two rows of one name', () => {
    expect(new Set(checks.map((check) => check.name)).size).toBe(checks.length);
  });
});
