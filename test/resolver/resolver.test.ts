import { LocalZone, ResolverOptions } from 'cdktf-dual-mta';
import { ContainerImage } from '../tooling/container-image';
import { ContainerNetwork } from '../tooling/container-network';
import { addressesOf } from '../tooling/dns-question';
import { answerDns } from '../tooling/dns-responder';
import { argumentsOf, RunningContainer } from '../tooling/running-container';
import { buildImageOf } from '../tooling/stack-image';
import { synthesizeGateway } from '../tooling/synthesized-stack';

const NAME = 'gateway-resolver';
const OUTSIDE = 'www.outside.example';

describe('the resolver', () => {
  const images: ContainerImage[] = [];
  const containers: RunningContainer[] = [];
  let network: ContainerNetwork;
  let upstream: string;

  const start = async (resolver: ResolverOptions): Promise<RunningContainer> => {
    const stack = synthesizeGateway({ resolver });
    const image = buildImageOf(stack, NAME);
    images.push(image);
    const options = argumentsOf(stack.container(NAME), { network: network.name });
    const container = RunningContainer.start(image.tag, options);
    containers.push(container);
    await container.untilHealthy();
    return container;
  };

  beforeAll(async () => {
    // No way out: what the machine itself can reach does not matter.
    network = ContainerNetwork.create(['--internal']);
    const own = await start({ localZones: [LocalZone.of('own.example', ['www.own.example. IN A 192.0.2.7'])] });
    const server = RunningContainer.start(
      images[0].tag,
      ['--network', network.name, '--user', 'root', '--entrypoint', 'sleep'],
      ['1200'],
    );
    containers.push(server);
    [upstream] = network.addressesOf(server.name);
    answerDns(server, [`${OUTSIDE} A 192.0.2.9`], upstream);
    expect(addressesOf(own, OUTSIDE, { server: upstream }).addresses).toEqual(['192.0.2.9']);
  });

  afterAll(() => {
    containers.forEach((container) => container.remove());
    images.forEach((image) => image.remove());
    network?.remove();
  });

  test('Resolver.localZones: answers for its own zones, and says that nothing else is in them', () => {
    expect(addressesOf(containers[0], 'www.own.example')).toMatchObject({ code: 'NOERROR', addresses: ['192.0.2.7'] });
    expect(addressesOf(containers[0], 'other.own.example').code).toBe('NXDOMAIN');
  });

  test('says within seconds that it does not know, where nobody outside answers; and then at once', () => {
    const first = addressesOf(containers[0], OUTSIDE);
    const second = addressesOf(containers[0], 'mail.other.example');

    expect(first.code).toBe('SERVFAIL');
    expect(first.milliseconds).toBeLessThan(5000);
    expect(second.code).toBe('SERVFAIL');
    expect(second.milliseconds).toBeLessThan(1000);
  });

  test('Resolver.forwardTo, Resolver.dnssecValidation: does not believe what is not signed', async () => {
    const validating = await start({ forwardTo: [upstream] });

    expect(addressesOf(validating, OUTSIDE).code).toBe('SERVFAIL');
  });

  test('Resolver.forwardTo, Resolver.dnssecValidation: asks whom it is told to, and believes it where that is asked for', async () => {
    const believing = await start({ forwardTo: [upstream], dnssecValidation: false });

    expect(addressesOf(believing, OUTSIDE)).toMatchObject({ code: 'NOERROR', addresses: ['192.0.2.9'] });
  });

  test('answers nobody but the gateway', () => {
    expect(
      addressesOf(containers[0], 'www.own.example', { server: network.addressesOf(containers[0].name)[0] }).code,
    ).toBe('REFUSED');
  });

  test('AmavisFilter.replicas: names of several addresses come in turn', async () => {
    const records = ['192.0.2.1', '192.0.2.2', '192.0.2.3'].map((address) => `all.own.example. 0 IN A ${address}`);
    const resolver = await start({ localZones: [LocalZone.of('own.example', records)] });
    const firsts = Array.from({ length: 30 }, () => addressesOf(resolver, 'all.own.example').addresses[0]);

    expect([...new Set(firsts)].sort()).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.3']);
  });
});
