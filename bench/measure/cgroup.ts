import * as fs from 'fs';
import * as path from 'path';
import { docker } from '../../test/tooling/engine';

const ROOT = '/sys/fs/cgroup';
const MIB = 1024 * 1024;

const read = (file: string): string => fs.readFileSync(file, 'utf8');

const numberIn = (text: string, name: string): number =>
  Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1] ?? NaN);

/** Where the kernel keeps account of a container. It is read from outside: a program in the container would be counted. */
export class Cgroup {
  public static of(container: string): Cgroup {
    const pid = docker('inspect', '--format', '{{.State.Pid}}', container);
    const lines = read(`/proc/${pid}/cgroup`).trim().split('\n');
    const folders = new Map<string, string>();
    for (const [, controllers, folder] of lines.map((line) => /^\d+:([^:]*):(.*)$/.exec(line) ?? [])) {
      for (const controller of controllers.split(',')) {
        folders.set(controller, path.join(ROOT, controllers, folder));
      }
    }
    return new Cgroup(folders);
  }

  /** @param folders by controller; version 2 has one for all of them, without a name */
  private constructor(private readonly folders: ReadonlyMap<string, string>) {}

  /** Processor time since the container's start, in seconds. */
  public cpu(): number {
    return this.isVersion1
      ? Number(this.read('cpuacct', 'cpuacct.usage')) / 1e9
      : numberIn(this.read('', 'cpu.stat'), 'usage_usec') / 1e6;
  }

  /** What the engine holds against the container's limit, without what it can throw away; MiB. */
  public memory(): number {
    const [used, reclaimable] = this.isVersion1
      ? [this.read('memory', 'memory.usage_in_bytes'), numberIn(this.read('memory', 'memory.stat'), 'total_cache')]
      : [this.read('', 'memory.current'), numberIn(this.read('', 'memory.stat'), 'file')];
    return (Number(used) - reclaimable) / MIB;
  }

  /** The numbers of its processes, as this machine sees them. */
  public processes(): number[] {
    return this.read(this.isVersion1 ? 'cpuacct' : '', 'cgroup.procs')
      .trim()
      .split('\n')
      .filter(Boolean)
      .map(Number);
  }

  private get isVersion1(): boolean {
    return this.folders.has('cpuacct');
  }

  private read(controller: string, file: string): string {
    return read(path.join(this.folders.get(controller) ?? ROOT, file));
  }
}
