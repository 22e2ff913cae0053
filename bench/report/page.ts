import { KINDS, whatIs } from '../corpus';
import { REFERENCE_WORKERS } from '../plan';
import { Results, Run, SettingsMeasured, ToolingMeasured, ToolingTime } from '../results';
import { goalsTable } from './goals';
import { plotsOf } from './plots';
import { Selection, through } from './selection';
import { byKindTables, byWorkersTables, fsyncTable, losses, settingsTable, table } from './tables';

const FOLDER = 'performance';

const said = (spamAssassin: boolean): string => `SpamAssassin ${spamAssassin ? 'on' : 'off'}`;

const machineLine = ({ machine }: Run): string =>
  `${machine.cores} cores (${machine.cpu}), ${machine.memory} GiB, Linux ${machine.kernel}, Docker Engine ${machine.engine}` +
  `${machine.fileSystem ? `, volumes on ${machine.fileSystem}` : ''}; load average at the beginning: ${machine.load.toFixed(1)}`;

const introduction = (results: Results, selection: Selection): string => {
  const settings = Object.entries(results.networkSettings).map(([name, value]) => `\`${name}=${value}\``);
  return `# How fast it is

The gateway and its peers, side by side on one machine: the same messages, the same amavisd-new and SpamAssassin with the same settings, the same
answers of DNS, as many workers, and one SMTP server behind all of them.

- **Command**: \`${results.command}\`, begun ${results.began}, ${Math.round(results.seconds / 60)} minutes, seed ${results.seed}.
- **Machine**: ${machineLine(results)}.
- **Without a system** the load hands ${results.ceiling.toFixed(0)} messages a second to the server behind; the most that a system delivered in a round is ${selection.most(through).toFixed(0)}.

What is compared:

${table(
  ['system', 'what it is'],
  selection.systems.map((system) => [selection.title(system), WHAT[system] ?? '']),
)}

The gateway's network settings: ${settings.join(', ') || 'it took no part in this run'}.

One round after the other, and in each round every system, each time beginning with another; those that are not measured stand still. A burst of messages
in 10 sessions with one message each (as \`smtp-source\` sends them; amavisd-new alone gets as many sessions as it has workers), then messages one by one, 0.2 to 0.6 s apart.
Every figure is a median of ${Math.max(...results.cells.map(({ rounds }) => rounds.length))} rounds with the least and the most; latencies are those of all rounds together. rspamd checks for spam always, so it is
not among those without SpamAssassin.`;
};

const WHAT: Readonly<Record<string, string>> = {
  gateway: 'deployed by Terraform as the example is: four containers, their networks, limits and health checks',
  readme: "README.sendmail-dual's listings and commands, all in one container on its loopback interface",
  postfix: "Debian's packages, set up as amavisd-new's README.postfix says, in one container",
  'postfix-network':
    'the same, with every network setting that the gateway has, those of its filter too (PromptSockets)',
  amavisd: 'fed directly, with the network settings of the gateway: the most that this filter can do',
  rspamd: "Debian's packages, rspamd as Postfix's milter, in one container",
};

const WHY_NOT_EVERYWHERE = `A row is a number of workers or a kind of messages, with the medians of all rounds; from 1.00 on it holds.

What does not hold is a matter of processor time: all systems have the whole machine, and all of it is in use. amavisd-new alone leaves nothing of it for
those that bring its mail; the two sendmails, in containers of their own, take more of it than Postfix, which hands all messages to processes that are
there already, where sendmail starts one for each session and two for each delivery (the kernel's work for them, fork, page faults and exit, is most of it).
It shows most where the filter does least, without SpamAssassin. [Where the filter is the limit](${FOLDER}/filter-bound.md) and there is enough processor time for the
rest, the gateway delivers what the filter does.

On ext4 without a journal each new file costs a search of all files that were deleted within the last minute, and the two sendmails make five for each message:
of bursts one behind the other that becomes a tenth of all processor time. With their queues on ext4 with a journal MTA-RX took 5.0 ms a message rather than
5.6 to 7.3, and no burst was slower than the one before.`;

/** The page, and the plots by the names of their files. */
export const pageOf = (results: Results): { readonly page: string; readonly plots: Record<string, string> } => {
  const selection = new Selection(results);
  const plots = plotsOf(selection);
  const sections = selection.spamAssassin.flatMap((spamAssassin) => [
    `## ${said(spamAssassin)}`,
    ...Object.keys(plots)
      .filter((name) => name.endsWith(`${spamAssassin ? 'on' : 'off'}.svg`))
      .map((name) => `![${name}](${FOLDER}/${name})`),
    ...byWorkersTables(selection, spamAssassin),
    ...(selection.kinds.length > 1 ? byKindTables(selection, spamAssassin) : []),
  ]);
  const page = [
    introduction(results, selection),
    '## What is wanted of it, and what holds',
    goalsTable(selection),
    WHY_NOT_EVERYWHERE,
    ...sections,
    '## What became of the messages',
    losses(selection),
    ...(results.fsyncs.length > 0 ? ['## fsync', fsyncTable(selection, results.fsyncs)] : []),
    ...(results.tooling ? toolingSection(results.tooling) : []),
    ...(results.settings?.length ? settingsSection(results.settings) : []),
    '## The messages',
    table(
      ['kind', 'what it is'],
      KINDS.map((kind) => [kind, whatIs(kind)]),
    ),
    `[${FOLDER}/bench.json](${FOLDER}/bench.json) has every round. Measured elsewhere: [a long queue](${FOLDER}/full-queue.md),
[ways to run the queue](queue-running.md), [the filter's memory](filter-memory.md),
[the gateway where its filter is the limit](${FOLDER}/filter-bound.md); what follows for a gateway of yours: [capacity](capacity.md).`,
  ].join('\n\n');
  return { page: `${page}\n`, plots };
};

const toolingSection = (measured: ToolingMeasured): string[] => [
  '## Deploying',
  `By \`${measured.command}\`, begun ${measured.began}; ${machineLine(measured)}. Every round is shown.`,
  table(['what', 'how long, s', 'memory, MiB'], measured.times.map(toolingRow)),
];

const settingsSection = (runs: readonly SettingsMeasured[]): string[] => [
  '## What each setting brings',
  `All settings that are not the README's and touch speed: ${REFERENCE_WORKERS} workers, the gateway as it is and then without the one setting.
Figures are medians of all bursts: with the setting / without it. Processor time is that of the whole machine,
with the load and the server behind. Those with SpamAssassin are for you to choose.`,
  ...runs.flatMap(({ gains, ...run }) => [
    `By \`${run.command}\`, begun ${run.began}; ${machineLine(run)}; ${gains[0].withIt.length} bursts of each:`,
    settingsTable(gains),
  ]),
];

const toolingRow = ({ what, seconds, memory }: ToolingTime): string[] => [
  what,
  seconds.map((one) => one.toFixed(1)).join(', '),
  memory === undefined ? '' : memory.toFixed(0),
];
