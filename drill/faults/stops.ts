import { eventually } from '../../test/tooling/eventually';
import { runProgram } from '../../test/tooling/program';
import { docker } from '../engine';
import { PARTS } from '../names';
import { Fault } from './fault';

/** @param verbs the engine's own, for breaking and repairing */
const between = (container: string, what: string, verbs: readonly [string, string]): Fault => ({
  name: `${verbs[0]} ${container}`,
  what: `${container} ${what}`,
  seconds: 5,
  cause: async () => {
    // With cgroup v1 the kernel cannot freeze a group while processes come into being in it, and the engine gives up.
    await eventually(`docker ${verbs[0]} ${container}`, () =>
      runProgram('docker', [verbs[0], container]).code === 0 ? true : undefined,
    );
    return () => void docker(verbs[1], container);
  },
});

const stopped = (container: string): Fault => between(container, 'is stopped, and started again', ['stop', 'start']);

const paused = (container: string): Fault => between(container, 'stands still', ['pause', 'unpause']);

const restarted = (container: string): Fault => ({
  name: `restart ${container}`,
  what: `${container} is restarted`,
  seconds: 1,
  cause: () => {
    docker('restart', container);
    return undefined;
  },
});

export const STOPS: Fault[] = [...PARTS.map(stopped), ...PARTS.map(paused), ...PARTS.map(restarted)];
