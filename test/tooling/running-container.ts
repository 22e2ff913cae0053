import { randomName } from './container-image';
import { ProgramResult, runOrThrow, runProgram } from './program';
import { ContainerJson } from './terraform-json';

/**
 * How the engine is told what Terraform would tell it of a container; without its ports, volumes' names and what it
 * only reads, and on no network where none is named.
 */
export const argumentsOf = (
  container: ContainerJson,
  own: { readonly volumes?: boolean; readonly network?: string } = {},
): string[] => [
  ...['--network', own.network ?? 'none'],
  ...(container.hostname === undefined
    ? []
    : ['--hostname', container.hostname, '--add-host', `${container.hostname}:127.0.0.1`]),
  ...['--memory', `${container.memory}m`, '--memory-swap', `${container.memory_swap}m`],
  ...(container.cpu_shares === undefined ? [] : ['--cpu-shares', String(container.cpu_shares)]),
  ...(container.ulimit ?? []).flatMap(({ name, soft, hard }) => ['--ulimit', `${name}=${soft}:${hard}`]),
  ...Object.entries(container.sysctls ?? {}).flatMap(([name, value]) => ['--sysctl', `${name}=${value}`]),
  ...(container.read_only ? ['--read-only'] : []),
  ...(container.ipc_mode === undefined ? [] : ['--ipc', container.ipc_mode]),
  ...(container.user === undefined ? [] : ['--user', container.user]),
  ...container.capabilities.drop.flatMap((capability) => ['--cap-drop', capability]),
  ...(container.capabilities.add ?? []).flatMap((capability) => ['--cap-add', capability.replace(/^CAP_/, '')]),
  ...container.security_opts.flatMap((option) => ['--security-opt', option]),
  ...Object.entries(container.tmpfs ?? {}).flatMap(([path, options]) => ['--tmpfs', `${path}:${options}`]),
  ...(own.volumes === false
    ? []
    : container.mounts.filter(({ read_only }) => !read_only).flatMap(({ target }) => ['--volume', target])),
];

/** A container that runs until it is removed. */
export class RunningContainer {
  public static start(image: string, options: readonly string[], command: readonly string[] = []): RunningContainer {
    const name = randomName('container');
    runOrThrow('docker', ['run', '--detach', '--name', name, ...options, image, ...command]);
    return new RunningContainer(name);
  }

  private constructor(public readonly name: string) {}

  /** Runs a program beside what the container is there for. */
  public exec(
    command: readonly string[],
    { input = '', user = 'root' }: { readonly input?: string | Buffer; readonly user?: string } = {},
  ): ProgramResult {
    return runProgram('docker', ['exec', '--interactive', '--user', user, this.name, ...command], { input });
  }

  /** Waits until its health check passes; throws what the check said last if it does not. */
  public async untilHealthy(seconds = 60, user = 'root'): Promise<void> {
    await this.until('healthy', seconds, () => {
      const { code, said } = this.exec(['/usr/lib/dual-mta/health'], { user });
      return code === 0 ? undefined : said;
    });
  }

  /** Waits until it has ended, and gives its status. */
  public async untilEnded(seconds = 60): Promise<number> {
    await this.until('at its end', seconds, () =>
      this.inspect('{{.State.Running}}') === 'true' ? 'it is running' : undefined,
    );
    return Number(this.inspect('{{.State.ExitCode}}'));
  }

  /** Everything that its processes have printed. */
  public logs(): string {
    return runProgram('docker', ['logs', this.name]).said;
  }

  /** Number of the user of each of its processes, and the program's name. */
  public processes(): { readonly user: string; readonly program: string }[] {
    const [, ...lines] = runOrThrow('docker', ['top', this.name, '-eo', 'uid,pid,comm']).trim().split('\n');
    return lines.map((line) => {
      const [user, , program] = line.trim().split(/\s+/);
      return { user, program };
    });
  }

  /** How many bytes of memory it may use at most, as the kernel holds it to them. */
  public memoryLimit(): number {
    const script = 'cat /sys/fs/cgroup/memory/memory.limit_in_bytes 2> /dev/null || cat /sys/fs/cgroup/memory.max';
    return Number(this.exec(['sh', '-c', script]).stdout);
  }

  /** Its shares of processor time, or what the engine makes of them where the kernel has weights (version 2). */
  public cpuSharesOrWeight(): number {
    const script = 'cat /sys/fs/cgroup/cpu/cpu.shares 2> /dev/null || cat /sys/fs/cgroup/cpu.weight';
    return Number(this.exec(['sh', '-c', script]).stdout);
  }

  /** How often the engine has started it again, and whether the kernel ended one of its processes for want of memory. */
  public mishaps(): { readonly restarts: number; readonly outOfMemory: boolean } {
    const [restarts, outOfMemory] = this.inspect('{{.RestartCount}} {{.State.OOMKilled}}').split(' ');
    return { restarts: Number(restarts), outOfMemory: outOfMemory === 'true' };
  }

  /** Stops it as the engine does, and gives the status that it ended with. */
  public stop(): number {
    runOrThrow('docker', ['stop', '--time', '30', this.name]);
    return Number(this.inspect('{{.State.ExitCode}}'));
  }

  public restart(): void {
    runOrThrow('docker', ['restart', '--time', '30', this.name]);
  }

  public remove(): void {
    runProgram('docker', ['rm', '--force', '--volumes', this.name]);
  }

  private inspect(format: string): string {
    return runOrThrow('docker', ['inspect', '--format', format, this.name]).trim();
  }

  private async until(what: string, seconds: number, missing: () => string | undefined): Promise<void> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const found = missing();
      if (found === undefined) {
        return;
      }
      if (Date.now() > end) {
        throw new Error(`${this.name} was not ${what} within ${seconds} s: ${found}\n${this.logs()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
