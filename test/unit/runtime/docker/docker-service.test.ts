import { ImageSource, QueueVolume } from 'cdktf-dual-mta';
import { synthesizeGateway } from '../../../tooling/synthesized-stack';

const gateway = synthesizeGateway();
const NAMES = ['gateway-mta-rx', 'gateway-filter', 'gateway-mta-tx', 'gateway-resolver'];

describe.each(NAMES)('the container %s', (name) => {
  const container = gateway.container(name);

  test('has a root that cannot be written', () => {
    expect(container.read_only).toBe(true);
  });

  test('has no capability but what it needs to stop being root', () => {
    const { add = [], drop } = container.capabilities;

    expect(drop).toEqual(['ALL']);
    expect(add).toEqual(container.user === undefined ? ['CAP_SETGID', 'CAP_SETPCAP', 'CAP_SETUID'] : []);
  });

  test('has no memory that everybody may write', () => {
    expect(container.ipc_mode).toBe('none');
  });

  test('gains no privileges', () => {
    expect(container.security_opts).toEqual(['no-new-privileges']);
    expect(container.privileged).toBeUndefined();
  });

  test('routes nothing between its networks', () => {
    expect(container.sysctls).toMatchObject({ 'net.ipv4.ip_forward': '0' });
  });

  test('has a limit for its memory, without swap on top', () => {
    expect(container.memory).toBeGreaterThan(0);
    expect(container.memory_swap).toBe(container.memory);
  });

  test('has directories in memory that only its user can use and nothing can be run from', () => {
    const options = Object.values(container.tmpfs ?? {});

    expect(options.length).toBeGreaterThan(0);
    options.forEach((option) => expect(option).toMatch(/^uid=(\d+),gid=\1,mode=750,noexec,nosuid,nodev$/));
  });

  test('comes back after a crash and a restart of the engine, also where it ended with status 0', () => {
    expect(container.restart).toBe('unless-stopped');
  });

  test('is left the time to finish what it has in hand', () => {
    expect(container.stop_timeout).toBeGreaterThanOrEqual(10);
    expect(container.destroy_grace_seconds).toBe(container.stop_timeout);
  });

  test('is waited for until it is healthy', () => {
    expect(container).toMatchObject({ wait: true, healthcheck: { test: ['CMD', '/usr/lib/dual-mta/watch-health'] } });
  });

  test('is replaced together with a network that it is on, which could not go otherwise', () => {
    const networks = container.networks_advanced.map(({ name }) => name.replace(/^\$\{(.*)\.name\}$/, '$1'));

    expect(networks.length).toBeGreaterThan(1);
    expect(new Set(container.lifecycle?.replace_triggered_by)).toEqual(new Set(networks));
  });

  test('has volumes for what has to last, and nothing else is mounted', () => {
    expect(container.mounts.every(({ type }) => type === 'volume')).toBe(true);
  });
});

describe('a container', () => {
  test.each(['gateway-filter', 'gateway-resolver'])('such as %s never has a root process', (name) => {
    expect(gateway.container(name).user).toMatch(/^250\d:250\d$/);
  });

  test('has a directory of the host where one was chosen', () => {
    const onHost = synthesizeGateway({ rx: { queue: QueueVolume.onHostPath('/srv/mqueue-rx') } });

    expect(onHost.container('gateway-mta-rx').mounts).toContainEqual({
      type: 'bind',
      source: '/srv/mqueue-rx',
      target: '/var/spool/mqueue-rx',
    });
  });

  test('has a volume that is there already where one was chosen', () => {
    const existing = synthesizeGateway({ rx: { queue: QueueVolume.existing('old-queue') } });

    expect(existing.container('gateway-mta-rx').mounts).toContainEqual({
      type: 'volume',
      source: 'old-queue',
      target: '/var/spool/mqueue-rx',
    });
  });
});

describe('an image', () => {
  const hashes = (props: Parameters<typeof synthesizeGateway>[0] = {}): Record<string, string> => {
    const stack = synthesizeGateway(props);
    return Object.fromEntries(NAMES.map((name) => [name, stack.imageOf(name).name]));
  };
  const before = hashes();
  const changedBy = (props: Parameters<typeof synthesizeGateway>[0]): string[] => {
    const after = hashes(props);
    return NAMES.filter((name) => before[name] !== after[name]);
  };

  test.each(NAMES)('of %s has the hash of its content as its tag, and is built from a folder of that name', (name) => {
    const image = gateway.imageOf(name);
    const [, hash] = /^[a-z-]+:([0-9a-f]{12})$/.exec(image.name) ?? [];

    expect(image.name.startsWith(`${name}:`)).toBe(true);
    expect(image.build?.context).toBe(`assets/${name}/${hash}`);
  });

  test('keeps its name where nothing changed', () => {
    expect(hashes()).toEqual(before);
  });

  test('changes its name when its configuration changes, and the others keep theirs', () => {
    expect(changedBy({ rx: { greeting: 'hello' } })).toEqual(['gateway-mta-rx']);
    expect(changedBy({ filter: { extraPerl: ['1;'] } })).toEqual(['gateway-filter']);
    expect(changedBy({ tx: { greeting: 'hello' } })).toEqual(['gateway-mta-tx']);
    expect(changedBy({ resolver: { forwardTo: ['192.0.2.53'] } })).toEqual(['gateway-resolver']);
  });

  test('changes its name when it is built upon another base', () => {
    expect(changedBy({ tx: { image: ImageSource.fromBaseImage('debian:12.1') } })).toEqual(['gateway-mta-tx']);
  });

  test('keeps its name when what changed is no part of it', () => {
    expect(
      changedBy({ smtp: [], rx: { queue: QueueVolume.existing('q') }, dockerHost: 'tcp://192.0.2.1:2376' }),
    ).toEqual([]);
  });

  test('is there before the old container goes', () => {
    expect(gateway.imageOf('gateway-mta-rx').lifecycle).toEqual({ create_before_destroy: true });
  });

  test('is built upon the base that was chosen', () => {
    const chosen = synthesizeGateway({ tx: { image: ImageSource.fromBaseImage('debian:12.1') } });

    expect(chosen.imageOf('gateway-mta-tx').build?.build_args).toEqual({ BASE_IMAGE: 'debian:12.1' });
    expect(chosen.imageOf('gateway-mta-rx').build?.build_args).toEqual({ BASE_IMAGE: 'debian:bookworm-slim' });
  });

  test('is taken from a registry where one was named, and then not built', () => {
    const registry = synthesizeGateway({ tx: { image: ImageSource.fromRegistry('registry.example.com/tx:1') } });

    expect(registry.imageOf('gateway-mta-tx')).toMatchObject({ name: 'registry.example.com/tx:1', keep_locally: true });
    expect(registry.imageOf('gateway-mta-tx')).not.toHaveProperty('build');
  });
});
