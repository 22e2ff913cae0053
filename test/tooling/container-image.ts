import { randomBytes } from 'crypto';
import { ProgramResult, runProgram } from './program';

export interface ContainerOptions {
  /** More arguments of `docker run`. */
  readonly options?: readonly string[];
  /** What is written to the program's standard input. */
  readonly input?: string;
}

/** What ended the building of an image, with everything that the engine said. */
export class BuildFailed extends Error {}

/** Names of what the tests make on the engine; two runs at a time do not meet. */
export const randomName = (what: string): string => `test-${what}-${randomBytes(4).toString('hex')}`;

/** An image that was built for a test, until it is removed. */
export class ContainerImage {
  /** Builds a folder, the way every engine and client can. */
  public static build(folder: string, baseImage = 'debian:bookworm-slim'): ContainerImage {
    const tag = randomName('image');
    const { code, said } = runProgram(
      'docker',
      // Its own label makes it an image of its own: removing it takes nothing away from who has built the same meanwhile.
      [
        'build',
        '--force-rm',
        ...['--build-arg', `BASE_IMAGE=${baseImage}`, '--label', `test=${tag}`, '--tag', tag],
        folder,
      ],
      { env: { ...process.env, DOCKER_BUILDKIT: '0' } },
    );
    if (code !== 0) {
      throw new BuildFailed(said);
    }
    return new ContainerImage(tag);
  }

  private constructor(public readonly tag: string) {}

  /** Runs a program in a container without any network, to its end. */
  public run(command: readonly string[], { options = [], input = '' }: ContainerOptions = {}): ProgramResult {
    const [program, ...args] = command;
    const isolated = ['--rm', '--interactive', '--network', 'none', '--name', randomName('container')];
    return runProgram('docker', ['run', ...isolated, ...options, '--entrypoint', program, this.tag, ...args], {
      input,
    });
  }

  /** Runs lines of shell in a container without any network. */
  public shell(script: string, options?: readonly string[]): ProgramResult {
    return this.run(['sh', '-eu'], { options, input: script });
  }

  public remove(): void {
    // Without --no-prune the layer with the packages would go too, and the next build would take a minute.
    runProgram('docker', ['image', 'rm', '--force', '--no-prune', this.tag]);
  }
}
