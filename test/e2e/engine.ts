import { randomName } from '../tooling/container-image';
import { docker } from '../tooling/engine';
import { eventually } from '../tooling/eventually';
import { ProgramResult, runProgram } from '../tooling/program';

/** The gateway's containers, in the order in which mail meets them, and the resolver. */
export const [RX, FILTER, TX, RESOLVER] = ['e2e-mta-rx', 'e2e-filter', 'e2e-mta-tx', 'e2e-resolver'];
export const PARTS = [RX, FILTER, TX, RESOLVER];
/** The containers that bring maps into the volumes that the first three read, and end. */
export const TASKS = [RX, FILTER, TX].map((part) => `${part}-maps`);
/** The server of example.org. */
export const SINK = 'e2e-sink';

/** What `docker inspect` says of a container, as far as the tests ask. */
export interface ContainerState {
  readonly Id: string;
  readonly Config: { readonly Image: string };
  readonly State: {
    readonly Running: boolean;
    readonly ExitCode: number;
    readonly StartedAt: string;
    readonly Health?: { readonly Status: string; readonly Log: readonly { readonly Output: string }[] };
  };
  readonly HostConfig: {
    readonly Memory: number;
    readonly MemorySwap: number;
    readonly Privileged: boolean;
    readonly CapAdd: readonly string[] | null;
  };
  readonly Mounts: readonly { readonly Name?: string }[];
  readonly NetworkSettings: {
    readonly Networks: Readonly<Record<string, { readonly IPAddress: string; readonly IPPrefixLen: number }>>;
  };
}

export const inspect = (container: string): ContainerState =>
  (JSON.parse(docker('inspect', '--type', 'container', container)) as ContainerState[])[0];

/** Runs a program in a container of the stack, as the user that `docker exec` takes there. */
export const exec = (container: string, command: readonly string[], options: readonly string[] = []): ProgramResult =>
  runProgram('docker', ['exec', ...options, container, ...command]);

/** Number and start of each of the gateway's containers: both stay as long as nobody touches it. */
export const identities = (): Record<string, string> => {
  const identity = ({ Id, State }: ContainerState): string => `${Id} since ${State.StartedAt}`;
  return Object.fromEntries(PARTS.map((part) => [part, identity(inspect(part))]));
};

/** Waits until a container is healthy; with `before`, one that has been started again since then. */
export const untilHealthy = async (container: string, before?: ContainerState): Promise<void> => {
  try {
    await eventually(`${container} healthy`, () => {
      const { State } = inspect(container);
      return State.Health?.Status === 'healthy' && State.StartedAt !== before?.State.StartedAt ? true : undefined;
    });
  } catch (error) {
    const { said } = runProgram('docker', ['logs', '--tail', '20', container]);
    throw new Error(`${String(error)}\n${JSON.stringify(inspect(container).State)}\n${said}`);
  }
};

/** Kills a container as a crash of the machine would, and starts it again. */
export const killAndStart = async (container: string): Promise<void> => {
  const before = inspect(container);
  docker('kill', '--signal', 'KILL', container);
  docker('start', container);
  await untilHealthy(container, before);
};

/** Runs a program of MTA-RX's image in a container of its own. */
export const runBeside = (command: readonly string[], options: readonly string[]): ProgramResult => {
  const [program, ...args] = command;
  const image = inspect(RX).Config.Image;
  const own = ['--rm', '--name', randomName('beside'), '--user', '0', '--entrypoint', program];
  return runProgram('docker', ['run', ...own, ...options, image, ...args]);
};

/** Number of an image. */
export const imageId = (name: string): string => docker('image', 'inspect', '--format', '{{.Id}}', name);

/** Removes an image that no name is left of, and leaves the layers that the next run will need. */
export const removeImageWithoutName = (id: string): void => {
  if (docker('image', 'ls', '--no-trunc', '--quiet', '--filter', 'dangling=true').includes(id)) {
    docker('image', 'rm', '--no-prune', id);
  }
};
