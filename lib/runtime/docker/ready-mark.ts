import { Resource } from '@cdktf/provider-null/lib/resource';
import { ITerraformDependable } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { IService } from '../runtime';
import { DockerService } from './docker-service';

/**
 * A `null_resource` that exists from the moment on at which all services are healthy, and is replaced when the
 * configuration of one changes: the thing for a larger stack to depend on.
 */
export class ReadyMark extends Construct implements ITerraformDependable {
  public readonly fqn: string;

  public constructor(scope: Construct, id: string, services: IService[]) {
    super(scope, id);
    const resource = new Resource(this, 'Resource', {
      triggers: Object.fromEntries(services.map((service) => [service.serviceName, service.configurationHash])),
      dependsOn: services.filter(isDockerService).map((service) => service.container),
    });
    this.fqn = resource.fqn;
  }
}

const isDockerService = (construct: IConstruct): construct is DockerService => construct instanceof DockerService;
