import { docker } from '../engine';
import { PARTS } from '../names';
import { Fault } from './fault';

/** @param verbs the engine's own, for breaking and repairing */
const between = (container: string, what: string, verbs: readonly [string, string]): Fault => ({
  name: `${verbs[0]} ${container}`,
  what: `${container} ${what}`,
  seconds: 5,
  cause: () => {
    docker(verbs[0], container);
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
