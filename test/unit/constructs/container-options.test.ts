import { ImageSource, QueueVolume, Size, WorkDirectory } from 'cdktf-dual-mta';
import { findingsOf } from '../../tooling/findings';
import { synthesizeGateway, SynthesizedStack } from '../../tooling/synthesized-stack';

const REGISTRY = ImageSource.fromRegistry('registry.example/mta:1');

const sourceOf = (stack: SynthesizedStack, container: string, target: string): string | undefined =>
  stack.container(container).mounts.find((mount) => mount.target === target)?.source;

describe('what a container is like', () => {
  const both = {
    memory: Size.mebibytes(300),
    image: REGISTRY,
    mapsImage: REGISTRY,
  };
  const stack = synthesizeGateway({
    rx: { ...both, cpuShares: 300, queue: QueueVolume.onHostPath('/srv/mqueue-rx') },
    tx: { ...both, queue: QueueVolume.onHostPath('/srv/mqueue'), mailboxes: QueueVolume.onHostPath('/srv/mail') },
    filter: {
      ...both,
      cpuShares: 200,
      memory: Size.mebibytes(500),
      work: WorkDirectory.onVolume(QueueVolume.onHostPath('/srv/tmp')),
    },
  });

  test.each([
    ['MtaRx.memory', 'gateway-mta-rx', 300],
    ['MtaTx.memory', 'gateway-mta-tx', 300],
    ['AmavisFilter.memory', 'gateway-filter', 500],
  ])('%s: it may use so much and no more', (_, container, memory) => {
    expect(stack.container(container)).toMatchObject({ memory, memory_swap: memory });
  });

  test.each([
    ['MtaRx.cpuShares', 'gateway-mta-rx', 300],
    ['AmavisFilter.cpuShares', 'gateway-filter', 200],
  ])('%s: it gets so much processor time against others', (_, container, cpuShares) => {
    expect(stack.container(container)).toMatchObject({ cpu_shares: cpuShares });
  });

  test('clients of MTA-RX do not wait for the filter', () => {
    const plain = synthesizeGateway();
    const [rx, filter] = ['gateway-mta-rx', 'gateway-filter'].map((name) => plain.container(name).cpu_shares);

    expect(rx).toBeGreaterThan(filter ?? 1024);
  });

  test.each([1, 262_145, 2.5, NaN])('cpuShares: refuses %d', (cpuShares) => {
    expect(findingsOf({ rx: { cpuShares }, filter: { cpuShares } })).toEqual([
      expect.stringMatching(/MtaRx\] property "cpuShares" is/),
      expect.stringMatching(/Filter\] property "cpuShares" is/),
    ]);
  });

  test.each([
    ['MtaRx.image', 'gateway-mta-rx'],
    ['MtaTx.image', 'gateway-mta-tx'],
    ['AmavisFilter.image', 'gateway-filter'],
    ['MtaRx.mapsImage', 'gateway-mta-rx-maps'],
    ['MtaTx.mapsImage', 'gateway-mta-tx-maps'],
    ['AmavisFilter.mapsImage', 'gateway-filter-maps'],
  ])('%s: it runs what a registry has, and nothing is built', (_, container) => {
    expect(stack.imageOf(container).name).toBe('registry.example/mta:1');
    expect(stack.imageOf(container).build).toBeUndefined();
  });

  test.each([
    ['MtaRx.queue', 'gateway-mta-rx', '/var/spool/mqueue-rx', '/srv/mqueue-rx'],
    ['MtaTx.queue', 'gateway-mta-tx', '/var/spool/mqueue', '/srv/mqueue'],
    ['MtaTx.mailboxes', 'gateway-mta-tx', '/var/lib/mailboxes', '/srv/mail'],
    ['AmavisFilter.work', 'gateway-filter', '/var/lib/amavis/tmp', '/srv/tmp'],
  ])('%s: it lies where it should on the host', (_, container, target, source) => {
    expect(sourceOf(stack, container, target)).toBe(source);
  });

  test('AmavisFilter.work: may be in memory, and then there is no volume', () => {
    const inMemory = synthesizeGateway({ filter: { work: WorkDirectory.inMemory(Size.mebibytes(64)) } });

    expect(sourceOf(inMemory, 'gateway-filter', '/var/lib/amavis/tmp')).toBeUndefined();
    expect(inMemory.container('gateway-filter').tmpfs).toMatchObject({
      '/var/lib/amavis/tmp': expect.stringContaining('size=67108864') as string,
    });
  });
});
