import * as fs from 'fs';
import * as path from 'path';
import { docker } from '../test/tooling/engine';
import { build, remove, tryDocker } from './engine';
import { Account } from './measure/usage';
import { LABEL, NAME } from './names';

const IMAGE = `${NAME}-strace`;
const SETTLING_MS = 1500;

/** How often each component has the disk asked to keep something, in the sum that strace prints. */
export const callsIn = (summary: string): number =>
  [...summary.matchAll(/^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s+(?:\d+\s+)?(?:fsync|fdatasync|syncfs)$/gm)].reduce(
    (sum, [, calls]) => sum + Number(calls),
    0,
  );

const containerOf = (component: string): string => `${NAME}-strace-${component}`;

/** Counts the fsyncs of components while something is done. They are slower meanwhile, so nothing else is measured then. */
export const countFsyncs = async (
  processes: Readonly<Record<string, readonly number[]>>,
  work: () => Promise<void>,
): Promise<Account> => {
  build(IMAGE, path.join(__dirname, '..', 'test', 'tooling', 'strace'));
  const components = Object.keys(processes).filter((component) => processes[component].length > 0);
  try {
    for (const component of components) {
      const alive = processes[component].filter((pid) => fs.existsSync(`/proc/${pid}`));
      docker(
        ...['run', '--detach', '--name', containerOf(component), '--label', LABEL, '--network', 'none'],
        ...['--pid', 'host', '--cap-add', 'SYS_PTRACE', '--security-opt', 'seccomp=unconfined', IMAGE],
        ...['-f', '-c', '-e', 'trace=fsync,fdatasync,syncfs', ...alive.flatMap((pid) => ['-p', String(pid)])],
      );
    }
    await new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
    await work();
    return Object.fromEntries(components.map((component) => [component, callsIn(stop(containerOf(component)))]));
  } finally {
    remove(...components.map(containerOf));
  }
};

/** Has strace let go, and gives what it has counted. */
const stop = (container: string): string => {
  docker('kill', '--signal', 'INT', container);
  docker('wait', container);
  return tryDocker('logs', container).said;
};
