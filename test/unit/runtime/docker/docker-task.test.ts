import { ImageSource, MailDomain, MapFile } from 'cdktf-dual-mta';
import { synthesizeGateway } from '../../../tooling/synthesized-stack';

const gateway = synthesizeGateway();
const OF_SENDMAILS = ['gateway-mta-rx-maps', 'gateway-mta-tx-maps'];
const TASKS = ['gateway-filter-maps', ...OF_SENDMAILS];

test('there is a task for the maps of each sendmail and of the filter', () => {
  expect(gateway.tasks.map(({ name }) => name).sort()).toEqual(TASKS);
});

describe.each(TASKS)('the task %s', (name) => {
  const task = gateway.container(name);

  test('is waited for until it has ended, and may stay ended', () => {
    expect(task).toMatchObject({ attach: true, must_run: false, restart: 'no' });
  });

  test('ends the apply with its words where it fails', () => {
    const [postcondition, ...others] = task.lifecycle?.postcondition ?? [];

    expect(task.logs).toBe(true);
    expect(others).toEqual([]);
    expect(postcondition.condition).toBe('${self.exit_code == 0}');
    expect(postcondition.error_message).toContain('${self.container_logs}');
  });

  test('can do nothing but write into its volume', () => {
    expect(task).toMatchObject({
      user: '0:0',
      network_mode: 'none',
      read_only: true,
      capabilities: { drop: ['ALL'] },
      security_opts: ['no-new-privileges'],
      ipc_mode: 'none',
    });
    expect(task.capabilities.add).toBeUndefined();
    expect(task.memory).toBeGreaterThan(0);
    expect(task.memory_swap).toBe(task.memory);
    expect(task.mounts).toHaveLength(1);
  });

  test('is done before its service starts, which reads the same volume and knows nothing else of it', () => {
    const service = gateway.container(name.replace(/-maps$/, ''));
    const [key] =
      Object.entries(gateway.json.resource.docker_container).find(([, { name: own }]) => own === name) ?? [];

    expect(service.depends_on).toContain(`docker_container.${key}`);
    expect(service.mounts).toContainEqual({ ...task.mounts[0], read_only: true });
    expect(JSON.stringify({ ...service, depends_on: [] })).not.toContain(`${key}`);
  });
});

describe('what changes', () => {
  const all = [...gateway.containers, ...gateway.tasks].map(({ name }) => name);
  const changedBy = (props: Parameters<typeof synthesizeGateway>[0]): string[] => {
    const after = synthesizeGateway(props);
    return all.filter((name) => after.imageOf(name).name !== gateway.imageOf(name).name);
  };

  test('with an entry of an access map is its task alone', () => {
    const entry = [MapFile.fromEntries('access', { 'Connect:192.0.2.9': 'REJECT' })];

    expect(changedBy({ rx: { extraMaps: entry } })).toEqual(['gateway-mta-rx-maps']);
    expect(changedBy({ tx: { extraMaps: entry } })).toEqual(['gateway-mta-tx-maps']);
  });

  test('with a recipient are the maps of the sendmails, and no sendmail', () => {
    const domains = [MailDomain.local('example.com', ['postmaster', 'jim'])];

    expect(changedBy({ domains })).toEqual(OF_SENDMAILS);
  });

  test('with a domain are all maps, and no service', () => {
    const domains = [MailDomain.local('example.com', ['postmaster']), MailDomain.local('example.net', ['jim'])];

    expect(changedBy({ domains }).sort()).toEqual(TASKS);
  });
});

describe("the image of a sendmail's maps", () => {
  test.each(OF_SENDMAILS)('%s has the layer with the packages in common with that of sendmail', (name) => {
    const dockerfileOf = (container: string): string | undefined =>
      gateway.files.get(`${gateway.imageOf(container).build?.context}/Dockerfile`);

    expect(dockerfileOf(name)).toBe(dockerfileOf(name.replace(/-maps$/, '')));
  });

  test('is built upon what sendmail is built upon', () => {
    const chosen = synthesizeGateway({ tx: { image: ImageSource.fromBaseImage('debian:12.1') } });

    expect(chosen.imageOf('gateway-mta-tx-maps').build?.build_args).toEqual({ BASE_IMAGE: 'debian:12.1' });
  });

  test('is built here also where that of sendmail is from a registry, and is from one where that was chosen', () => {
    const image = ImageSource.fromRegistry('registry.example.com/tx:1');
    const mapsImage = ImageSource.fromRegistry('registry.example.com/tx-maps:1');
    const both = synthesizeGateway({ tx: { image, mapsImage } });

    expect(synthesizeGateway({ tx: { image } }).imageOf('gateway-mta-tx-maps').build?.build_args).toEqual({
      BASE_IMAGE: 'debian:bookworm-slim',
    });
    expect(both.imageOf('gateway-mta-tx-maps')).toMatchObject({ name: 'registry.example.com/tx-maps:1' });
  });
});
