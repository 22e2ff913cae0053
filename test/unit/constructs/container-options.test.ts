import { ImageSource, QueueVolume, Size } from 'cdktf-dual-mta';
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
    rx: { ...both, queue: QueueVolume.onHostPath('/srv/mqueue-rx') },
    tx: { ...both, queue: QueueVolume.onHostPath('/srv/mqueue'), mailboxes: QueueVolume.onHostPath('/srv/mail') },
  });

  test.each([
    ['MtaRx.memory', 'gateway-mta-rx'],
    ['MtaTx.memory', 'gateway-mta-tx'],
  ])('%s: it may use so much and no more', (_, container) => {
    expect(stack.container(container)).toMatchObject({ memory: 300, memory_swap: 300 });
  });

  test.each([
    ['MtaRx.image', 'gateway-mta-rx'],
    ['MtaTx.image', 'gateway-mta-tx'],
    ['MtaRx.mapsImage', 'gateway-mta-rx-maps'],
    ['MtaTx.mapsImage', 'gateway-mta-tx-maps'],
  ])('%s: it runs what a registry has, and nothing is built', (_, container) => {
    expect(stack.imageOf(container).name).toBe('registry.example/mta:1');
    expect(stack.imageOf(container).build).toBeUndefined();
  });

  test.each([
    ['MtaRx.queue', 'gateway-mta-rx', '/var/spool/mqueue-rx', '/srv/mqueue-rx'],
    ['MtaTx.queue', 'gateway-mta-tx', '/var/spool/mqueue', '/srv/mqueue'],
    ['MtaTx.mailboxes', 'gateway-mta-tx', '/var/lib/mailboxes', '/srv/mail'],
  ])('%s: it lies where it should on the host', (_, container, target, source) => {
    expect(sourceOf(stack, container, target)).toBe(source);
  });
});
