import { docker } from '../test/tooling/engine';
import { ProgramResult, runOrThrow, runProgram } from '../test/tooling/program';
import { DELIVERY_NETWORK, LABEL, PEERS_NETWORK } from './names';

/** What it ends with is the caller's to judge. */
export const tryDocker = (...args: string[]): ProgramResult => runProgram('docker', args);

/** Builds a folder, the way every engine and client can. */
export const build = (tag: string, folder: string, args: Readonly<Record<string, string>> = {}): void => {
  const buildArgs = Object.entries(args).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);
  runOrThrow('docker', ['build', '--force-rm', ...buildArgs, '--tag', tag, folder], {
    env: { ...process.env, DOCKER_BUILDKIT: '0' },
  });
};

/** The gateway's containers log like this, and so do all others. */
const LOG = ['--log-driver', 'local', '--log-opt', 'max-size=10m', '--log-opt', 'max-file=5'];

/** Starts a container beside the gateway, on the peers' network. */
export const start = (
  name: string,
  image: string,
  options: readonly string[],
  command: readonly string[] = [],
): void => {
  docker(
    ...['run', '--detach', '--name', name, '--label', LABEL, '--network', PEERS_NETWORK, ...LOG],
    ...[...options, image, ...command],
  );
};

export const remove = (...containers: readonly string[]): void => {
  if (containers.length > 0) {
    // The engine does not kill what stands still.
    tryDocker('unpause', ...containers);
    tryDocker('rm', '--force', '--volumes', ...containers);
  }
};

export const makePeersNetwork = (): void => void docker('network', 'create', '--label', LABEL, PEERS_NETWORK);

/** Removes everything beside the gateway, also what an interrupted run has left. */
export const removeAll = (): void => {
  tryDocker('network', 'disconnect', '--force', DELIVERY_NETWORK, 'bench-sink');
  remove(...docker('ps', '--all', '--quiet', '--filter', `label=${LABEL}`).split('\n').filter(Boolean));
  tryDocker('network', 'rm', PEERS_NETWORK);
};
