import { Size } from '../../size';
import { MAX_RCPTS_PER_MESSAGE, RecipientLimitOptions } from './recipient-limits';
import { MAX_DAEMON_CHILDREN, ResourceControlOptions } from './resource-controls';

/** What decides how much memory clients can use up. */
type Limits = Pick<ResourceControlOptions, 'maxDaemonChildren'> & Pick<RecipientLimitOptions, 'maxRcptsPerMessage'>;

/** Measured, in KiB: everything but the sessions; a session under TLS with the longest header; a recipient with the longest parameters. */
const BASE = 48 * 1024;
const SESSION = 1024;
const RECIPIENT = 5;

/** A number that Terraform knows only at apply is a negative one until then. */
const known = (value: number | undefined, otherwise: number): number =>
  value !== undefined && value > 0 ? value : otherwise;

/** A client's share of the daemon's processes, where nothing is said. Postfix gives it half of them. */
export const shareOfProcesses = ({ maxDaemonChildren }: Limits): number =>
  Math.max(1, Math.floor(known(maxDaemonChildren, MAX_DAEMON_CHILDREN) / 4));

/** The memory that is enough when every process has a client that uses as much as it can. */
export const sessionMemory = ({ maxDaemonChildren, maxRcptsPerMessage }: Limits): Size => {
  const session = SESSION + RECIPIENT * known(maxRcptsPerMessage, MAX_RCPTS_PER_MESSAGE);
  return Size.mebibytes(Math.ceil((BASE + session * known(maxDaemonChildren, MAX_DAEMON_CHILDREN)) / 1024));
};

/** Measured, in KiB (docs/performance/full-queue.md): what the kernel keeps in memory of the two files of a message that waits. */
const WAITING_MESSAGE = 10;
/** So many may wait before a look at the queue asks the disk for what memory had no room for. */
const LONG_QUEUE = 100_000;

/** The same, with room for a long queue. */
export const receivingMemory = (limits: Limits): Size =>
  Size.mebibytes(sessionMemory(limits).toMebibytes() + Math.ceil((WAITING_MESSAGE * LONG_QUEUE) / 1024));
