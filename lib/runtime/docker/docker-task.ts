import { Container } from '@cdktf/provider-docker/lib/container';
import { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { ITask, TaskProps } from '../runtime';
import { DockerImage } from './docker-image';
import { mountsOf } from './docker-volume';

/** Enough for copying a few files. */
const MEMORY_MEBIBYTES = 64;

/** A task as a container that Terraform starts, and waits for until it has ended. It is replaced when its image is another. */
export class DockerTask extends Construct implements ITask {
  public readonly taskName: string;
  public readonly configurationHash: string;

  /** The container itself, for what has no property. */
  public readonly container: Container;
  /** Where the image's name is found in Terraform's language. */
  public readonly imageName: string;

  public constructor(
    scope: Construct,
    id: string,
    props: TaskProps,
    imageProvider?: TerraformProvider,
    provider: TerraformProvider | undefined = imageProvider,
  ) {
    super(scope, id);
    this.taskName = props.name;
    const image = new DockerImage(this, props, imageProvider);
    this.configurationHash = image.configurationHash;
    this.imageName = image.nameExpression;
    this.container = new Container(this, 'Container', {
      provider,
      name: props.name,
      image: image.name,
      // Root that may do no more than any owner of a file: what it writes belongs to root.
      user: '0:0',
      networkMode: 'none',
      readOnly: true,
      capabilities: { drop: ['ALL'] },
      securityOpts: ['no-new-privileges'],
      ipcMode: 'none',
      memory: MEMORY_MEBIBYTES,
      memorySwap: MEMORY_MEBIBYTES,
      mounts: mountsOf(props.mounts),
      restart: 'no',
      // It has ended when the apply goes on, and that is as it should be.
      mustRun: false,
      attach: true,
      logs: true,
      lifecycle: {
        // The provider itself takes any end for a good one.
        postcondition: [
          {
            condition: '${self.exit_code == 0}',
            errorMessage:
              `${props.name} ended with status \${self.exit_code}: \${self.container_logs}` +
              `After mending it: docker rm ${props.name}, and apply again.`,
          },
        ],
      },
    });
  }
}
