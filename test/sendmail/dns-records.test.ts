import { Resolver } from 'dns/promises';
import { DnsRecord, DnsRecordType, Duration } from 'cdktf-dual-mta';
import * as fc from 'fast-check';
import { writeZoneLine } from '../../lib/writers/zone-file';
import { ContainerImage } from '../tooling/container-image';
import { ContainerNetwork } from '../tooling/container-network';
import { eventually } from '../tooling/eventually';
import { buildGatewayImage } from '../tooling/gateway-image';
import { RunningContainer } from '../tooling/running-container';

const UNBOUND = `
server:
    username: ""
    chroot: ""
    directory: ""
    module-config: "iterator"
    msg-buffer-size: 65552
    pidfile: ""
    interface: 0.0.0.0
    access-control: 0.0.0.0/0 allow
auth-zone:
    name: "example.org"
    zonefile: "/tmp/zone"
`;
const ttl = Duration.hours(1);
const record = (name: string, type: DnsRecordType, value: string, priority?: number): DnsRecord =>
  new DnsRecord({ name: `${name}.example.org`, type, value, ttl, priority });

const SPECIAL = ['"', '\\', ';', '(', ')', '$', '@', '\t', '%{', '${', '\\;', '\\"', 'ä', '€', ' ', '\\065'];
const TEXTS = fc
  .sample(
    fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
      fc.array(fc.constantFrom(...SPECIAL), { minLength: 1, maxLength: 300 }).map((parts) => parts.join('')),
      fc.string({ minLength: 200, maxLength: 800 }),
    ),
    { numRuns: 200, seed: 20261124 },
  )
  .filter((text) => Buffer.from(text).toString() === text);

describe("a name server that reads the gateway's records as a zone file", () => {
  let network: ContainerNetwork;
  let image: ContainerImage;
  let server: RunningContainer;
  const resolver = new Resolver({ timeout: 2000, tries: 2 });

  beforeAll(async () => {
    network = ContainerNetwork.create();
    image = buildGatewayImage('resolver');
    server = RunningContainer.start(image.tag, ['--network', network.name, '--entrypoint', 'sleep'], ['3600']);
    const zone = [
      'example.org. 3600 IN SOA example.org. example.org. 1 1 1 1 1',
      ...[
        record('mx', DnsRecordType.A, '192.0.2.25'),
        record('mx', DnsRecordType.AAAA, '2001:db8::25'),
        record('domain', DnsRecordType.MX, 'mx.example.org', 10),
        record('mta-sts', DnsRecordType.CNAME, 'mx.example.org'),
        ...TEXTS.map((text, index) => record(`t${index}`, DnsRecordType.TXT, text)),
      ].map(writeZoneLine),
      '',
    ].join('\n');
    server.exec(['sh', '-c', 'cat > /tmp/zone'], { input: zone });
    server.exec(['sh', '-c', 'cat > /tmp/unbound.conf'], { input: UNBOUND });
    const { code, said } = server.exec(['unbound', '-c', '/tmp/unbound.conf']);
    expect({ code, said }).toMatchObject({ code: 0 });
    resolver.setServers(network.addressesOf(server.name));
    await eventually('an answer', () => resolver.resolveMx('domain.example.org').catch(() => undefined), 20);
  }, 120_000);

  afterAll(() => {
    server?.remove();
    image?.remove();
    network?.remove();
  });

  test('has addresses, mail exchangers and names', async () => {
    expect(await resolver.resolve4('mx.example.org')).toEqual(['192.0.2.25']);
    expect(await resolver.resolve6('mx.example.org')).toEqual(['2001:db8::25']);
    expect(await resolver.resolveMx('domain.example.org')).toEqual([{ exchange: 'mx.example.org', priority: 10 }]);
    expect(await resolver.resolveCname('mta-sts.example.org')).toEqual(['mx.example.org']);
  });

  test('has every text as it was, whatever is in it', async () => {
    const answers = await Promise.all(TEXTS.map((_, index) => resolver.resolveTxt(`t${index}.example.org`)));

    // Node.js takes each byte for a character.
    expect(answers.map(([pieces]) => Buffer.from(pieces.join(''), 'latin1').toString())).toEqual(TEXTS);
  });
});
