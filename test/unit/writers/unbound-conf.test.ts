import { LocalZone } from 'cdktf-dual-mta';
import { writeUnboundConf } from '../../../lib/writers/unbound-conf';

const lines = (text: string): string[] => text.split('\n').map((line) => line.trim());

describe("unbound's configuration", () => {
  test('lets the internal networks ask', () => {
    const text = writeUnboundConf({
      clients: ['10.0.0.0/28', '10.0.0.16/28'],
      localZones: [],
      forwardTo: [],
      dnssecValidation: true,
    });

    expect(lines(text)).toEqual(
      expect.arrayContaining(['access-control: 10.0.0.0/28 allow', 'access-control: 10.0.0.16/28 allow']),
    );
  });

  test('answers local zones itself', () => {
    const zone = LocalZone.of('example.com', ['example.com. IN MX 10 mx.example.com.']);
    const text = writeUnboundConf({ clients: [], localZones: [zone], forwardTo: [], dnssecValidation: true });

    expect(lines(text)).toEqual(
      expect.arrayContaining([
        'local-zone: "example.com." static',
        'local-data: "example.com. IN MX 10 mx.example.com."',
      ]),
    );
  });

  test('writes a record with quotes in it whole', () => {
    const zone = LocalZone.of('example.com', ['k.example.com. IN TXT "v=DKIM1; " "p=abc"']);
    const text = writeUnboundConf({ clients: [], localZones: [zone], forwardTo: [], dnssecValidation: true });

    expect(lines(text)).toContain(`local-data: 'k.example.com. IN TXT "v=DKIM1; " "p=abc"'`);
  });

  test('asks the root servers where no other resolver is named', () => {
    expect(writeUnboundConf({ clients: [], localZones: [], forwardTo: [], dnssecValidation: true })).not.toContain(
      'forward-zone:',
    );
  });

  test('asks the resolvers that are named', () => {
    const text = writeUnboundConf({
      clients: [],
      localZones: [],
      forwardTo: ['192.0.2.53', '192.0.2.54'],
      dnssecValidation: true,
    });

    expect(lines(text)).toEqual(
      expect.arrayContaining(['forward-zone:', 'name: "."', 'forward-addr: 192.0.2.53', 'forward-addr: 192.0.2.54']),
    );
  });

  test.each([
    [true, 'module-config: "validator iterator"'],
    [false, 'module-config: "iterator"'],
  ])('holds answers against their signatures: %p', (dnssecValidation, line) => {
    expect(lines(writeUnboundConf({ clients: [], localZones: [], forwardTo: [], dnssecValidation }))).toContain(line);
  });

  test('gives several addresses in turn', () => {
    const text = writeUnboundConf({ clients: [], localZones: [], forwardTo: [], dnssecValidation: true });

    expect(lines(text)).toContain('rrset-roundrobin: yes');
  });
});
