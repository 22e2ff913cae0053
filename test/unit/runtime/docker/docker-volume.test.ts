import { QueueVolume, RemovalPolicy } from 'cdktf-dual-mta';
import { synthesizeGateway, SynthesizedStack } from '../../../tooling/synthesized-stack';

const WITH_MAIL = [
  'gateway-mta-rx-mqueue-rx',
  'gateway-mta-tx-mqueue',
  'gateway-mta-tx-mailboxes',
  'gateway-filter-quarantine',
];

const isProtected = (stack: SynthesizedStack, name: string): boolean =>
  stack.volume(name).lifecycle?.prevent_destroy === true;

describe('a volume', () => {
  const gateway = synthesizeGateway();

  test.each(WITH_MAIL)('%s has mail in it and is not destroyed', (name) => {
    expect(isProtected(gateway, name)).toBe(true);
  });

  test("for the filter's work has nothing in it that is not in a queue, and is destroyed", () => {
    expect(isProtected(gateway, 'gateway-filter-work')).toBe(false);
  });

  test('is destroyed where that was chosen', () => {
    const chosen = synthesizeGateway({ rx: { queue: QueueVolume.managed(RemovalPolicy.DESTROY) } });

    expect(isProtected(chosen, 'gateway-mta-rx-mqueue-rx')).toBe(false);
    expect(isProtected(chosen, 'gateway-mta-tx-mqueue')).toBe(true);
  });

  test('is released by the context key, and by nothing that only looks like it', () => {
    const released = synthesizeGateway({}, { 'cdktf-dual-mta:releaseVolumes': true });
    const notQuite = synthesizeGateway({}, { 'cdktf-dual-mta:releaseVolumes': 'yes' });

    expect(WITH_MAIL.filter((name) => isProtected(released, name))).toEqual([]);
    expect(WITH_MAIL.filter((name) => isProtected(notQuite, name))).toEqual(WITH_MAIL);
  });

  test('that exists already is not made', () => {
    const existing = synthesizeGateway({ rx: { queue: QueueVolume.existing('old-queue') } });

    expect(() => existing.volume('old-queue')).toThrow('there is no "old-queue"');
    expect(() => existing.volume('gateway-mta-rx-mqueue-rx')).toThrow('there is no "gateway-mta-rx-mqueue-rx"');
  });
});
