import { Container, ContainerNetworksAdvanced } from '@cdktf/provider-docker/lib/container';
import { TerraformProvider, TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { Duration } from '../../models/duration';
import { INetwork, IService, ServiceProps } from '../runtime';
import { DockerImage } from './docker-image';
import { DockerNetwork } from './docker-network';
import { DockerTask } from './docker-task';
import { mountsOf } from './docker-volume';

/** What the entry point of a service that starts as root needs to stop being root. */
const BECOME_ANOTHER_USER = ['CAP_SETGID', 'CAP_SETPCAP', 'CAP_SETUID'];

/** How the engine keeps what a container prints. */
export interface ContainerLog {
  readonly logDriver: string;
  readonly logOpts?: { [option: string]: string };
}

/** A resource as `depends_on` and its like name it. */
const inOrders = ({ terraformResourceType, friendlyUniqueId }: TerraformResource): string =>
  `${terraformResourceType}.${friendlyUniqueId}`;

/** A service as one container of one engine. */
export class DockerService extends Construct implements IService {
  public readonly serviceName: string;
  public readonly configurationHash: string;

  /** The container itself, for what has no property. */
  public readonly container: Container;
  /** Where the image's name is found in Terraform's language. */
  public readonly imageName: string;
  /** What was done before its first start. */
  public readonly tasks: DockerTask[];
  private readonly networks: ContainerNetworksAdvanced[] = [];
  private readonly resolvers: string[] = [];

  public constructor(
    scope: Construct,
    id: string,
    props: ServiceProps,
    log: ContainerLog,
    imageProvider?: TerraformProvider,
    provider: TerraformProvider | undefined = imageProvider,
  ) {
    super(scope, id);
    this.serviceName = props.name;
    const image = new DockerImage(this, props, imageProvider);
    this.configurationHash = image.configurationHash;
    this.imageName = image.nameExpression;
    this.tasks = (props.tasks ?? []).filter((task) => task instanceof DockerTask);
    const ports = props.ports ?? [];
    const startPeriod = props.startPeriod ?? Duration.seconds(30);
    const scratch = `uid=${props.runAs.id},gid=${props.runAs.id},mode=750,noexec,nosuid,nodev`;
    this.container = new Container(this, 'Container', {
      provider,
      name: props.name,
      image: image.name,
      hostname: props.hostname,
      user: props.startsAsRoot ? undefined : `${props.runAs.id}:${props.runAs.id}`,
      ...log,
      readOnly: true,
      capabilities: { drop: ['ALL'], add: props.startsAsRoot ? BECOME_ANOTHER_USER : undefined },
      securityOpts: ['no-new-privileges'],
      // Without /dev/shm, where everybody may write.
      ipcMode: 'none',
      sysctls: {
        // A service on two networks is no router between them.
        'net.ipv4.ip_forward': '0',
        // Otherwise "::" takes IPv4 clients too, and the port's listener for IPv4 cannot be opened beside it.
        ...(props.listensOnIpv6 ? { 'net.ipv6.bindv6only': '1' } : {}),
      },
      memory: props.memory.toMebibytes(),
      memorySwap: props.memory.toMebibytes(),
      cpuShares: props.cpuShares,
      ulimit: [{ name: 'nproc', soft: props.maxProcesses, hard: props.maxProcesses }],
      tmpfs: Object.fromEntries([
        ...props.scratch.map((path) => [path, scratch]),
        ...(props.sizedScratch ?? []).map(({ path, size }) => [path, `${scratch},size=${size.toBytes()}`]),
      ]) as Record<string, string>,
      mounts: mountsOf(props.mounts),
      ports: ports.map(({ internal, publish }) => ({
        internal,
        external: publish.port,
        ip: publish.address,
        protocol: 'tcp',
      })),
      // The engine gives the ports back in an order of its own, which would replace the container at each apply. So it is
      // the label that replaces it when they change; the ports that it then gets are those of the configuration.
      ...(ports.length > 0 && {
        labels: [
          {
            label: 'cdktf-dual-mta.ports',
            value: ports.map(({ internal, publish }) => `${publish.toString()}->${internal}`).join(' '),
          },
        ],
        lifecycle: { ignoreChanges: ['ports'] },
      }),
      restart: 'unless-stopped',
      stopTimeout: props.stopTimeout.toSeconds(),
      destroyGraceSeconds: props.stopTimeout.toSeconds(),
      healthcheck: {
        test: ['CMD', '/usr/lib/dual-mta/watch-health'],
        interval: '5s',
        // It stays for a minute where all is well; a look that takes over 20 seconds it ends itself.
        timeout: '2m0s',
        startPeriod: startPeriod.toString(),
        retries: 3,
      },
      wait: true,
      waitTimeout: startPeriod.toSeconds() + 150,
    });
    this.tasks.forEach(({ container }) => this.waitFor(container));
  }

  public joinNetwork(network: INetwork, address?: string): void {
    this.networks.push({ name: network.networkName, ipv4Address: address });
    this.container.putNetworksAdvanced(this.networks);
    if (network instanceof DockerNetwork) {
      // Its name stays the same: a network that is made anew would otherwise be removed while containers are on it, which fails.
      const { replaceTriggeredBy = [], ...lifecycle } = this.container.lifecycle ?? {};
      this.container.lifecycle = {
        ...lifecycle,
        replaceTriggeredBy: [...replaceTriggeredBy, inOrders(network.network)],
      };
    }
  }

  public useResolver(address: string): void {
    this.resolvers.push(address);
    this.container.dns = this.resolvers;
  }

  public startAfter(other: IService): void {
    if (other instanceof DockerService) {
      this.waitFor(other.container);
    }
  }

  /** An order alone: no value of the other container stands in this one, so that its replacement changes nothing here. */
  private waitFor(other: Container): void {
    this.container.dependsOn = [...(this.container.dependsOn ?? []), inOrders(other)];
  }
}
