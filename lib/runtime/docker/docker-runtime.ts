import { Construct, IConstruct } from 'constructs';
import { TerraformProvider } from 'cdktf';
import { INetwork, IRuntime, IService, IVolume, NetworkProps, ServiceProps, VolumeProps } from '../runtime';
import { DockerNetwork } from './docker-network';
import { DockerService } from './docker-service';
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
}

/** One container a service, on one Docker engine. */
export class DockerRuntime implements IRuntime {
  private readonly provider?: TerraformProvider;

  public constructor(props: DockerRuntimeProps = {}) {
    this.provider = props.provider;
  }

  public createNetwork(scope: Construct, id: string, props: NetworkProps): INetwork {
    return new DockerNetwork(scope, id, props, this.provider);
  }

  public createVolume(scope: Construct, id: string, props: VolumeProps): IVolume {
    return new DockerVolume(scope, id, props, this.provider);
  }

  public createService(scope: Construct, id: string, props: ServiceProps): IService {
    return new DockerService(scope, id, props, this.provider);
  }

  public markReady(scope: Construct, id: string, services: IService[]): IConstruct {
    return new ReadyMark(scope, id, services);
  }
}
