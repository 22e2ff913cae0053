import { Token } from 'cdktf';
import { COUNT, DOMAIN, hasM4Word, Rule, WHOLE_SECONDS } from '../models/rules';
import { QueueGroup, QueueGroupFlag } from '../models/sendmail/queue-group';
import { RxQueueingOptions } from '../models/sendmail/receiving/queueing';
import { Findings } from './findings';

const RUNNERS = 'README.sendmail-dual, thishost-rx.mc: "Match the number of queue runners (R=) to ... $max_servers"';

const GROUP_NAME: Rule = {
  rule: 'a queue group has a name of letters, digits and hyphens that begins with a letter and is not "mqueue", and no word of m4 such as "dnl"',
  source: 'it names a directory and stands in the access map; "mqueue" is the group of all other mail',
  instead: 'a name such as "slow"',
  holds: (value) =>
    typeof value === 'string' && /^[a-z][a-z0-9-]{0,15}$/i.test(value) && value !== 'mqueue' && !hasM4Word(value),
};

const DIRECTORY: Rule = {
  rule: 'the directory of a group has a name of letters, digits and hyphens that begins with a letter other than "q", is not "df" or "xf", and has no word of m4 such as "dnl"',
  source:
    "op.me, Queue Groups: no group may find another's directory, and the default group has q1, q2, ..., qf, df, xf",
  instead: 'a name such as "slow"',
  holds: (value) => typeof value === 'string' && /^(?!q|[dx]f$)[a-z][a-z0-9-]{0,31}$/i.test(value) && !hasM4Word(value),
};

const NICENESS: Rule = {
  rule: 'niceness is a whole number from 0 to 19',
  source: 'op.me, Queue Groups: N=; only root can go before others',
  instead: 'a number such as 10',
  holds: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 19,
};

/** Several runners of a run need the flag; without it sendmail starts one, with a warning that nobody reads. */
const checkFlags = (findings: Findings, property: string, runners: number, flags?: readonly QueueGroupFlag[]): void => {
  if (flags !== undefined && !flags.includes(QueueGroupFlag.FORK) && runners > 1) {
    findings.add(property, `${runners} runners`, {
      rule: 'a group without the flag FORK can have one runner only',
      source: 'op.me, Queue Groups: "The f flag must be set if multiple queue runners are supposed to work"',
      instead: 'QueueGroupFlag.FORK among its flags, or one runner',
    });
  }
};

const checkGroup = (findings: Findings, property: string, group: QueueGroup): void => {
  const { directory, interval, jobs, niceness, maxRecipients } = group.options;
  checkFlags(findings, `${property}.flags`, group.runners, group.options.flags);
  findings.check(`${property}.name`, group.name, GROUP_NAME);
  group.domains.forEach((domain) => findings.check(`${property}.domains`, domain, DOMAIN));
  const options: [string, unknown, Rule][] = [
    ['directory', directory, DIRECTORY],
    ['runners', group.runners, COUNT],
    ['interval', interval, WHOLE_SECONDS],
    ['jobs', jobs, COUNT],
    ['niceness', niceness, NICENESS],
    ['maxRecipients', maxRecipients, COUNT],
  ];
  options
    .filter(([, value]) => value !== undefined)
    .forEach(([name, value, rule]) => findings.check(`${property}.${name}`, value, rule));
};

/** Of a list, each thing that stands in it a second time. */
const again = (names: readonly string[]): string[] => names.filter((name, index) => names.indexOf(name) !== index);

/** Holds queue groups against the rules. */
export const checkQueueGroups = (findings: Findings, queueGroups: readonly QueueGroup[] = []): void => {
  queueGroups.forEach((group, index) => checkGroup(findings, `queueGroups[${index}]`, group));
  const names = queueGroups.map(({ name }) => name);
  const directories = queueGroups.map(({ directory }) => directory.toLowerCase());
  const domains = queueGroups.flatMap((group) => group.domains);
  const twice = new Set([names, directories, domains].flatMap(again));
  twice.forEach((name) =>
    findings.add('queueGroups', name, {
      rule: 'a group, its directory and a domain stand in the list once',
      source: 'op.me, Queue Groups; makemap takes only the first of two equal keys',
      instead: 'one group for it',
    }),
  );
};

/** Holds what was said of the queue against what sendmail can do, and against the filter that it is for. */
export const checkQueueing = (findings: Findings, options: RxQueueingOptions, processes: number): void => {
  const { queueRunners, queueRunning, queueFlags, queueGroups = [] } = options;
  if (queueRunners !== undefined && queueRunners !== processes) {
    findings.add('queueRunners', queueRunners, {
      rule: `the queue runners have to be as many as the filter's processes, which are ${processes}`,
      source: RUNNERS,
      instead: 'only "filterProcesses", which sets both',
    });
  }
  if (queueRunning?.interval !== undefined) {
    findings.check('queueRunning', queueRunning.interval, WHOLE_SECONDS);
  }
  if (queueRunning?.isOnArrival && queueGroups.length > 0) {
    findings.add('queueRunning', 'QueueRunning.onArrival()', {
      rule: 'runners that are started by mail that arrives know no groups, which have runners of their own',
      source: 'op.me, Queue Groups; lib/images/sendmail/run-queue',
      instead: 'QueueRunning.every(...) or QueueRunning.persistent(), or no "queueGroups"',
    });
  }
  checkQueueGroups(findings, queueGroups);
  const others = queueGroups.reduce((sum, { runners }) => sum + runners, 0);
  if (queueRunning !== undefined && queueRunning.interval === undefined) {
    checkFlags(findings, 'queueFlags', processes - others, queueFlags);
  }
  if (queueGroups.length > 0 && !Token.isUnresolved(processes) && others >= processes) {
    findings.add('queueGroups', others, {
      rule:
        `the runners of all groups together must be fewer than the filter's processes, which are ${processes}: ` +
        'one has to be left for all other mail',
      source: RUNNERS,
      instead: 'fewer groups, fewer "runners", or more "filterProcesses"',
    });
  }
};
