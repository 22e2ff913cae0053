import { AddressBlock, AddressSlot, filterSlot } from './address-block';
import { Listener, ListenerProtocol } from './listener';
import { Publish } from './publish';

/** One line of the table of who can reach which port from where. */
export interface GatewayCheck {
  readonly name: string;
  /** `host`, or the container to look from. */
  readonly from: string;
  readonly host: string;
  readonly port: number;
  readonly protocol: 'smtp' | 'smtps' | 'lmtp' | 'dns';
  readonly expect: 'greets' | 'closed';
}

/** What of a gateway can be reached beyond the README's picture. */
export interface PublishedPorts {
  readonly smtp: readonly Publish[];
  readonly submission: readonly Publish[];
  /** What else MTA-RX listens on. */
  readonly listeners?: readonly Listener[];
  /** Whether some mail goes past the filter. */
  readonly hasBypass?: boolean;
  /** How many filters there are; one where nothing is said. */
  readonly filters?: number;
}

/** Where the host itself finds what is published on every address. */
const LOOPBACK: Record<string, string | undefined> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

const onHost = ({ address }: Publish): string => LOOPBACK[address] ?? address;

/** The README's four telnet checks, and the same ports from where they must not answer. */
export const gatewayChecks = (gateway: string, block: AddressBlock, ports: PublishedPorts): GatewayCheck[] => {
  const [rx, filter, tx] = ['mta-rx', 'filter', 'mta-tx'].map((part) => `${gateway}-${part}`);
  const filterIn = { host: block.onScanIn(AddressSlot.FILTER), port: 10024, protocol: 'lmtp' as const };
  const filterInSubmission = { ...filterIn, port: 10026 };
  const filterOut = { ...filterIn, host: block.onScanOut(AddressSlot.FILTER) };
  const txIn = { host: block.onScanOut(AddressSlot.MTA), port: 10025, protocol: 'smtp' as const };
  const rxInside = { host: block.onScanIn(AddressSlot.MTA), port: 25, protocol: 'smtp' as const };
  const published = (name: string, publishes: readonly Publish[], isSmtps = false): GatewayCheck[] =>
    publishes.map((publish) => ({
      name: `${name} greets on ${publish.toString()}`,
      from: 'host',
      host: onHost(publish),
      port: publish.port,
      protocol: isSmtps ? 'smtps' : 'smtp',
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
  const txBypass = { ...txIn, host: block.onBypass(AddressSlot.MTA) };
  const bypass: GatewayCheck[] = [
    { name: 'MTA-TX greets MTA-RX on 10025 of the bypass', from: rx, ...txBypass, expect: 'greets' },
    { name: 'the filter cannot reach the bypass', from: filter, ...txBypass, expect: 'closed' },
    { name: 'the host cannot reach 10025 of the bypass', from: 'host', ...txBypass, expect: 'closed' },
  ];
  const furtherFilters = Array.from({ length: (ports.filters ?? 1) - 1 }, (_, index) => index + 1).flatMap(
    (index): GatewayCheck[] => {
      const [name, host] = [`filter ${index + 1}`, block.onScanIn(filterSlot(index))];
      return [
        { name: `${name} greets MTA-RX on 10024`, from: rx, ...filterIn, host, expect: 'greets' },
        { name: `MTA-TX greets ${name} on 10025`, from: `${filter}-${index + 1}`, ...txIn, expect: 'greets' },
        { name: `the host cannot reach 10024 of ${name}`, from: 'host', ...filterIn, host, expect: 'closed' },
      ];
    },
  );
  return [
    ...published('MTA-RX', ports.smtp),
    ...published('MTA-RX (submission)', ports.submission),
    ...(ports.listeners ?? []).flatMap(({ protocol, port, publish }) =>
      published(`MTA-RX (${port})`, publish, protocol === ListenerProtocol.SMTPS),
    ),
    { name: 'the filter greets MTA-RX on 10024', from: rx, ...filterIn, expect: 'greets' },
    { name: 'the filter greets MTA-RX on 10026', from: rx, ...filterInSubmission, expect: 'greets' },
    { name: 'MTA-TX greets the filter on 10025', from: filter, ...txIn, expect: 'greets' },
    ...furtherFilters,
    dns(rx, block.onScanIn(AddressSlot.RESOLVER)),
    dns(filter, block.onScanIn(AddressSlot.RESOLVER)),
    dns(tx, block.onScanOut(AddressSlot.RESOLVER)),
    { name: 'MTA-RX cannot pass round the filter to 10025', from: rx, ...txIn, expect: 'closed' },
    ...(ports.hasBypass ? bypass : []),
    { name: 'MTA-TX cannot reach MTA-RX', from: tx, ...rxInside, expect: 'closed' },
    { name: 'MTA-TX cannot hand mail to the filter', from: tx, ...filterOut, expect: 'closed' },
    { name: 'MTA-TX cannot hand mail to the filter on 10026', from: tx, ...filterOut, port: 10026, expect: 'closed' },
    { name: 'the host cannot reach 10024', from: 'host', ...filterIn, expect: 'closed' },
    { name: 'the host cannot reach 10024 on scan-out', from: 'host', ...filterOut, expect: 'closed' },
    { name: 'the host cannot reach 10026', from: 'host', ...filterInSubmission, expect: 'closed' },
    { name: 'the host cannot reach 10025', from: 'host', ...txIn, expect: 'closed' },
    { name: 'nothing on the loopback answers 10024', from: 'host', ...filterIn, host: '127.0.0.1', expect: 'closed' },
    {
      name: 'nothing on the loopback answers 10026',
      from: 'host',
      ...filterInSubmission,
      host: '127.0.0.1',
      expect: 'closed',
    },
    { name: 'nothing on the loopback answers 10025', from: 'host', ...txIn, host: '127.0.0.1', expect: 'closed' },
  ];
};
