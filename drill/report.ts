import * as os from 'os';
import { Row } from './drill';
import { Account, listed } from './ledger';

/** Everything that a drill found, as it is written down. */
export interface Report {
  readonly command: string;
  readonly began: string;
  readonly seconds: number;
  readonly seed: number;
  readonly rows: readonly Row[];
  readonly account: Account;
  /** What does not hold; empty where all does. */
  readonly failures: readonly string[];
}

/** What has to hold at the end, and does not. */
export const failuresOf = (rows: readonly Row[], account: Account): string[] => [
  ...rows.flatMap(({ fault, error }) => (error === undefined ? [] : [`${fault}: ${error}`])),
  ...(account.lost.length > 0 ? [`lost: ${listed(account.lost)}`] : []),
  ...(account.repeated.length > 0 ? [`more copies than faults on the way: ${listed(account.repeated)}`] : []),
  ...(account.unfiltered.length > 0 ? [`viruses that came through: ${listed(account.unfiltered)}`] : []),
  ...(account.queued > 0 ? [`still queued: ${account.queued}`] : []),
];

const time = (seconds: number): string => (Number.isFinite(seconds) ? `${seconds.toFixed(1)} s` : 'not');

/** The table of the faults, and the account, in Markdown. */
export const markdown = ({ rows, account }: Pick<Report, 'rows' | 'account'>): string =>
  [
    ...['| fault | accepted | drained | found |', '|---|---|---|---|'],
    ...rows.map(
      ({ what, accepted, drained, notes, error }) =>
        `| ${what} | ${accepted} | ${time(drained)} | ${[...notes, ...(error === undefined ? [] : [`FAILED: ${error}`])].join('; ').replace(/[|\n]/g, ' ')} |`,
    ),
    '',
    ...['| what became of it | messages |', '|---|---|'],
    ...Object.entries(account).map(
      ([what, value]: [string, number | readonly number[]]) =>
        `| ${what} | ${typeof value === 'number' ? value : value.length} |`,
    ),
  ].join('\n');

/** The whole report as a page. */
export const page = (report: Report): string => `# What is lost when things break

A gateway promises one thing with its 250. \`${report.command}\` made this page: numbered messages are sent all the time, things are broken and
repaired, and at the end every message is accounted for by its number. It took ${Math.round(report.seconds / 60)} minutes on ${os.cpus().length} processors, while
${report.account.accepted} messages were accepted. "Drained" is the time from the repair until everything that was accepted before had come to its end.

${markdown(report)}

- *twice*: messages with more than one copy; *repeated*: those with more copies than faults came while they were on their way. SMTP gives no more: whoever dies between
  a delivery and noting it delivers again.
- *unanswered*: the connection ended behind the message's end and before the answer; the sender keeps such a message and sends it again.
- *refused*: answered with 4xx, as while a disk is full; *unreached*: no session came about.
- *unfiltered*: messages with a virus that came through.

## Seen failing

With the protection taken out the drill, or the test that is named, fails:

| without | fails |
|---|---|
| runners that overlap (\`QueueRunning.persistent()\` in their place) | "one scan hangs": no later message passes |
| the removal of leftovers in \`run-sendmail\` | "a df file of a message that was cut off long ago": it stays |
| images before containers (\`imagesFirst\`) | "deployed: what sendmail refuses": MTA-RX is gone by then |
| \`watch-clock\` | "the clock jumps six days ahead": the queue is run no more; test/sendmail/clock |
| \`watch-space\` | "the file system of MTA-RX's queue is full": no 452, the connection ends behind DATA; test/sendmail/free-space |
| the end of idle sessions at a stop | "deployed: a property of MTA-TX": it is killed after a minute; test/sendmail/running-mta-rx |
| what accepting needs, ended last and made first (\`startAfter\`) | "deployed: new images of all parts": 7.0 s without accepting |
| a runner's second at a stop | "deployed: a second filter": clients are kept out for 70 s |
| one try now and then while nothing gets through | test/sendmail/receiving/queue-on-arrival: 101 tries in 10 s for 40 messages |
| the disk that is asked before the 250 (\`confSAFE_QUEUE\`) | test/sendmail/stable-storage |
| one of a container's protections: its user, capabilities, no-new-privileges, seccomp, read-only root, the places that may be written, limits | test/sendmail/confinement: what looks the deployment over finds each |
| internal networks, \`@inet_acl\`, MTA-TX's refusal of strangers, \`prevent_destroy\`: all four at once | test/e2e: 20 tests of who reaches what, and "destroying is refused" |
| any of the sums of the account | test/unit/drill: a lost, a repeated and an unfiltered message are found |
`;
