import { RunningContainer } from '../../test/tooling/running-container';

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
