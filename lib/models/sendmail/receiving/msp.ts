import { Duration } from '../../duration';
import { QueueVolume } from '../../queue-volume';
import { Rule } from '../../rules';
import { RunAs } from '../../run-as';
import { call, define, feature, McOption, undefine } from '../statement';

/** How mail of programs in MTA-RX's container is kept until MTA-RX has it. */
export interface MspOptions {
  /**
   * Where the client queue `/var/spool/mqueue-client` lies (`MSP_QUEUE_DIR`).
   *
   * @default - a volume that destroying does not touch
   */
  readonly queue?: QueueVolume;

  /**
   * Time between two runs of the client queue (`-Ac -q`).
   *
   * @default 10 minutes (README: "Start queue runner for the MSP client queue")
   */
  readonly queueInterval?: Duration;
}

/** Submitting from inside (README.sendmail-dual, picture: "msp"). */
export interface SubmissionProgramOptions {
  /**
   * That programs in the container can send mail with `sendmail -t` (`submit.cf`, `FEATURE(msp)`): a client queue of its
   * own, and a runner for it. Their mail enters by port 25 as everybody's does; 587 asks for authentication.
   *
   * @default - none: `sendmail -t` ends with an error, as it finds no configuration
   */
  readonly msp?: MspOptions;
}

export interface MspSettings {
  readonly hostname: string;
  readonly runAs: RunAs;
}

/** The client queue. */
export const MQUEUE_CLIENT = '/var/spool/mqueue-client';

/** The command line's part of it. */
export const clientQueueArgument = ({ queueInterval }: MspOptions): string =>
  `-q${(queueInterval ?? Duration.minutes(10)).toSendmail()}`;

/** What an interval of queue runs has to be. */
export const QUEUE_INTERVAL: Rule = {
  rule: 'the client queue is run every second or less often, after whole seconds',
  source: 'op.me, -q',
  instead: 'a duration such as Duration.minutes(10)',
  holds: (value) => value instanceof Duration && value.toSeconds() >= 1 && Number.isInteger(value.toSeconds()),
};

export const MSP_TABLE: McOption<MspSettings>[] = [
  { source: 'cf/README, OSTYPE', comment: "Debian's places and mailers", entries: () => [call('OSTYPE', 'debian')] },
  {
    property: 'hostname',
    source: 'cf/README, WHO AM I?',
    comment: 'Never guessed from DNS',
    entries: (s) => [define('confDOMAIN_NAME', s.hostname)],
  },
  {
    property: 'runAs',
    source: 'cf/README, MESSAGE SUBMISSION PROGRAM; nothing is setgid in a container with no-new-privileges',
    comment: 'The user that its programs run as; it owns the client queue',
    entries: ({ runAs: { user } }) => [define('confRUN_AS_USER', `${user}:${user}`), define('confTRUSTED_USER', user)],
  },
  {
    source: 'cf/README, MESSAGE SUBMISSION PROGRAM',
    comment: 'On a volume of its own',
    entries: () => [define('MSP_QUEUE_DIR', MQUEUE_CLIENT)],
  },
  {
    source: 'the client queue holds mail and nothing else',
    entries: () => [
      define('confPID_FILE', '/run/sendmail/sm-msp.pid'),
      define('STATUS_FILE', '/var/lib/sendmail/stat-msp'),
      undefine('confHOST_STATUS_DIRECTORY'),
    ],
  },
  {
    source: 'MTA-RX looks at the addresses',
    comment: 'Addresses stay as they are',
    entries: () => [feature('nocanonify'), define('confDIRECT_SUBMISSION_MODIFIERS', 'C')],
  },
  {
    source: 'README: "for local submissions via sendmail program"; the address, as a name would be looked up',
    comment: 'All mail to MTA-RX; 587 is for users with a password',
    entries: () => [feature('msp', '[127.0.0.1]', '25')],
  },
];
