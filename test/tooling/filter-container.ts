import { DualMtaStackProps } from 'cdktf-dual-mta';
import { ContainerImage } from './container-image';
import { eventually } from './eventually';
import { MapsTask, MapsVolume } from './maps-volume';
import { argumentsOf, RunningContainer } from './running-container';
import { buildImageOf } from './stack-image';
import { synthesizeGateway } from './synthesized-stack';

const NAME = 'gateway-filter';

/** The filter of a gateway, built and run as Terraform does it, but without its networks. */
export class FilterContainer {
  public static async start(props: Partial<DualMtaStackProps>): Promise<FilterContainer> {
    const stack = synthesizeGateway(props);
    const image = buildImageOf(stack, NAME);
    const maps = MapsVolume.loadedFrom(stack, NAME);
    const options = [...argumentsOf(stack.container(NAME)), ...maps.argumentsOfMount];
    const started = new FilterContainer(image, maps, RunningContainer.start(image.tag, options));
    await eventually('a filter that answers', () =>
      started.container.exec(['/usr/lib/dual-mta/health'], { user: 'amavis' }).code === 0 ? true : undefined,
    );
    return started;
  }

  private constructor(
    private readonly image: ContainerImage,
    private readonly maps: MapsVolume,
    public readonly container: RunningContainer,
  ) {}

  /** The task with the maps of another configuration, for the volume of this filter. */
  public mapsOf(props: Partial<DualMtaStackProps>): MapsTask {
    return this.maps.task(synthesizeGateway(props), NAME);
  }

  public remove(): void {
    this.container.remove();
    this.maps.remove();
    this.image.remove();
  }
}
