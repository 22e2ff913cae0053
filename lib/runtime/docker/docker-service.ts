import { Container, ContainerNetworksAdvanced } from '@cdktf/provider-docker/lib/container';
import { Image } from '@cdktf/provider-docker/lib/image';
import { Fn, Lazy, TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { INetwork, IService, ServiceProps } from '../runtime';
import { BuildContext } from './build-context';

/** What the entry point of a service that starts as root needs to stop being root. */
const BECOME_ANOTHER_USER = ['CAP_SETGID', 'CAP_SETPCAP', 'CAP_SETUID'];

/** A service as one container of one engine. */
export class DockerService extends Construct implements IService {
  public readonly serviceName: string;
  public readonly configurationHash: string;

  /** The container itself, for what has no property. */
  public readonly container: Container;
  /** Where the image's name is found in Terraform's language. */
  public readonly imageName: string;
  private readonly networks: ContainerNetworksAdvanced[] = [];
  private readonly resolvers: string[] = [];

  public constructor(
    scope: Construct,
    id: string,
    props: ServiceProps,
    imageProvider?: TerraformProvider,
    provider: TerraformProvider | undefined = imageProvider,
  ) {
    super(scope, id);
    this.serviceName = props.name;
    // The provider says only that a build failed; why stands in the log, beside the stack's JSON.
    const settings = { baseImage: props.source.baseImage ?? '', buildLogFile: `build-${props.name}.log` };
    const context = new BuildContext(this, 'Context', props.name, props.content, settings);
    this.configurationHash = Lazy.stringValue({
      produce: () => {
        const values = context.lateValues;
        return values.length === 0
          ? context.hash
          : `${context.hash}-${Fn.substr(Fn.sha256(Fn.join(' ', values)), 0, 12)}`;
      },
    });
    const image = this.image(props, context, settings, imageProvider);
    this.imageName = `${image.terraformResourceType}.${image.friendlyUniqueId}.name`;
    this.container = new Container(this, 'Container', {
      provider,
      name: props.name,
      image: image.name,
      hostname: props.hostname,
      user: props.startsAsRoot ? undefined : `${props.runAs.id}:${props.runAs.id}`,
      readOnly: true,
      capabilities: { drop: ['ALL'], add: props.startsAsRoot ? BECOME_ANOTHER_USER : undefined },
      securityOpts: ['no-new-privileges'],
      // A service on two networks is no router between them.
      sysctls: { 'net.ipv4.ip_forward': '0' },
      memory: props.memory.toMebibytes(),
      memorySwap: props.memory.toMebibytes(),
      ulimit: [{ name: 'nproc', soft: props.maxProcesses, hard: props.maxProcesses }],
      tmpfs: Object.fromEntries(
        props.scratch.map((path) => [path, `uid=${props.runAs.id},gid=${props.runAs.id},mode=750,noexec,nosuid,nodev`]),
      ),
      mounts: (props.mounts ?? []).map(({ volume, path }) => ({
        type: volume.isHostPath ? 'bind' : 'volume',
        source: volume.source,
        target: path,
      })),
      ports: (props.ports ?? []).map(({ internal, publish }) => ({
        internal,
        external: publish.port,
        ip: publish.address,
        protocol: 'tcp',
      })),
      restart: 'unless-stopped',
      stopTimeout: props.stopTimeout.toSeconds(),
      destroyGraceSeconds: props.stopTimeout.toSeconds(),
      healthcheck: {
        test: ['CMD', '/usr/lib/dual-mta/health'],
        interval: '5s',
        timeout: '20s',
        startPeriod: '30s',
        retries: 3,
      },
      wait: true,
      waitTimeout: 180,
    });
  }

  public joinNetwork(network: INetwork, address?: string): void {
    this.networks.push({ name: network.networkName, ipv4Address: address });
    this.container.putNetworksAdvanced(this.networks);
  }

  public useResolver(address: string): void {
    this.resolvers.push(address);
    this.container.dns = this.resolvers;
  }

  public startAfter(other: IService): void {
    if (other instanceof DockerService) {
      const { terraformResourceType, friendlyUniqueId } = other.container;
      this.container.dependsOn = [...(this.container.dependsOn ?? []), `${terraformResourceType}.${friendlyUniqueId}`];
    }
  }

  /**
   * Its name carries the hash of what is in it, and the container refers to the name: a container is replaced when its
   * configuration changes, and not because an image with the same content was built again.
   */
  private image(
    props: ServiceProps,
    context: BuildContext,
    settings: { baseImage: string; buildLogFile: string },
    provider?: TerraformProvider,
  ): Image {
    const { reference } = props.source;
    if (reference !== undefined) {
      return new Image(this, 'Image', { provider, name: reference, keepLocally: true });
    }
    return new Image(this, 'Image', {
      provider,
      name: `${props.name}:${this.configurationHash}`,
      buildAttribute: {
        context: Lazy.stringValue({ produce: () => context.directory }),
        buildLogFile: settings.buildLogFile,
        buildArgs: {
          BASE_IMAGE: settings.baseImage,
          TERRAFORM_VALUES: Lazy.stringValue({ produce: () => context.lateValues.join(' ') || undefined }),
        },
      },
      // The new image is there before the old container goes.
      lifecycle: { createBeforeDestroy: true },
    });
  }
}
