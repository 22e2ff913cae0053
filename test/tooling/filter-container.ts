import { DualMtaStackProps } from 'cdktf-dual-mta';
import { ContainerImage } from './container-image';
import { eventually } from './eventually';
import { MapsTask, MapsVolume } from './maps-volume';
import { argumentsOf, RunningContainer } from './running-container';
import { buildImageOf } from './stack-image';
import { synthesizeGateway } from './synthesized-stack';

const NAME = 'gateway-filter';

/** Where a filter runs. */
export interface FilterPlace {
  /** Its network, and its address there. */
  readonly network?: { readonly name: string; readonly address: string };
  /** More arguments of `docker run`, such as those that mount secrets. */
  readonly more?: readonly string[];
}

/** The filter of a gateway, built and run as Terraform does it; on a network of the test, or on none. */
export class FilterContainer {
  public static async start(
    props: Partial<DualMtaStackProps>,
    { network, more = [] }: FilterPlace = {},
  ): Promise<FilterContainer> {
    const stack = synthesizeGateway(props);
    const image = buildImageOf(stack, NAME);
    const maps = MapsVolume.loadedFrom(stack, NAME);
    // No question of its is answered by anybody, and none waits.
    const place = network ? ['--ip', network.address, '--dns', '127.0.0.1'] : [];
    const container = argumentsOf(stack.container(NAME), { network: network?.name });
    const options = [...container, ...maps.argumentsOfMount, ...place, ...more];
    const started = new FilterContainer(image, maps, RunningContainer.start(image.tag, options));
    await eventually('a filter that answers', () =>
      started.container.exec(['/usr/lib/dual-mta/health'], { user: 'amavis' }).code === 0 ? true : undefined,
    );
    return started;
  }

  private constructor(
    public readonly image: ContainerImage,
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
