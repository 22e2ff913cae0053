import { LocalZone } from 'cdktf-dual-mta';
import { writeUnboundConf } from '../../../lib/writers/unbound-conf';

const lines = (text: string): string[] => text.split('\n').map((line) => line.trim());

describe("unbound's configuration", () => {
  test('lets the internal networks ask', () => {
    const text = writeUnboundConf({ clients: ['10.0.0.0/28', '10.0.0.16/28'], localZones: [], forwardTo: [] });

    expect(lines(text)).toEqual(
      expect.arrayContaining(['access-control: 10.0.0.0/28 allow', 'access-control: 10.0.0.16/28 allow']),
    );
  });

  test('answers local zones itself', () => {
    const zone = LocalZone.of('example.com', ['example.com. IN MX 10 mx.example.com.']);
    const text = writeUnboundConf({ clients: [], localZones: [zone], forwardTo: [] });

    expect(lines(text)).toEqual(
      expect.arrayContaining([
        'local-zone: "example.com." static',
        'local-data: "example.com. IN MX 10 mx.example.com."',
      ]),
    );
  });

  test('asks the root servers where no other resolver is named', () => {
    expect(writeUnboundConf({ clients: [], localZones: [], forwardTo: [] })).not.toContain('forward-zone:');
  });

  test('asks the resolvers that are named', () => {
    const text = writeUnboundConf({ clients: [], localZones: [], forwardTo: ['192.0.2.53', '192.0.2.54'] });

    expect(lines(text)).toEqual(
      expect.arrayContaining(['forward-zone:', 'name: "."', 'forward-addr: 192.0.2.53', 'forward-addr: 192.0.2.54']),
    );
  });
});
