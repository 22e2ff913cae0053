import { ContainerImage, randomName } from './container-image';
import { runOrThrow, runProgram } from './program';
import { argumentsOf } from './running-container';
import { buildImageOf } from './stack-image';
import { SynthesizedStack } from './synthesized-stack';

/** The task that brings the maps of a service into their volume, as Terraform runs it. */
export class MapsTask {
  private readonly image: ContainerImage;
  private readonly options: readonly string[];

  public constructor(stack: SynthesizedStack, service: string, volume: string) {
    const name = `${service}-maps`;
    const task = stack.container(name);
    this.image = buildImageOf(stack, name);
    this.options = [
      ...argumentsOf(task, { volumes: false }),
      ...task.mounts.flatMap(({ target }) => ['--volume', `${volume}:${target}`]),
    ];
  }

  /** Runs it to its end, and gives what it said. */
  public load(): string {
    return this.run([]);
  }

  /** Runs something else in its place. */
  public run(command: readonly string[]): string {
    const [entrypoint, ...args] = command;
    const instead = entrypoint === undefined ? [] : ['--entrypoint', entrypoint];
    const name = randomName('task');
    return runOrThrow('docker', ['run', '--rm', '--name', name, ...this.options, ...instead, this.image.tag, ...args]);
  }

  public remove(): void {
    this.image.remove();
  }
}

/** The volume with the maps of a service. */
export class MapsVolume {
  /** @param service the container whose maps they are */
  public static loadedFrom(stack: SynthesizedStack, service: string): MapsVolume {
    const [{ target }] = stack.container(`${service}-maps`).mounts;
    const volume = new MapsVolume(target);
    const task = volume.task(stack, service);
    try {
      task.load();
    } catch (error) {
      volume.remove();
      throw error;
    } finally {
      task.remove();
    }
    return volume;
  }

  private readonly name = randomName('maps');

  private constructor(private readonly path: string) {}

  /** For the service's `docker run`. */
  public get argumentsOfMount(): string[] {
    return ['--volume', `${this.name}:${this.path}:ro`];
  }

  /** What fills it. */
  public task(stack: SynthesizedStack, service: string): MapsTask {
    return new MapsTask(stack, service, this.name);
  }

  public remove(): void {
    runProgram('docker', ['volume', 'rm', '--force', this.name]);
  }
}
