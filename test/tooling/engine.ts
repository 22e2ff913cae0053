import { eventually } from './eventually';
import { runOrThrow, runProgram } from './program';

/** Runs the engine's client to its end; gives what it printed. */
export const docker = (...args: string[]): string => runOrThrow('docker', args).trim();

/** The address of a container on a network. */
export const addressOn = (network: string, container: string): string =>
  docker('inspect', '--format', `{{(index .NetworkSettings.Networks "${network}").IPAddress}}`, container);

/**
 * Has containers stand still. With cgroup v1 the kernel cannot freeze a group while processes come into being in it, and the
 * engine gives up.
 */
export const pause = async (...containers: readonly string[]): Promise<void> => {
  for (const container of containers) {
    await eventually(
      `${container} standing still`,
      () => runProgram('docker', ['pause', container]).code === 0 || undefined,
      20,
    );
  }
};
