import { ITerraformDependable, Lazy, TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import {
  INetwork,
  IRuntime,
  IService,
  ITask,
  IVolume,
  NetworkProps,
  ServiceProps,
  TaskProps,
  VolumeProps,
} from '../runtime';
import { DockerNetwork } from './docker-network';
import { ContainerLog, DockerService } from './docker-service';
import { DockerTask } from './docker-task';
import { DockerVolume } from './docker-volume';
import { ReadyMark } from './ready-mark';

/** Options of the single-host runtime. */
export interface DockerRuntimeProps {
  /**
   * The `docker` provider to use, for an engine with an alias of its own.
   *
   * @default - the stack's only one
   */
  readonly provider?: TerraformProvider;

  /**
   * The same provider once more, for containers, under an alias. Where it has `imagesFirst` as one of its settings, no
   * container is stopped before every new image is built.
   *
   * @default - `provider`
   */
  readonly containerProvider?: TerraformProvider;

  /**
   * What keeps the containers' logs (`docker run --log-driver`).
   *
   * @default "local"
   */
  readonly logDriver?: string;

  /**
   * Its options (`--log-opt`).
   *
   * @default - with the default driver 50 MiB of each container, so that what goes on for days fills no disk
   */
  readonly logOpts?: { [option: string]: string };
}

/** Five files of 10 MiB, compressed but for the one that is written. */
const LIMITED = { 'max-size': '10m', 'max-file': '5' };

/** One container a service, on one Docker engine. */
export class DockerRuntime implements IRuntime {
  /**
   * A setting that is null, but known only when all images are built. Terraform destroys a container that is to be
   * replaced without waiting for its new image; it does wait for the settings of the container's provider.
   */
  public readonly imagesFirst: string;

  private readonly provider?: TerraformProvider;
  private readonly containerProvider?: TerraformProvider;
  private readonly log: ContainerLog;
  private readonly images: string[] = [];

  public constructor(props: DockerRuntimeProps = {}) {
    this.provider = props.provider;
    this.containerProvider = props.containerProvider ?? props.provider;
    const { logDriver, logOpts } = props;
    this.log = { logDriver: logDriver ?? 'local', logOpts: logOpts ?? (logDriver === undefined ? LIMITED : undefined) };
    this.imagesFirst = Lazy.stringValue({
      produce: () => `\${length([${this.images.join(', ')}]) > 0 ? null : null}`,
    });
  }

  public createNetwork(scope: Construct, id: string, props: NetworkProps): INetwork {
    return new DockerNetwork(scope, id, props, this.provider);
  }

  public createVolume(scope: Construct, id: string, props: VolumeProps): IVolume {
    return new DockerVolume(scope, id, props, this.provider);
  }

  public createService(scope: Construct, id: string, props: ServiceProps): IService {
    const service = new DockerService(scope, id, props, this.log, this.provider, this.containerProvider);
    this.images.push(service.imageName);
    return service;
  }

  public createTask(scope: Construct, id: string, props: TaskProps): ITask {
    const task = new DockerTask(scope, id, props, this.provider, this.containerProvider);
    this.images.push(task.imageName);
    return task;
  }

  public markReady(scope: Construct, id: string, services: IService[]): ITerraformDependable {
    return new ReadyMark(scope, id, services);
  }
}
