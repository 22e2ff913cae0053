import { Construct } from 'constructs';
import { ImageSource } from '../models/image-source';
import { QueueVolume, RemovalPolicy } from '../models/queue-volume';
import { IImageContent, IRuntime, ITask, Mount } from '../runtime/runtime';

/** Options of a service's maps. */
export interface MapsVolumeProps {
  readonly runtime: IRuntime;
  /** Name of the service; that of the volume and of the task is this one with `-maps` behind. */
  readonly name: string;
  /** Where the service finds them. */
  readonly path: string;
  /** Where the service's own image comes from. */
  readonly image?: ImageSource;
  /** Where the image of the task comes from. */
  readonly mapsImage?: ImageSource;
  /** What is in it. */
  readonly content: IImageContent;
}

/**
 * What a service looks up and what changes with every domain and recipient: in a volume that the service only reads, and
 * that a container of its own writes, so that such a change does not touch the service.
 */
export class MapsVolume extends Construct {
  /** The volume, for the service. */
  public readonly mount: Mount;
  /** What fills it. */
  public readonly task: ITask;

  public constructor(scope: Construct, id: string, props: MapsVolumeProps) {
    super(scope, id);
    const { runtime, path, image, mapsImage, content } = props;
    const name = `${props.name}-maps`;
    // All that is in it is in the task's image too.
    const volume = runtime.createVolume(this, 'Volume', { name, volume: QueueVolume.managed(RemovalPolicy.DESTROY) });
    this.mount = { volume, path, readOnly: true };
    this.task = runtime.createTask(this, 'Load', {
      name,
      source: mapsImage ?? (image?.reference === undefined ? image : undefined) ?? ImageSource.fromBaseImage(),
      content,
      mounts: [{ volume, path }],
    });
  }
}
