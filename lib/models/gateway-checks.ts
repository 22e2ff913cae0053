import { AddressBlock, AddressSlot } from './address-block';
import { Publish } from './publish';

/** One line of the table of who can reach which port from where. */
export interface GatewayCheck {
  readonly name: string;
  /** `host`, or the container to look from. */
  readonly from: string;
  readonly host: string;
  readonly port: number;
  readonly protocol: 'smtp' | 'lmtp' | 'dns';
  readonly expect: 'greets' | 'closed';
}

/** What is published of a gateway. */
export interface PublishedPorts {
  readonly smtp: readonly Publish[];
  readonly submission: readonly Publish[];
}

const onHost = (publish: Publish): string => (publish.address === '0.0.0.0' ? '127.0.0.1' : publish.address);

/** The README's four telnet checks, and the same ports from where they must not answer. */
export const gatewayChecks = (gateway: string, block: AddressBlock, ports: PublishedPorts): GatewayCheck[] => {
  const [rx, filter, tx] = ['mta-rx', 'filter', 'mta-tx'].map((part) => `${gateway}-${part}`);
  const filterIn = { host: block.onScanIn(AddressSlot.FILTER), port: 10024, protocol: 'lmtp' as const };
  const filterOut = { ...filterIn, host: block.onScanOut(AddressSlot.FILTER) };
  const txIn = { host: block.onScanOut(AddressSlot.MTA), port: 10025, protocol: 'smtp' as const };
  const rxInside = { host: block.onScanIn(AddressSlot.MTA), port: 25, protocol: 'smtp' as const };
  const published = (name: string, publishes: readonly Publish[]): GatewayCheck[] =>
    publishes.map((publish) => ({
      name: `${name} greets on ${publish.address}:${publish.port}`,
      from: 'host',
      host: onHost(publish),
      port: publish.port,
      protocol: 'smtp',
      expect: 'greets',
    }));
  const dns = (from: string, host: string): GatewayCheck => ({
    name: `the resolver answers ${from}`,
    from,
    host,
    port: 53,
    protocol: 'dns',
    expect: 'greets',
  });
  return [
    ...published('MTA-RX', ports.smtp),
    ...published('MTA-RX (submission)', ports.submission),
    { name: 'the filter greets MTA-RX on 10024', from: rx, ...filterIn, expect: 'greets' },
    { name: 'MTA-TX greets the filter on 10025', from: filter, ...txIn, expect: 'greets' },
    dns(rx, block.onScanIn(AddressSlot.RESOLVER)),
    dns(filter, block.onScanIn(AddressSlot.RESOLVER)),
    dns(tx, block.onScanOut(AddressSlot.RESOLVER)),
    { name: 'MTA-RX cannot pass round the filter to 10025', from: rx, ...txIn, expect: 'closed' },
    { name: 'MTA-TX cannot reach MTA-RX', from: tx, ...rxInside, expect: 'closed' },
    { name: 'MTA-TX cannot hand mail to the filter', from: tx, ...filterOut, expect: 'closed' },
    { name: 'the host cannot reach 10024', from: 'host', ...filterIn, expect: 'closed' },
    { name: 'the host cannot reach 10024 on scan-out', from: 'host', ...filterOut, expect: 'closed' },
    { name: 'the host cannot reach 10025', from: 'host', ...txIn, expect: 'closed' },
    { name: 'nothing on the loopback answers 10024', from: 'host', ...filterIn, host: '127.0.0.1', expect: 'closed' },
    { name: 'nothing on the loopback answers 10025', from: 'host', ...txIn, host: '127.0.0.1', expect: 'closed' },
  ];
};
