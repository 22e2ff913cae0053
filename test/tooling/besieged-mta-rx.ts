import * as fs from 'fs';
import * as path from 'path';
import { MtaRxOptions, SecretDirectory, SmtpEndpoint } from 'cdktf-dual-mta';
import { sessionMemory } from '../../lib/models/sendmail/receiving/session-memory';
import { TestAuthority } from './certificates';
import { ContainerImage } from './container-image';
import { ContainerNetwork } from './container-network';
import { answerDns } from './dns-responder';
import { GoodClient, Service } from './good-client';
import { attack, HostileLimits, HostileSession, SessionEnd } from './hostile-client';
import { KeptMail } from './kept-mail';
import { LoneMtaRx } from './lone-mta-rx';
import { MapsVolume } from './maps-volume';
import { MemoryWatch } from './memory-watch';
import { argumentsOf, RunningContainer } from './running-container';
import { SecretVolume } from './secret-volume';
import { buildImageOf } from './stack-image';
import { makeTemporaryFolder } from './temporary-folder';

const NAME = 'rx';
const FILTER = { name: 'filter.example', port: 10024 };
const FILTER_PROCESSES = 2;

/** Nothing in a test may go on for longer than this, whatever happens to the test. */
const LONGEST = ['sleep', '600'];

/** The load is the machine's, and so also that of all that runs beside the test: from 24 on sendmail would let nobody in. */
const NO_LOAD = '0.00 0.00 0.00 1/100 1\n';

/** What happened while an attack went on. */
export interface Siege {
  readonly ends: readonly SessionEnd[];
  readonly service: Service;
}

/** An MTA-RX as it is deployed, its filter, a client that is to be served, and one that has many addresses and no good in mind. */
export class BesiegedMtaRx {
  public static async start(options: MtaRxOptions = {}, addresses = 1): Promise<BesiegedMtaRx> {
    const undo: (() => void)[] = [];
    const toUndo = <Made extends { remove(): void }>(made: Made): Made => {
      undo.unshift(() => made.remove());
      return made;
    };
    try {
      const network = toUndo(ContainerNetwork.create());
      const inNetwork = ['--network', network.name];
      const mail = KeptMail.start(FILTER.port, inNetwork);
      toUndo(mail.container);
      const [filterAddress] = network.addressesOf(mail.container.name);
      // A gateway's resolver answers at once; so does this one, and hardly anything exists.
      answerDns(mail.container, ['sender.example A 192.0.2.1'], '0.0.0.0');

      const folder = makeTemporaryFolder();
      undo.unshift(() => fs.rmSync(folder, { recursive: true, force: true }));
      fs.writeFileSync(path.join(folder, 'loadavg'), NO_LOAD);

      const certificate = toUndo(SecretVolume.create(new TestAuthority().issue('mx.example.com', 1)));
      const stack = LoneMtaRx.synthesize(SmtpEndpoint.smtp(FILTER.name, FILTER.port), FILTER_PROCESSES, {
        // Sessions are to get by with what is theirs, whatever there is for the files of a long queue.
        memory: sessionMemory(options),
        ...options,
        certificate: SecretDirectory.existing(certificate.name),
      });
      const image = toUndo(buildImageOf(stack, NAME));
      const maps = toUndo(MapsVolume.loadedFrom(stack, NAME));
      const container = toUndo(
        RunningContainer.start(image.tag, [
          ...argumentsOf(stack.container(NAME), { network: network.name }),
          ...maps.argumentsOfMount,
          ...certificate.mountedAt('/run/secrets/certificate'),
          ...['--volume', `${folder}/loadavg:/proc/loadavg:ro`],
          ...['--dns', filterAddress, '--add-host', `${FILTER.name}:${filterAddress}`],
        ]),
      );
      const client = (...more: string[]): RunningContainer =>
        toUndo(
          RunningContainer.start(image.tag, [...inNetwork, ...more, '--entrypoint', LONGEST[0]], LONGEST.slice(1)),
        );
      const good = client();
      const hostile = client('--cap-add', 'NET_ADMIN');
      const own = network.lastAddresses(addresses);
      giveAddresses(hostile, own);
      await container.untilHealthy();
      return new BesiegedMtaRx(image, network, container, mail, good, hostile, own, undo);
    } catch (error) {
      undo.forEach((remove) => remove());
      throw error;
    }
  }

  private constructor(
    public readonly image: ContainerImage,
    private readonly network: ContainerNetwork,
    public readonly container: RunningContainer,
    public readonly mail: KeptMail,
    private readonly good: RunningContainer,
    private readonly hostile: RunningContainer,
    /** The hostile client's addresses. */
    public readonly addresses: readonly string[],
    private readonly undo: readonly (() => void)[],
  ) {}

  /** What clients connect to. */
  public get address(): string {
    return this.network.addressesOf(this.container.name)[0];
  }

  /** A client that is to be served. */
  public goodClient(): GoodClient {
    return GoodClient.start(this.good, this.address);
  }

  public watchMemory(): MemoryWatch {
    return new MemoryWatch(this.container);
  }

  /** Hostile sessions alone. */
  public attack(sessions: readonly HostileSession[], limits: HostileLimits): Promise<SessionEnd[]> {
    return attack(this.hostile, this.address, sessions, limits);
  }

  /** Hostile sessions, and how a good client is served from before they begin until after they have ended. */
  public async besiege(sessions: readonly HostileSession[], limits: HostileLimits): Promise<Siege> {
    const client = this.goodClient();
    await client.sends(2);
    const ends = await this.attack(sessions, limits);
    await client.sends(2);
    return { ends, service: await client.end() };
  }

  /** How many processes the kernel has ended for want of memory. */
  public outOfMemoryKills(): number {
    const files = '/sys/fs/cgroup/memory/memory.oom_control /sys/fs/cgroup/memory.events';
    const { stdout } = this.container.exec(['sh', '-c', `cat ${files} 2> /dev/null || true`]);
    return Number(/^oom_kill (\d+)$/m.exec(stdout)?.[1]);
  }

  /** Number of the process that listens, and when it began. */
  public daemon(): string {
    const script = 'pid=$(head -n 1 /run/sendmail/sendmail-rx.pid); echo "$pid $(cut -d " " -f 22 "/proc/$pid/stat")"';
    return this.container.exec(['sh', '-c', script], { user: 'smmsp' }).stdout.trim();
  }

  /** What is in the queue. */
  public queueFiles(): string[] {
    const { stdout } = this.container.exec(['ls', '/var/spool/mqueue-rx'], { user: 'smmsp' });
    return stdout.split('\n').filter((file) => file !== '');
  }

  public remove(): void {
    this.undo.forEach((remove) => remove());
  }
}

const giveAddresses = (container: RunningContainer, addresses: readonly string[]): void => {
  const input = addresses.map((address) => `busybox ip addr add ${address}/32 dev eth0\n`).join('');
  const { code, said } = container.exec(['sh', '-eu'], { input });
  if (code !== 0) {
    throw new Error(said);
  }
};
