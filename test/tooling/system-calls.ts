import * as path from 'path';
import { ContainerImage } from './container-image';
import { docker } from './engine';
import { eventually } from './eventually';
import { runProgram } from './program';
import { RunningContainer } from './running-container';

/** Writes down the system calls of processes in a container, and of those that they start. */
export class SystemCalls {
  /**
   * @param pids the processes, as the container itself sees them
   * @param calls names of system calls
   */
  public static async of(
    container: RunningContainer,
    pids: readonly string[],
    calls: readonly string[],
  ): Promise<SystemCalls> {
    const image = ContainerImage.build(path.join(__dirname, 'strace'));
    const tracer = RunningContainer.start(
      image.tag,
      [
        ...['--network', 'none', '--pid', `container:${container.name}`],
        ...['--cap-add', 'SYS_PTRACE', '--security-opt', 'seccomp=unconfined'],
      ],
      ['-f', '-y', '-s', '80', '-e', `trace=${calls.join()}`, ...pids.flatMap((pid) => ['-p', pid])],
    );
    const started = new SystemCalls(image, tracer);
    try {
      await eventually('strace at work', () => tracer.logs().includes('attached') || undefined);
    } catch (error) {
      started.remove();
      throw error;
    }
    return started;
  }

  private constructor(
    private readonly image: ContainerImage,
    private readonly tracer: RunningContainer,
  ) {}

  /** Has strace let go, and gives a line for each call, in order; files are named beside their numbers. */
  public end(): string[] {
    runProgram('docker', ['kill', '--signal', 'INT', this.tracer.name]);
    docker('wait', this.tracer.name);
    const lines = this.tracer.logs().split('\n');
    this.remove();
    return lines;
  }

  public remove(): void {
    this.tracer.remove();
    this.image.remove();
  }
}
