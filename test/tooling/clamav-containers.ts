import { DualMtaStackProps } from 'cdktf-dual-mta';
import { ContainerImage, randomName } from './container-image';
import { runProgram } from './program';
import { argumentsOf, RunningContainer } from './running-container';
import { buildImageOf } from './stack-image';
import { synthesizeGateway } from './synthesized-stack';

const IMPATIENT = ['--dns-option', 'timeout:1', '--dns-option', 'attempts:1'];

/** ClamAV's two containers and the volume that they share, built and run as Terraform does it. */
export class ClamAvContainers {
  private readonly signatures = randomName('signatures');
  private readonly images: ContainerImage[] = [];
  private readonly containers: RunningContainer[] = [];

  /** clamd, on a network under an address, or on none. */
  public startClamd(props: Partial<DualMtaStackProps>, network?: { name: string; address: string }): RunningContainer {
    const place = network && ['--ip', network.address];
    return this.start('gateway-filter-clamd', props, network?.name, place);
  }

  /** freshclam, on a network of the test, or on none. */
  public startFreshclam(props: Partial<DualMtaStackProps>, network?: string): RunningContainer {
    // No question about the outside is answered by anybody, and none waits for long.
    return this.start('gateway-filter-freshclam', props, network, network === undefined ? [] : IMPATIENT);
  }

  public remove(): void {
    this.containers.forEach((container) => container.remove());
    this.images.forEach((image) => image.remove());
    runProgram('docker', ['volume', 'rm', '--force', this.signatures]);
  }

  private start(
    name: string,
    props: Partial<DualMtaStackProps>,
    network?: string,
    options: readonly string[] = [],
  ): RunningContainer {
    const stack = synthesizeGateway(props);
    const container = stack.container(name);
    const image = buildImageOf(stack, name);
    this.images.push(image);
    const shared = container.mounts
      .filter(({ target }) => target === '/var/lib/clamav')
      .flatMap(({ target, read_only }) => ['--volume', `${this.signatures}:${target}${read_only ? ':ro' : ''}`]);
    const others = { ...container, mounts: container.mounts.filter(({ target }) => target !== '/var/lib/clamav') };
    const running = RunningContainer.start(image.tag, [...argumentsOf(others, { network }), ...shared, ...options]);
    this.containers.push(running);
    return running;
  }
}
