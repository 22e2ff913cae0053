/**
 * How much memory the filter takes: its container with 2 to 8 processes, with SpamAssassin and without, after each process
 * has looked through several messages. It needs Docker, and prints the table of docs/filter-memory.md:
 * `npx tsx bench/filter-memory.ts [ROUNDS] [--json]`.
 */
import { Size } from 'cdktf-dual-mta';
import { eventually } from '../test/tooling/eventually';
import { BESIDE_MTA_TX, FilterClients } from '../test/tooling/filter-clients';
import { FilterContainer } from '../test/tooling/filter-container';
import { RunningContainer } from '../test/tooling/running-container';

const PROCESSES = [2, 4];
/** How often each process gets each message. */
const TIMES = 2;
const MIB = 1024 * 1024;

/** MiB, in one round. */
interface Round {
  /** Of the container, the most that was seen. */
  readonly peak: number;
  /** Of the container, when all is done. */
  readonly after: number;
  /** Of the daemon's first process and of the others on average, what is shared divided among them (PSS). */
  readonly master: number;
  readonly child: number;
}

interface Row {
  readonly spamAssassin: boolean;
  readonly processes: number;
  readonly rounds: Round[];
}

const numberIn = (text: string, name: string): number =>
  Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1] ?? NaN);

/** What the engine holds against the container's limit, without what it can throw away. */
const memoryOf = (filter: RunningContainer): number => {
  const read = (file: string) => filter.exec(['cat', `/sys/fs/cgroup/${file}`], { user: 'amavis' });
  const v1 = read('memory/memory.usage_in_bytes');
  const [used, reclaimable] =
    v1.code === 0
      ? [v1.stdout, numberIn(read('memory/memory.stat').stdout, 'total_cache')]
      : [read('memory.current').stdout, numberIn(read('memory.stat').stdout, 'file')];
  return (Number(used) - reclaimable) / MIB;
};

const shares = (filter: RunningContainer): { readonly master: number; readonly child: number } => {
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

const measure = async (filter: FilterContainer, processes: number): Promise<Round> => {
  const clients = await FilterClients.start(filter, processes, TIMES);
  try {
    let peak = 0;
    await eventually(
      'an end of the messages',
      () => {
        peak = Math.max(peak, memoryOf(filter.container));
        return clients.areDone() ? true : undefined;
      },
      600,
    );
    return { peak, after: memoryOf(filter.container), ...shares(filter.container) };
  } finally {
    clients.remove();
  }
};

/** The number of processes comes with the container, so that one image does for all of them. */
const PROCESSES_FROM_OUTSIDE = '$max_servers = $ENV{FILTER_PROCESSES};';

const row = async (spamAssassin: boolean, processes: number, rounds: number): Promise<Row> => {
  const extraPerl = [
    ...BESIDE_MTA_TX,
    PROCESSES_FROM_OUTSIDE,
    ...(spamAssassin ? [] : ['@bypass_spam_checks_maps = (1);']),
  ];
  const done: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = await FilterContainer.start(
      { filter: { extraPerl, memory: Size.gibibytes(4) } },
      { more: ['--env', `FILTER_PROCESSES=${processes}`] },
    );
    try {
      done.push(await measure(started, processes));
    } finally {
      started.remove();
    }
  }
  return { spamAssassin, processes, rounds: done };
};

const spread = (values: readonly number[]): string => {
  const sorted = [...values].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  return [median, sorted[0], sorted[sorted.length - 1]].map((one) => one.toFixed(0)).join(' / ');
};

const print = ({ spamAssassin, processes, rounds }: Row): void => {
  const cells = (['peak', 'after', 'master', 'child'] as const).map((what) => spread(rounds.map((one) => one[what])));
  console.log(`| ${spamAssassin ? 'yes' : 'no'} | ${processes} | ${cells.join(' | ')} |`);
};

const main = async (rounds: number, isJson: boolean): Promise<void> => {
  const rows: Row[] = [];
  if (!isJson) {
    console.log(
      '| SpamAssassin | processes | at most, MiB | afterwards, MiB | PSS of the master, MiB | PSS of a child, MiB |',
    );
    console.log('| --- | --- | --- | --- | --- | --- |');
  }
  for (const spamAssassin of [true, false]) {
    for (const processes of PROCESSES) {
      const done = await row(spamAssassin, processes, rounds);
      rows.push(done);
      if (!isJson) {
        print(done);
      }
    }
  }
  if (isJson) {
    console.log(JSON.stringify(rows, undefined, 2));
  }
};

const [rounds = 3] = process.argv.slice(2).map(Number).filter(Number.isInteger);
void main(rounds, process.argv.includes('--json'));
