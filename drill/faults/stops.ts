import { docker, pause } from '../../test/tooling/engine';
import { PARTS } from '../names';
import { Fault } from './fault';

const stopped = (container: string): Fault => ({
  name: `stop ${container}`,
  what: `${container} is stopped, and started again`,
  seconds: 5,
  cause: () => {
    docker('stop', container);
    return () => void docker('start', container);
  },
});

const paused = (container: string): Fault => ({
  name: `pause ${container}`,
  what: `${container} stands still`,
  seconds: 5,
  cause: async () => {
    await pause(container);
    return () => void docker('unpause', container);
  },
});

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
