import { Resource } from '@cdktf/provider-null/lib/resource';
import { ITerraformDependable } from 'cdktf';
import { Construct, IConstruct } from 'constructs';
import { IService } from '../runtime';
import { DockerService } from './docker-service';

/**
 * A `null_resource` that exists from the moment on at which all services are healthy, and is replaced when the
 * configuration of one, or a task of it, changes: the thing for a larger stack to depend on.
 */
export class ReadyMark extends Construct implements ITerraformDependable {
  public readonly fqn: string;

  public constructor(scope: Construct, id: string, services: IService[]) {
    super(scope, id);
    const docker = services.filter(isDockerService);
    const tasks = docker.flatMap((service) => service.tasks);
    const hashes = [
      ...services.map((service) => [service.serviceName, service.configurationHash]),
      ...tasks.map((task) => [task.taskName, task.configurationHash]),
    ];
    const resource = new Resource(this, 'Resource', {
      triggers: Object.fromEntries(hashes) as Record<string, string>,
      dependsOn: [...docker, ...tasks].map(({ container }) => container),
    });
    this.fqn = resource.fqn;
  }
}

const isDockerService = (construct: IConstruct): construct is DockerService => construct instanceof DockerService;
