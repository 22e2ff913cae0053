import { AddressBlock, Listener, Publish } from 'cdktf-dual-mta';
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

  test('has a row for each further listener that is published, under TLS where it listens so', () => {
    const listeners = [Listener.smtps(465, { publish: [Publish.onLoopback(1465)] }), Listener.smtp(2525)];
    const rows = gatewayChecks('gw', AddressBlock.of('10.0.0.0/26'), { smtp: [], submission: [], listeners });

    expect(rows.filter((check) => check.from === 'host' && check.expect === 'greets')).toEqual([
      expect.objectContaining({ name: 'MTA-RX (465) greets on 127.0.0.1:1465', port: 1465, protocol: 'smtps' }),
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

  test('with a bypass lets MTA-RX, and nobody else, reach MTA-TX on a network of their own', () => {
    const block = AddressBlock.of('10.0.0.0/26');
    const withBypass = gatewayChecks('gw', block, { smtp: [], submission: [], hasBypass: true });

    expect(
      withBypass.filter(({ host }) => host === '10.0.0.35').map((check) => [check.from, check.port, check.expect]),
    ).toEqual([
      ['gw-mta-rx', 10025, 'greets'],
      ['gw-filter', 10025, 'closed'],
      ['host', 10025, 'closed'],
    ]);
    expect(checks.filter(({ host }) => host === '10.0.0.35')).toEqual([]);
  });

  test('lets the host reach neither 10024, 10025 nor 10026, on any network', () => {
    const inner = checks.filter((check) => check.from === 'host' && [10024, 10025, 10026].includes(check.port));

    expect(inner.map((check) => [check.host, check.port, check.expect])).toEqual([
      ['10.0.0.4', 10024, 'closed'],
      ['10.0.0.20', 10024, 'closed'],
      ['10.0.0.4', 10026, 'closed'],
      ['10.0.0.19', 10025, 'closed'],
      ['127.0.0.1', 10024, 'closed'],
      ['127.0.0.1', 10026, 'closed'],
      ['127.0.0.1', 10025, 'closed'],
    ]);
  });

  test('has no two rows of one name', () => {
    expect(new Set(checks.map((check) => check.name)).size).toBe(checks.length);
  });
});
