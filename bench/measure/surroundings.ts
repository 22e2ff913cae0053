import * as fs from 'fs';
import { Account } from './usage';
import { CLOCK_TICKS, readProcesses } from './components';

/** The engine's own processes: what containers log goes through them, and what comes to published ports on this machine. */
const ENGINE = /^(dockerd|docker-proxy|containerd|containerd-shim.*)$/;

const nameOf = (pid: number): string => {
  try {
    return fs.readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
};

const engine = (): number[] =>
  fs
    .readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && ENGINE.test(nameOf(pid)));

/** @param stat of `/proc/stat` */
export const busyIn = (stat: string): number => {
  const [user, nice, system, , , interrupts, soft] = (/^cpu +(.*)$/m.exec(stat)?.[1] ?? '').split(' ').map(Number);
  return (user + nice + system + interrupts + soft) / CLOCK_TICKS;
};

/** Seconds of processor time so far beside the containers': the engine's, and that of the whole machine with all that is on it. */
export const surroundings = (): Account => ({
  engine: readProcesses(engine()).reduce((sum, { cpu }) => sum + cpu, 0),
  machine: busyIn(fs.readFileSync('/proc/stat', 'utf8')),
});
