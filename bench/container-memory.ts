import { RunningContainer } from '../test/tooling/running-container';

const MIB = 1024 * 1024;

const numberIn = (text: string, name: string): number =>
  Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1] ?? NaN);

/** What the engine holds against a container's limit, without what it can throw away; MiB. */
export const memoryOf = (container: RunningContainer): number => {
  const read = (file: string) => container.exec(['cat', `/sys/fs/cgroup/${file}`], { user: 'amavis' });
  const v1 = read('memory/memory.usage_in_bytes');
  const [used, reclaimable] =
    v1.code === 0
      ? [v1.stdout, numberIn(read('memory/memory.stat').stdout, 'total_cache')]
      : [read('memory.current').stdout, numberIn(read('memory.stat').stdout, 'file')];
  return (Number(used) - reclaimable) / MIB;
};

/** Of the daemon's first process and of the others on average, what is shared divided among them (PSS); MiB. */
export const sharesOf = (filter: RunningContainer): { readonly master: number; readonly child: number } => {
  const script =
    'for pid in $(pgrep -f "^/usr/sbin/amavisd"); do ' +
    'echo "$(tr -d "\\0" < /proc/$pid/cmdline) $(grep ^Pss: /proc/$pid/smaps_rollup)"; done';
  const lines = filter.exec(['sh', '-c', script], { user: 'amavis' }).stdout.trim().split('\n');
  const sizes = (isMaster: boolean): number[] =>
    lines
      .filter((line) => line.includes('(master)') === isMaster)
      .map((line) => Number(/Pss:\s+(\d+) kB/.exec(line)?.[1]) / 1024);
  const children = sizes(false);
  return { master: sizes(true)[0], child: children.reduce((sum, one) => sum + one, 0) / children.length };
};
