import { ProgramResult, runProgram } from './program';
import { ContainerJson } from './terraform-json';

/** What the kernel says of a process (/proc/PID/status), each line by its name. */
export type ProcessStatus = Readonly<Record<string, string>>;

/**
 * What the engine gives every container beside the stack's places: devices, terminals, POSIX message queues (they take no
 * files), the directory of cgroups, and what it lays over parts of /proc. Only root can write there, but for the queues.
 */
const OF_THE_ENGINE = /^\/(dev(\/pts|\/mqueue)?|proc(\/.*)?|sys\/fs\/cgroup)$/;
const QUEUES = '/dev/mqueue';
const CAPABILITIES = ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'];

/** What a running container can do, as its own kernel files say, and what its stack says that it may. */
export class Confinement {
  public constructor(
    private readonly container: string,
    private readonly described: ContainerJson,
  ) {}

  /** The processes that it is there for: the first one and what that has started. Health checks are none of them. */
  public get processes(): ProcessStatus[] {
    const { stdout } = this.exec(['sh', '-c', 'for file in /proc/[0-9]*/status; do cat "$file"; echo; done']);
    const all = stdout
      .split('\n\n')
      .map((status) =>
        Object.fromEntries([...status.matchAll(/^(\w+):\s*(.*)$/gm)].map(([, name, value]) => [name, value])),
      )
      .filter(({ Pid }) => Pid !== undefined);
    const found = all.filter(({ Pid }) => Pid === '1');
    // It grows while it is gone through: children of children come too.
    for (const { Pid } of found) {
      found.push(...all.filter(({ PPid }) => PPid === Pid));
    }
    return found;
  }

  /** Those that are root in some way, or have a capability, or a way to get one, or any system call there is. */
  public get powerfulProcesses(): ProcessStatus[] {
    return this.processes.filter(
      ({ Uid, Gid, Groups, NoNewPrivs, Seccomp, ...status }) =>
        [Uid, Gid, Groups].some((ids) => ids.split(/\s+/).includes('0')) ||
        CAPABILITIES.some((set) => !/^0+$/.test(status[set])) ||
        NoNewPrivs !== '1' ||
        // 2: a filter of system calls.
        Seccomp !== '2',
    );
  }

  /** Where its stack lets it write. */
  public get declaredPlaces(): string[] {
    const { mounts, tmpfs = {} } = this.described;
    const volumes = mounts.filter(({ read_only: readOnly }) => !readOnly).map(({ target }) => target);
    return [...volumes, ...Object.keys(tmpfs)].sort();
  }

  /** What is mounted for writing, beside what every container has. */
  public get writableMounts(): string[] {
    const lines = this.exec(['cat', '/proc/self/mountinfo']).stdout.trim().split('\n');
    return lines
      .map((line) => line.split(' '))
      .filter(([, , , , place, options]) => options.split(',').includes('rw') && !OF_THE_ENGINE.test(place))
      .map(([, , , , place]) => place)
      .sort();
  }

  /** The files and directories that its user may write, but for those within another. */
  public get writablePlaces(): string[] {
    const search = ['/', '-path', '/proc', '-prune', '-o', '-writable', '!', '-type', 'l', '!', '-type', 'c', '-print'];
    const found = this.execAsUser('find', ...search)
      .stdout.trim()
      .split('\n');
    return found.filter((place) => place !== QUEUES && !found.some((other) => place.startsWith(`${other}/`))).sort();
  }

  /** How many processes the stack lets its user have. */
  public get processLimit(): number | undefined {
    return this.described.ulimit?.find(({ name }) => name === 'nproc')?.hard;
  }

  /** The limits that its processes are held to, each once. */
  public get heldProcessLimits(): number[] {
    const { stdout } = this.exec(['sh', '-c', 'cat /proc/[0-9]*/limits']);
    const limits = [...stdout.matchAll(/^Max processes +(\w+) +(\w+)/gm)].flatMap(([, soft, hard]) => [soft, hard]);
    return [...new Set(limits)].map(Number);
  }

  /** Runs a program as its own user. */
  public execAsUser(...command: readonly string[]): ProgramResult {
    const [user] = this.processes[0].Uid.split('\t');
    return this.exec(command, ['--user', user]);
  }

  private exec(command: readonly string[], options: readonly string[] = []): ProgramResult {
    return runProgram('docker', ['exec', ...options, this.container, ...command]);
  }
}
