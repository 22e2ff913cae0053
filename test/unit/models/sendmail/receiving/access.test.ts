import { AccessAction, AccessEntry, MailDomain, MtaRxOptions } from 'cdktf-dual-mta';
import { addressKeys } from '../../../../../lib/models/sendmail/address-range';
import { accessControl } from '../../../../../lib/models/sendmail/receiving/access';
import { findingsOf } from '../../../../tooling/findings';
import { synthesizeGateway } from '../../../../tooling/synthesized-stack';

const DOMAINS = [MailDomain.local('example.com', []), MailDomain.local('example.net', [])];

const wrong = (rx: MtaRxOptions): string[] =>
  findingsOf({ rx })
    .filter((line) => line.startsWith('[gateway/Gateway/MtaRx]'))
    .map((line) => line.replace(/^\S+ property /, ''));

describe('the access map of MTA-RX', () => {
  test('MtaRx.domains: relays for the domains of the list', () => {
    expect(accessControl({ domains: DOMAINS })).toEqual([
      { key: 'To:example.com', value: 'RELAY' },
      { key: 'To:example.net', value: 'RELAY' },
    ]);
  });

  test('MtaRx.relayHosts: relays for these clients', () => {
    expect(accessControl({ domains: [], relayHosts: ['192.0.2.1', '198.51.100.0/23', '2001:db8::/32'] })).toEqual([
      { key: 'Connect:192.0.2.1', value: 'RELAY' },
      { key: 'Connect:198.51.100', value: 'RELAY' },
      { key: 'Connect:198.51.101', value: 'RELAY' },
      { key: 'Connect:IPv6:2001:db8', value: 'RELAY' },
    ]);
  });

  test('MtaRx.access: has the entries under their tags', () => {
    const access = [
      AccessEntry.connect('bad.example', AccessAction.REJECT),
      AccessEntry.connect('192.0.2.0/24', AccessAction.DISCARD),
      AccessEntry.from('user@', AccessAction.error(550, '5.7.1', 'Go away')),
      AccessEntry.from('friend@bad.example', AccessAction.OK),
      AccessEntry.to('jim@example.com', AccessAction.quarantine('for Jim')),
    ];

    expect(accessControl({ domains: [], access })).toEqual([
      { key: 'Connect:bad.example', value: 'REJECT' },
      { key: 'Connect:192.0.2', value: 'DISCARD' },
      { key: 'From:user@', value: 'ERROR:5.7.1:"550 Go away"' },
      { key: 'From:friend@bad.example', value: 'OK' },
      { key: 'To:jim@example.com', value: 'QUARANTINE:"for Jim"' },
    ]);
  });

  test('a domain changes nothing but maps: no class and no line of the .mc file', () => {
    const mcOf = (...domains: MailDomain[]) =>
      synthesizeGateway({ domains }).configuration('gateway-mta-rx', 'sendmail-rx.mc');

    expect(mcOf(...DOMAINS)).toBe(mcOf(DOMAINS[0]));
  });
});

describe('an address in the access map', () => {
  test.each([
    ['192.0.2.1', ['192.0.2.1']],
    ['192.0.2.1/32', ['192.0.2.1']],
    ['192.0.2.0/24', ['192.0.2']],
    ['192.0.2.0/23', ['192.0.2', '192.0.3']],
    ['192.0.2.4/31', ['192.0.2.4', '192.0.2.5']],
    ['10.0.0.0/8', ['10']],
    ['2001:DB8::1', ['IPv6:2001:db8:0:0:0:0:0:1']],
    ['2001:db8::/32', ['IPv6:2001:db8']],
    ['2001:db8:0:4::/63', ['IPv6:2001:db8:0:4', 'IPv6:2001:db8:0:5']],
  ])('%s is %j', (range, keys) => expect(addressKeys(range)).toEqual(keys));

  test.each([
    ['172.16.0.0/12', 16],
    ['192.0.2.128/25', 128],
    ['2001:db8:1:200::/56', 256],
  ])('%s is %i keys', (range, count) => {
    expect(addressKeys(range)).toHaveLength(count);
    expect(new Set(addressKeys(range)).size).toBe(count);
  });

  test.each([
    ...['0.0.0.0/0', '::/0', '0.0.0.0/1', '8.0.0.0/7', '192.0.2.1/24', '192.0.2.0/33', '192.0.2.0/', '192.0.2'],
    ...['2001:db8::/33', '2001:db8::1/64', '2001:db8::/129', '::ffff:192.0.2.1', 'fe80::1%eth0', 'example.com', ''],
  ])('%j is none', (range) => expect(addressKeys(range)).toBeUndefined());
});

describe('what cannot stand in the access map', () => {
  test.each(['0.0.0.0/0', '::/0', '10.0.0.0/7', 'example.com', '192.0.2', '192.0.2.1/24'])(
    'MtaRx.relayHosts: %s, and the error says why',
    (host) => {
      expect(wrong({ relayHosts: [host] })).toEqual([
        expect.stringMatching(/^"relayHosts\[0\]" is ".*": a host that may relay is .*the gateway is an open relay\)/),
      ]);
    },
  );

  test.each(['', '192.0.2', '192.0.2.0/7', 'a b', 'a_b.example', 'Connect:x', '.example.com', 'user@example.com'])(
    'MtaRx.access: the client %j',
    (client) => {
      expect(wrong({ access: [AccessEntry.connect(client, AccessAction.OK)] })).toEqual([
        expect.stringContaining(`"access[0].pattern" is ${JSON.stringify(client)}: a client is`),
      ]);
    },
  );

  test.each(['', '@example.com', 'a b@example.com', 'a@b@example.com', 'user@example', '192.0.2.1', 'user@\tOK'])(
    'MtaRx.access: the sender %j',
    (sender) => {
      expect(wrong({ access: [AccessEntry.from(sender, AccessAction.OK)] })).toEqual([
        expect.stringContaining(`"access[0].pattern" is ${JSON.stringify(sender)}: a sender is`),
      ]);
    },
  );

  test('MtaRx.access: a recipient of every domain, which sendmail looks for in its own names alone', () => {
    expect(wrong({ access: [AccessEntry.to('user@', AccessAction.OK)] })).toEqual([
      expect.stringContaining('"access[0].pattern" is "user@": a recipient is an address or a domain'),
    ]);
  });

  test.each([
    AccessAction.error(250, '2.0.0', 'Fine'),
    AccessAction.error(550, '4.7.1', 'Go away'),
    AccessAction.error(550, '5.7', 'Go away'),
    AccessAction.error(5500, '5.7.1', 'Go away'),
    AccessAction.error(550.5, '5.7.1', 'Go away'),
    AccessAction.error(550, '5.7.1', ''),
    AccessAction.error(550, '5.7.1', 'a\nb'),
    AccessAction.error(550, '5.7.1', '100%'),
    AccessAction.error(550, '5.7.1', '"quoted"'),
    AccessAction.error(550, '5.7.1', 'back\\slash'),
    AccessAction.error(550, '5.7.1', 'Grüße'),
    AccessAction.error(550, '5.7.1', 'x'.repeat(201)),
    AccessAction.quarantine(''),
  ])('MtaRx.access: the action %s', (action) => {
    expect(wrong({ access: [AccessEntry.connect('bad.example', action)] })).toEqual([
      expect.stringMatching(/^"access\[0\]\.action" is .*: a reply is 4xx or 5xx/),
    ]);
  });

  test.each([
    { access: [AccessEntry.to('Example.com', AccessAction.REJECT)] },
    { access: [AccessEntry.connect('192.0.2.0/24', AccessAction.REJECT)], relayHosts: ['192.0.2.0/23'] },
    { relayHosts: ['2001:db8::1', '2001:DB8:0:0::1'] },
  ])('MtaRx.access, MtaRx.relayHosts: a key twice, also one that a domain or a host has: %#', (rx) => {
    expect(wrong(rx)).toEqual([expect.stringContaining('a key stands in a map once')]);
  });
});
