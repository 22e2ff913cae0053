import { randomName } from '../tooling/container-image';
import { docker } from '../tooling/engine';
import { eventually } from '../tooling/eventually';
import { runProgram } from '../tooling/program';
import { Deployment, HAS_IPV6 } from './deployment';
import { identities, inspect, PARTS, RX, runBeside, SINK, TASKS } from './engine';

const QUEUE = '/var/spool/mqueue-rx';
/** Everything on the engine that has one of this stack's names. */
const leftovers = (): string[] => {
  const lists = [
    ['container', 'ls', '--all', '--format', 'container {{.Names}}'],
    ['network', 'ls', '--format', 'network {{.Name}}'],
    ['volume', 'ls', '--format', 'volume {{.Name}}'],
    ['image', 'ls', '--format', 'image {{.Repository}}:{{.Tag}}'],
  ];
  return lists.flatMap((list) => docker(...list).split('\n')).filter((line) => line.includes(' e2e-'));
};

export const ownership = (gateway: Deployment): void => {
  let volume: string;
  let container: string;

  beforeEach(() => {
    [volume, container] = [randomName('volume'), randomName('container')];
    docker('volume', 'create', volume);
  });

  afterEach(() => {
    runProgram('docker', ['rm', '--force', container]);
    runProgram('docker', ['volume', 'rm', '--force', volume]);
  });

  /** MTA-RX as it is deployed, on a volume whose owner and mode are given. */
  const startOn = (owner: string): void => {
    // An empty volume would take its owner from the image.
    const prepare = `: > /volume/not-empty && chown ${owner} /volume && chmod 700 /volume`;
    expect(runBeside(['sh', '-c', prepare], ['--volume', `${volume}:/volume`])).toMatchObject({ code: 0 });
    const health = [
      '--health-cmd',
      '/usr/lib/dual-mta/watch-health',
      '--health-interval',
      '1s',
      '--health-start-period',
      '30s',
    ];
    // It listens on IPv6, which a container without a network has to be given.
    const ipv6 = HAS_IPV6 ? ['--sysctl', 'net.ipv6.conf.lo.disable_ipv6=0', '--sysctl', 'net.ipv6.bindv6only=1'] : [];
    const name = ['--hostname', 'gateway.example.com', '--add-host', 'gateway.example.com:127.0.0.1'];
    const scratch = ['--tmpfs', '/run/sendmail:uid=2501,gid=2501,mode=750', '--network', 'none'];
    const image = inspect(RX).Config.Image;
    docker(
      'run',
      '--detach',
      '--name',
      container,
      ...health,
      ...name,
      ...ipv6,
      ...scratch,
      '--volume',
      `${volume}:${QUEUE}`,
      '--volume',
      `${RX}-maps:/etc/mail/maps:ro`,
      ...gateway.secrets.certificate.mountedAt('/run/secrets/certificate'),
      ...gateway.secrets.users.mountedAt('/run/secrets/users'),
      image,
    );
  };

  const ends = (): Promise<'healthy' | 'ended'> =>
    eventually('a container that is healthy or has ended', () => {
      const { Running, Health } = inspect(container).State;
      return !Running ? 'ended' : Health?.Status === 'healthy' ? 'healthy' : undefined;
    });

  test('MTA-RX becomes healthy with a queue that belongs to it', async () => {
    startOn('2501:2501');

    expect(await ends()).toBe('healthy');
  });

  test('MTA-RX does not start with the queue of another owner, and says whose it is and whose it has to be', async () => {
    startOn('0:0');

    expect(await ends()).toBe('ended');
    expect(inspect(container).State).toMatchObject({ ExitCode: 78 });
    expect(inspect(container).State.Health?.Status).not.toBe('healthy');
    expect(runProgram('docker', ['logs', container]).said).toContain(
      `${QUEUE}: belongs to root:root with mode 700; it must belong to smmsp:smmsp with mode 700\n`,
    );
  });
};

export const readiness = (gateway: Deployment): void => {
  test('the apply ended when every container was healthy', () => {
    expect(gateway.healthAfterApply).toEqual([...PARTS, SINK].map(() => 'healthy'));
  });

  test('"ready" comes after every container of the gateway', () => {
    const ready = gateway.resources().find(({ type }) => type === 'null_resource');
    const containers = gateway
      .resources()
      .filter(({ type, name }) => type === 'docker_container' && name.startsWith('Gateway_'))
      .map(({ type, name }) => `${type}.${name}`);

    expect(containers).toHaveLength(PARTS.length + TASKS.length);
    expect(ready?.instances[0].dependencies).toEqual(expect.arrayContaining(containers));
  });
};

export const dnsOutputs = (gateway: Deployment): void => {
  test('the outputs say what the outside must see in DNS', () => {
    const { dns_records: records, mta_sts_policy: policy } = gateway.outputs;

    expect(records.split('\n').map((line) => line.replace(/\s+/g, ' '))).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^gateway\.example\.com\. .*A 192\.0\.2\.25$/),
        expect.stringMatching(/^example\.com\. .*MX 10 gateway\.example\.com\.$/),
        expect.stringMatching(/^_dmarc\.example\.org\. .*TXT "v=DMARC1; p=reject"$/),
        expect.stringMatching(/^_mta-sts\.example\.net\. .*TXT "v=STSv1; id=\w+;?"$/),
      ]),
    );
    expect(policy).toMatch(/^mx: gateway\.example\.com\r?$/m);
  });
};

export const destruction = (gateway: Deployment): void => {
  test('destroying is refused as long as nobody has said that the mail in the volumes may go', () => {
    const before = identities();
    gateway.synthesize();
    const { code, said } = gateway.plan('-destroy');

    expect(code).toBe(1);
    for (const volume of ['mta-rx-mqueue-rx', 'mta-tx-mqueue', 'mta-tx-mailboxes', 'filter-quarantine']) {
      expect(said.replace(/\s+/g, ' ')).toMatch(
        new RegExp(`docker_volume\\.volume_e2e-${volume} has lifecycle\\.prevent_destroy`),
      );
    }
    expect(identities()).toEqual(before);
  });

  test('destroying leaves no container, network, volume or image behind', () => {
    expect(leftovers().length).toBeGreaterThanOrEqual(20);
    gateway.destroy();

    expect(leftovers()).toEqual([]);
  });
};
