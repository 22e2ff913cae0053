import { CapacityPlan, Duration } from 'cdktf-dual-mta';
import { coresForMail, IDLE, KINDS, WAITING } from '../../lib/models/capacity/message-kind';
import { mostOf } from '../../lib/models/capacity/queueing';
import { GeneratedDocument, markdownTable } from './generated-document';
import { MEASURED_ON, MeasuredRun, measuredRuns } from './measured-runs';

export const CAPACITY = new GeneratedDocument('capacity.md');

/** From a small office's to all of the Internet's. */
const LOADS: [messagesPerDay: number, whose: string][] = [
  [1e3, 'a small office'],
  [1e4, 'a company of 200'],
  [1e5, 'a university institute'],
  [1e6, 'a university'],
  [1e7, 'a large company'],
  [1e8, 'a country’s provider'],
  [1e9, 'a large provider'],
  [1e10, 'one of the largest'],
  [3.5e11, 'all mail of the Internet'],
];

/** A prediction beside what was measured. */
export interface Prediction extends MeasuredRun {
  readonly predicted: number;
  readonly predictedLatency: number;
}

/** What the model says of what was measured. What makes the load and takes the mail shares the machine, and is counted. */
export const predictions = (): Prediction[] => {
  const { cores } = MEASURED_ON;
  return measuredRuns().map((run) => {
    const { filter, others } = KINDS[run.kind];
    const work = run.spamAssassin ? filter.spamAssassin : filter.plain;
    const queue = {
      cores: coresForMail(cores),
      work,
      otherWork: others + run.work.load,
      waiting: WAITING.filter,
      variation: 0,
    };
    // Messages that come one by one come 0.5 s one after the other.
    const lone = { messagesPerDay: 2 * 86_400, peakFactor: 1, gateways: 1, cores, mix: { [run.kind]: 1 } };
    const { spamAssassin, workers } = run;
    return {
      ...run,
      predicted: mostOf({ ...queue, processes: workers }),
      predictedLatency:
        CapacityPlan.of({ ...lone, spamAssassin })
          .latencyWith(workers)
          ?.mean.toSeconds() ?? Infinity,
    };
  });
};

const count = (value: number): string => value.toLocaleString('en-US');
const figures = (value: number): string => (value >= 100 ? count(Math.round(value)) : value.toPrecision(3));
const gigabytes = (bytes: number): string => {
  const gibibytes = bytes / 1024 ** 3;
  return gibibytes < 0.1 ? '< 0.1' : gibibytes < 10 ? gibibytes.toFixed(1) : count(Math.round(gibibytes));
};
const seconds = (duration?: Duration): string => duration?.toSeconds().toPrecision(2) ?? '-';

const plan = ([messagesPerDay, whose]: (typeof LOADS)[number], cores: number): string[] => {
  const found = CapacityPlan.of({ messagesPerDay, cores });
  return [
    count(messagesPerDay),
    whose,
    figures(found.gateways * found.peak),
    count(found.gateways),
    `${found.filters} x ${found.processes}`,
    gigabytes(found.filters * found.memory.toBytes()),
    gigabytes(found.rxQueue.toBytes()),
    gigabytes(found.txQueue.toBytes()),
    `${seconds(found.latency?.p50)} / ${seconds(found.latency?.p99)}`,
    `${seconds(found.latencyWithoutSpares?.p50)} / ${seconds(found.latencyWithoutSpares?.p99)}`,
    found.drain === undefined ? '-' : (found.drain.toSeconds() / 3600).toPrecision(2),
  ];
};

const HEAD = [
  'messages a day',
  'such as',
  'at the peak, /s',
  'gateways',
  'filters x processes of each',
  'memory of its filters, GiB',
  'queue of MTA-RX, GiB',
  'queue of MTA-TX, GiB',
  'from 250 to delivery, s: p50 / p99',
  'the same, a filter down',
  'drained after an outage, h',
];

/** With so many cores for each gateway. */
const plans = (cores: number): string =>
  markdownTable(
    HEAD,
    LOADS.map((load) => plan(load, cores)),
  ).join('\n');

const compared = (run: Prediction): string[] => [
  run.kind,
  String(run.workers),
  run.spamAssassin ? 'on' : 'off',
  figures(run.through),
  figures(run.predicted),
  (run.predicted / run.through).toFixed(2),
  run.latency.toFixed(2),
  run.predictedLatency.toFixed(2),
];

/** docs/capacity.md. */
export const capacityPage = (): string => {
  const { cores, cpu } = MEASURED_ON;
  return [
    '# How much mail it carries',
    '`CapacityPlan` proposes gateways, filters, processes and queues for a load, and `expectedLoad` of a gateway warns where the chosen numbers cannot carry it. ' +
      'The figures are those of [performance.md](performance.md), measured on ' +
      `${cores} cores of ${cpu}; \`speed\` compares another machine with that one (run \`npm run bench\` there).`,
    '## From a small office to all of the Internet',
    'An office’s mail (40 % texts, 25 % newsletters, 20 % spam, 10 % with attachments of 200 KB, 3 % to 20 recipients, 2 % of 2 MB), SpamAssassin without network tests, four ' +
      'times the average at the peak, a filter more than is needed, 4 hours without any filter, a day without the servers behind. Each gateway has 2 cores; ' +
      'domains name them all with one preference (MX).',
    plans(2),
    'The same with 4 cores for each gateway:',
    plans(4),
    '## How it is calculated',
    '- A message takes processor time in the filter, and in MTA-RX, MTA-TX, the resolver and the engine; both are measured by kind of message. The engine’s health checks and what watches take ' +
      `${1000 * IDLE} ms of each second beside it. In a process of the filter it also waits ` +
      `${1000 * WAITING.filter} ms, and ${1000 * WAITING.pickup} ms before and behind it: for a queue runner, and for the delivery.\n` +
      '- How fast so many messages at a time get on when they share the cores: mean value analysis of a closed network.\n' +
      '- How many there are at a time, and how long the others wait: a birth-death process with those rates; the wait grows with how unlike the messages are (Allen and Cunneen).\n' +
      '- A gateway is filled to three quarters of what it passes at most. Queues hold what comes at the peak, but in a day no more than a day’s mail.',
    '## How well it tells',
    'The whole machine at work, messages of one kind; and, of messages that come one by one, the mean time from the 250 to the delivery. A test holds each to 25 %.',
    markdownTable(
      ['kind', 'processes', 'SpamAssassin', 'passed, /s', 'predicted, /s', 'ratio', 'latency, s', 'predicted, s'],
      predictions().map(compared),
    ).join('\n'),
    '',
  ].join('\n\n');
};
