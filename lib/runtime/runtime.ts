import { ITerraformDependable } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { Duration } from '../models/duration';
import { ImageSource } from '../models/image-source';
import { Publish } from '../models/publish';
import { QueueVolume } from '../models/queue-volume';
import { RunAs } from '../models/run-as';
import { Size } from '../models/size';

/** A network that services join. */
export interface INetwork extends IConstruct {
  /** The engine's name of it. */
  readonly networkName: string;

  /**
   * The addresses on it that are the engine's own: what comes from there may be anybody.
   *
   * @default - not known before it is made
   */
  readonly gateways?: string[];
}

/** Options of a network. */
export interface NetworkProps {
  /** The engine's name of it. */
  readonly name: string;

  /**
   * Whether it is cut off: no way out of it, none in, and the host itself has no address on it.
   *
   * @default false
   */
  readonly internal?: boolean;

  /**
   * Its IPv4 subnet.
   *
   * @default - the engine chooses one
   */
  readonly subnet?: string;

  /**
   * Its IPv6 subnet. A network with one needs `subnet` too: the Docker provider would make it anew at each apply.
   *
   * @default - it has no IPv6
   */
  readonly ipv6Subnet?: string;
}

/** A volume that services mount. */
export interface IVolume extends IConstruct {
  /** The engine's name of it, or a directory of the host. */
  readonly source: string;
  /** Whether it is a directory of the host. */
  readonly isHostPath: boolean;
}

/** Options of a volume. */
export interface VolumeProps {
  /** The engine's name of it, where one is made. */
  readonly name: string;
  /** What kind of volume. */
  readonly volume: QueueVolume;
}

/** The content of an image: Dockerfile, scripts and configuration. */
export interface IImageContent {
  /** Folders below `lib/images` whose files go into the image. */
  readonly folders: string[];

  /**
   * The folder with the Dockerfile. Images with the same one have the layer with the packages in common.
   *
   * @default - the first of the folders
   */
  readonly dockerfile?: string;

  /** Writes the configuration: text by file name. Called at synth, when everything is known. */
  renderConfiguration(): { [fileName: string]: string };
}

/** A volume at its place in a service. */
export interface Mount {
  /** The volume. */
  readonly volume: IVolume;
  /** Where it is mounted. */
  readonly path: string;

  /**
   * Whether nothing in it can be changed from there.
   *
   * @default false
   */
  readonly readOnly?: boolean;
}

/** A port of a service on the host. */
export interface PublishedPort {
  /** The service's own port. */
  readonly internal: number;
  /** The host's address and port. */
  readonly publish: Publish;
}

/** A directory in memory that holds no more than a certain size. */
export interface SizedScratch {
  /** Where it is mounted. */
  readonly path: string;
  /** How much may be in it. */
  readonly size: Size;
}

/** What a service is. */
export interface ServiceProps {
  /** The engine's name of it. */
  readonly name: string;
  /** Its fully qualified host name. */
  readonly hostname: string;
  /** Where its image comes from. */
  readonly source: ImageSource;
  /** What is in its image. */
  readonly content: IImageContent;
  /** The user that owns its writable places. */
  readonly runAs: RunAs;

  /**
   * Whether the first process is root, for as long as it takes to become `runAs`.
   *
   * @default false
   */
  readonly startsAsRoot?: boolean;

  /** Most memory it may use; there is no swap. */
  readonly memory: Size;

  /**
   * How much processor time it gets against others, where there is not enough for all.
   *
   * @default - 1024, the engine's
   */
  readonly cpuShares?: number;

  /** Most processes that its user may have (`RLIMIT_NPROC`). The kernel counts a user's on the whole host: other gateways' too. */
  readonly maxProcesses: number;
  /** How long it may take to finish the messages in hand. */
  readonly stopTimeout: Duration;

  /**
   * How long after its start it may be until it is healthy first.
   *
   * @default 30 seconds
   */
  readonly startPeriod?: Duration;

  /**
   * Whether it has listeners for IPv6 beside those for IPv4 on the same ports.
   *
   * @default false
   */
  readonly listensOnIpv6?: boolean;

  /**
   * Ports on the host.
   *
   * @default - none
   */
  readonly ports?: PublishedPort[];

  /**
   * Volumes.
   *
   * @default - none
   */
  readonly mounts?: Mount[];

  /** Directories in memory that belong to `runAs`; all else is read-only. */
  readonly scratch: string[];

  /**
   * More such directories, with a limit of their own.
   *
   * @default - none
   */
  readonly sizedScratch?: SizedScratch[];

  /**
   * What has to have been done before it starts. A task that is done again later does not touch it.
   *
   * @default - nothing
   */
  readonly tasks?: ITask[];
}

/** What a task is. */
export interface TaskProps {
  /** The engine's name of it. */
  readonly name: string;
  /** Where its image comes from. */
  readonly source: ImageSource;
  /** What is in its image. */
  readonly content: IImageContent;
  /** Volumes, which it works on. */
  readonly mounts: Mount[];
}

/** Something that is done once, and again whenever its image has changed: a container that ends. */
export interface ITask extends IConstruct {
  /** The engine's name of it. */
  readonly taskName: string;
  /** A short hash of everything in its image. */
  readonly configurationHash: string;
}

/** A running part of the gateway: an image, its configuration, and the container or containers made from it. */
export interface IService extends IConstruct {
  /** The engine's name of it. */
  readonly serviceName: string;
  /** A short hash of everything in its image: it changes when, and only when, the configuration does. */
  readonly configurationHash: string;
  /** Joins a network, under a fixed address where one is given. */
  joinNetwork(network: INetwork, address?: string): void;
  /** Asks this resolver. */
  useResolver(address: string): void;
  /** Starts after another service is healthy. */
  startAfter(other: IService): void;
}

/** What turns services into Terraform: one implementation for a single host, one for a cluster. */
export interface IRuntime {
  /** Makes a network. */
  createNetwork(scope: Construct, id: string, props: NetworkProps): INetwork;
  /** Makes a volume. */
  createVolume(scope: Construct, id: string, props: VolumeProps): IVolume;
  /** Makes a service. */
  createService(scope: Construct, id: string, props: ServiceProps): IService;
  /** Makes a task. */
  createTask(scope: Construct, id: string, props: TaskProps): ITask;
  /** Marks the moment from which all these services are healthy, for others to depend on. */
  markReady(scope: Construct, id: string, services: IService[]): ITerraformDependable;
}
