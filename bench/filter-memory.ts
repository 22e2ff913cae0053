/**
 * How much memory the filter takes: its container with 2 to 8 processes, doing this or that, after each process has looked
 * through several messages; and what runs in it beside them. It needs Docker, and prints the tables of
 * docs/filter-memory.md: `npx tsx bench/filter-memory.ts [ROUNDS] [--json]`.
 */
import { AmavisFilterOptions, Size } from 'cdktf-dual-mta';
import { answerDns, ASKS_ITSELF } from '../test/tooling/dns-responder';
import { eventually } from '../test/tooling/eventually';
import { BESIDE_MTA_TX, FilterClients } from '../test/tooling/filter-clients';
import { FilterContainer } from '../test/tooling/filter-container';
import { RunningContainer } from '../test/tooling/running-container';
import { sharesOf } from './measure/shares';
import { Cgroup } from './measure/cgroup';

/** How often each process gets each message. */
const TIMES = 2;
/** As many messages of each kind as Bayes counts from, and how many KiB each has; one is about as large as is learnt. */
const LEARNT: readonly number[] = [480, ...Array.from({ length: 199 }, () => 6)];

/** What the filter does. */
interface Kind {
  readonly name: string;
  readonly filter: AmavisFilterOptions;
  readonly processes: readonly number[];
}

const KINDS: readonly Kind[] = [
  { name: 'yes', filter: {}, processes: [2, 4, 6, 8] },
  { name: 'no', filter: { extraPerl: ['@bypass_spam_checks_maps = (1);'] }, processes: [2, 4, 8] },
  { name: 'yes, network tests', filter: { spamAssassin: { networkTests: true } }, processes: [2, 4] },
  { name: 'yes, Bayes', filter: { spamAssassin: { bayes: {} } }, processes: [2, 4] },
  { name: 'yes, compiled rules', filter: { spamAssassin: { compiledRules: true } }, processes: [2, 4] },
  {
    name: 'yes, scanner of 64 MiB',
    // A program that is started anew for each message, and is there long enough to meet those of the other processes.
    filter: {
      extraPerl: [
        "@av_scanners = (['stand-in', '/usr/bin/perl', '-e vec($x,67108863,8)=1;sleep(5)', [0], [1], qr/x/]);",
      ],
    },
    processes: [2, 4],
  },
];

/** What runs in the container beside amavisd, by its name in the table. */
const LEARNING = 'sa-learn';
const TRYING = 'spamassassin --lint';

/** MiB, in one round. */
interface Round {
  /** Of the container, the most that was seen. */
  readonly peak: number;
  /** Of the container, when all is done. */
  readonly after: number;
  readonly master: number;
  readonly child: number;
  /** What a program beside them added, at most. */
  readonly beside: Readonly<Record<string, number>>;
}

interface Row {
  readonly name: string;
  readonly processes: number;
  readonly rounds: Round[];
}

/** The most that the container has until something is done. */
const peakUntil = async (what: string, filter: FilterContainer, isDone: () => boolean): Promise<number> => {
  let peak = 0;
  await eventually(
    what,
    () => {
      peak = Math.max(peak, Cgroup.of(filter.container.name).memory());
      return isDone() ? true : undefined;
    },
    900,
  );
  return peak;
};

const work = async (filter: FilterContainer, processes: number): Promise<Omit<Round, 'beside'>> => {
  const clients = await FilterClients.start(filter, processes, TIMES);
  try {
    const peak = await peakUntil('an end of the messages', filter, () => clients.areDone());
    return { peak, after: Cgroup.of(filter.container.name).memory(), ...sharesOf(filter.container) };
  } finally {
    clients.remove();
  }
};

/** Runs a program in the container, and gives what it adds. */
const added = async (filter: FilterContainer, command: string): Promise<number> => {
  const { container } = filter;
  const before = Cgroup.of(container.name).memory();
  const script = `(${command}; echo $? > /tmp/ended.new; mv /tmp/ended.new /tmp/ended) > /tmp/said 2>&1 &`;
  container.exec(['sh', '-c', script], { user: 'amavis' });
  const ended = (): string => container.exec(['sh', '-c', 'cat /tmp/ended 2> /dev/null || :']).stdout;
  const peak = await peakUntil(`an end of ${command}`, filter, () => ended() !== '');
  if (ended() !== '0\n') {
    throw new Error(`${command}: ${container.exec(['cat', '/tmp/said']).stdout}`);
  }
  container.exec(['rm', '/tmp/ended'], { user: 'amavis' });
  return peak - before;
};

/** Text of so many KiB that no other text has words in common with, but for some. */
const textOf = (kibibytes: number, seed: number): string =>
  Array.from({ length: kibibytes * 16 }, (_, line) =>
    Array.from(
      { length: 7 },
      (_, word) => ((seed * 7919 + line * 31 + word * 1009) % 200_003).toString(36) + 'words',
    ).join(' '),
  ).join('\n');

const learn = (filter: FilterContainer): Promise<number> => {
  ['spam', 'ham'].forEach((kind, number) => {
    const mail = LEARNT.map((size, index) =>
      [
        'From nobody Mon Jan  5 10:00:00 2026',
        `From: someone${index}@${kind}.example`,
        `Subject: ${kind} ${index}`,
        `Message-ID: <${kind}-${index}@example.net>`,
        ...['', textOf(size, 2 * index + number), '', ''],
      ].join('\n'),
    );
    filter.container.exec(['sh', '-c', `cat > /var/lib/amavis/learn/${kind}/all.mbox`], {
      input: mail.join(''),
      user: 'amavis',
    });
  });
  return added(filter, '/usr/lib/dual-mta/learn');
};

/** What is run beside amavisd with options such as these, and what each of it adds. */
const runBeside = async (filter: FilterContainer, { spamAssassin }: AmavisFilterOptions): Promise<Round['beside']> => ({
  ...(spamAssassin?.bayes && { [LEARNING]: await learn(filter) }),
  ...(!spamAssassin && { [TRYING]: await added(filter, 'spamassassin --lint -x -p /dev/null') }),
});

/** A resolver beside the filter that says of every name that it does not exist; it takes none of the filter's memory. */
const startResolver = (filter: FilterContainer): RunningContainer => {
  const place = ['--network', `container:${filter.container.name}`, '--entrypoint', 'sleep'];
  const resolver = RunningContainer.start(filter.image.tag, place, ['infinity']);
  answerDns(resolver, []);
  return resolver;
};

/** The number of processes comes with the container, so that one image does for all of them. */
const PROCESSES_FROM_OUTSIDE = '$max_servers = $ENV{FILTER_PROCESSES};';

const oneRound = async ({ filter }: Kind, processes: number): Promise<Round> => {
  const extraPerl = [...BESIDE_MTA_TX, PROCESSES_FROM_OUTSIDE, ...(filter.extraPerl ?? [])];
  const started = await FilterContainer.start(
    { filter: { ...filter, extraPerl, memory: Size.gibibytes(4) } },
    { more: ['--env', `FILTER_PROCESSES=${processes}`, ...ASKS_ITSELF] },
  );
  const resolver = startResolver(started);
  try {
    // What is learnt counts in what is looked through afterwards.
    const beside = await runBeside(started, filter);
    return { ...(await work(started, processes)), beside };
  } finally {
    resolver.remove();
    started.remove();
  }
};

const spread = (values: readonly number[]): string => {
  const sorted = [...values].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  return [median, sorted[0], sorted[sorted.length - 1]].map((one) => one.toFixed(0)).join(' / ');
};

const HEAD = `| SpamAssassin | processes | at most, MiB | afterwards, MiB | PSS of the master, MiB | PSS of a child, MiB |
| --- | --- | --- | --- | --- | --- |`;

const print = ({ name, processes, rounds }: Row): void => {
  const cells = (['peak', 'after', 'master', 'child'] as const).map((what) => spread(rounds.map((one) => one[what])));
  console.log(`| ${name} | ${processes} | ${cells.join(' | ')} |`);
};

const printBeside = (rows: readonly Row[]): void => {
  const rounds = rows.flatMap((row) => row.rounds);
  console.log('\n| beside them | adds, MiB |\n| --- | --- |');
  for (const program of [TRYING, LEARNING]) {
    console.log(`| \`${program}\` | ${spread(rounds.flatMap(({ beside }) => beside[program] ?? []))} |`);
  }
};

const main = async (rounds: number, isJson: boolean): Promise<void> => {
  const rows: Row[] = [];
  if (!isJson) {
    console.log(HEAD);
  }
  for (const kind of KINDS) {
    for (const processes of kind.processes) {
      const row: Row = { name: kind.name, processes, rounds: [] };
      for (let round = 0; round < rounds; round++) {
        row.rounds.push(await oneRound(kind, processes));
      }
      rows.push(row);
      if (!isJson) {
        print(row);
      }
    }
  }
  if (isJson) {
    console.log(JSON.stringify(rows, undefined, 2));
  } else {
    printBeside(rows);
  }
};

const [rounds = 3] = process.argv.slice(2).map(Number).filter(Number.isInteger);
void main(rounds, process.argv.includes('--json'));
