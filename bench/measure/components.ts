import * as fs from 'fs';

/** Clock ticks of a second, in what the kernel tells of processes. */
export const CLOCK_TICKS = 100;

/** A process, as far as its component's account needs it. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Seconds, with those of its children that have ended. */
  readonly cpu: number;
  /** The component that begins with it. */
  readonly begins?: string;
}

/** A component begins with `tini -s -- env COMPONENT=NAME ...`: all that it starts stays below that process, daemons too. */
const begun = (commandLine: string): string | undefined =>
  /^tini\0-s\0--\0env\0COMPONENT=([\w-]+)\0/.exec(commandLine)?.[1];

/** @param stat a line of `/proc/PID/stat` */
export const processOf = (stat: string, commandLine: string): Process => {
  // The name is in brackets, and may have blanks in it.
  const [pid, fields] = [parseInt(stat, 10), stat.slice(stat.lastIndexOf(')') + 2).split(' ')];
  const cpu = fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / CLOCK_TICKS;
  return { pid, parent: Number(fields[1]), cpu, begins: begun(commandLine) };
};

/** Reads processes; those that have ended meanwhile are in their parents' time. */
export const readProcesses = (pids: readonly number[]): Process[] =>
  pids.flatMap((pid) => {
    try {
      return [processOf(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'), fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8'))];
    } catch {
      return [];
    }
  });

/** The processes of each component. */
export const byComponent = (processes: readonly Process[]): Map<string, Process[]> => {
  const known = new Map(processes.map((process) => [process.pid, process]));
  const componentOf = (process?: Process): string | undefined =>
    process && (process.begins ?? componentOf(known.get(process.parent)));
  const components = new Map<string, Process[]>();
  for (const process of processes) {
    const component = componentOf(process);
    if (component !== undefined) {
      components.set(component, [...(components.get(component) ?? []), process]);
    }
  }
  return components;
};

/** What is held in memory without a file behind it, in the words of `smaps_rollup`. */
const HELD = /^Pss_(?:Anon|Shmem):\s+(\d+) kB$/gm;

/** MiB in such an account: what several processes have in common is divided among them. */
export const heldIn = (smaps: string): number =>
  [...smaps.matchAll(HELD)].reduce((sum, [, kibibytes]) => sum + Number(kibibytes), 0) / 1024;

/** MiB of some processes: like a container's memory without the page cache. */
export const memoryOf = (processes: readonly Process[]): number =>
  processes.reduce((sum, { pid }) => {
    try {
      return sum + heldIn(fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
    } catch {
      return sum;
    }
  }, 0);
