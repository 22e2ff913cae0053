import { FilterCapacity } from 'cdktf-dual-mta';
import { eventually } from '../tooling/eventually';
import { BESIDE_MTA_TX, FilterClients } from '../tooling/filter-clients';
import { FilterContainer } from '../tooling/filter-container';
import { runOrThrow } from '../tooling/program';

const PROCESSES = 3;

describe('a filter with the memory that three processes need, AmavisFilter.memory', () => {
  let filter: FilterContainer;

  beforeAll(async () => {
    const memory = FilterCapacity.of().needed(PROCESSES);
    filter = await FilterContainer.start({ filter: { memory, cpuShares: 300, extraPerl: BESIDE_MTA_TX } });
  });

  afterAll(() => filter?.remove());

  test('has three processes, though nobody said how many', () => {
    const { stdout } = filter.container.exec(['pgrep', '-c', '-f', '^/usr/sbin/amavisd \\((virgin|ch[0-9])'], {
      user: 'amavis',
    });

    expect(Number(stdout)).toBe(PROCESSES);
  });

  test('AmavisFilter.cpuShares: gets so much processor time against others', () => {
    expect([300, 12]).toContain(filter.container.cpuSharesOrWeight());
  });

  test('looks through large messages with all of them at once, and nothing is killed', async () => {
    const clients = await FilterClients.start(filter, PROCESSES, 1);
    try {
      await eventually('an end of the messages', () => (clients.areDone() ? true : undefined), 300);
    } finally {
      clients.remove();
    }

    const ended = runOrThrow('docker', ['inspect', '--format', '{{.State.OOMKilled}}', filter.container.name]);
    expect(ended.trim()).toBe('false');
    expect(filter.container.logs()).not.toMatch(/Killed|Out of memory|exited on signal/i);
  });
});
