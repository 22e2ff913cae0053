import { Image } from '@cdktf/provider-docker/lib/image';
import { Fn, Lazy, TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { ImageSource } from '../../models/image-source';
import { IImageContent } from '../runtime';
import { BuildContext } from './build-context';

/** What an image is made of. */
export interface DockerImageProps {
  readonly name: string;
  readonly source: ImageSource;
  readonly content: IImageContent;
}

/** The image of a container: built from its content, or taken from a registry. Its parts belong to the container's scope. */
export class DockerImage {
  /** A short hash of everything in it. */
  public readonly configurationHash: string;
  /** Its name, for the container. */
  public readonly name: string;
  /** Where the name is found in Terraform's language. */
  public readonly nameExpression: string;

  private readonly context: BuildContext;
  private readonly buildLogFile: string;

  public constructor(
    scope: Construct,
    private readonly props: DockerImageProps,
    provider?: TerraformProvider,
  ) {
    // The provider says only that a build failed; why stands in the log, beside the stack's JSON.
    this.buildLogFile = `build-${props.name}.log`;
    const settings = { baseImage: props.source.baseImage ?? '', buildLogFile: this.buildLogFile };
    const { name, content, source } = props;
    this.context = new BuildContext(scope, 'Context', name, content, settings, source.packages);
    this.configurationHash = Lazy.stringValue({ produce: () => this.hash() });
    const image = this.image(scope, provider);
    this.name = image.name;
    this.nameExpression = `${image.terraformResourceType}.${image.friendlyUniqueId}.name`;
  }

  private hash(): string {
    const { hash, lateValues: values } = this.context;
    return values.length === 0 ? hash : `${hash}-${Fn.substr(Fn.sha256(Fn.join(' ', values)), 0, 12)}`;
  }

  /**
   * Its name carries the hash of what is in it, and the container refers to the name: a container is replaced when its
   * configuration changes, and not because an image with the same content was built again.
   */
  private image(scope: Construct, provider?: TerraformProvider): Image {
    const { name, source } = this.props;
    if (source.reference !== undefined) {
      return new Image(scope, 'Image', { provider, name: source.reference, keepLocally: true });
    }
    return new Image(scope, 'Image', {
      provider,
      name: `${name}:${this.configurationHash}`,
      buildAttribute: {
        context: Lazy.stringValue({ produce: () => this.context.directory }),
        buildLogFile: this.buildLogFile,
        buildArgs: {
          BASE_IMAGE: source.baseImage ?? '',
          TERRAFORM_VALUES: Lazy.stringValue({ produce: () => this.context.lateValues.join(' ') || undefined }),
        },
      },
      // The new image is there before the old container goes.
      lifecycle: { createBeforeDestroy: true },
    });
  }
}
