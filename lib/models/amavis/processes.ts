import { Duration } from '../duration';
import { COUNT, Rule, WHOLE_SECONDS } from '../rules';
import { AmavisOption } from './amavis-option';

/** How amavisd works: processes, times, log. */
export interface AmavisProcessOptions {
  /**
   * After this time a message is given up and tried again later (`$child_timeout`). It must be less than MTA-RX waits.
   *
   * @default 8 minutes
   */
  readonly childTimeout?: Duration;

  /**
   * After so many messages a process ends and another takes its place (`$max_requests`). amavisd's own 20 would end it
   * after two connections of MTA-RX.
   *
   * @default 100
   */
  readonly maxRequests?: number;

  /**
   * How much amavisd says (`$log_level`): 0 is a line a message, 2 what each check found, 5 everything.
   *
   * @default 0
   */
  readonly logLevel?: number;
}

export interface AmavisProcessSettings extends AmavisProcessOptions {
  readonly processes: number;
}

export const CHILD_TIMEOUT = Duration.minutes(8);

const LOG_LEVEL: Rule = {
  rule: 'a log level is a whole number from 0 to 5',
  source: 'amavisd.conf-sample, $log_level',
  instead: '0, or 2 to look for a fault',
  holds: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 5,
};

export const PROCESSES: AmavisOption<AmavisProcessSettings>[] = [
  {
    property: 'processes',
    variable: '$max_servers',
    source: "README, thishost-rx.mc: as many as MTA-RX's queue runners",
  },
  {
    property: 'maxRequests',
    rule: COUNT,
    variable: '$max_requests',
    source: '20 would retire a process after two connections of ten messages',
    byDefault: 100,
  },
  {
    property: 'childTimeout',
    rule: WHOLE_SECONDS,
    variable: '$child_timeout',
    source: "must end before MTA-RX's confTO_DATAFINAL",
    byDefault: CHILD_TIMEOUT,
  },
  {
    variable: '$pid_file',
    source: 'a left-over one stops the next start: process numbers repeat in containers',
    value: () => undefined,
  },
  { variable: '$lock_file', source: 'a place that can be written', byDefault: '/run/amavis/amavisd.lock' },
  { variable: '$enable_db', source: 'saves a lock a message; amavisd-nanny needs it', byDefault: 0 },
  { variable: '$enable_global_cache', source: 'needs the database', byDefault: 0 },
  { variable: '$do_syslog', source: 'logs on standard error', byDefault: 0 },
  {
    property: 'logLevel',
    rule: LOG_LEVEL,
    variable: '$log_level',
    source: 'amavisd.conf-default: a line a message',
    byDefault: 0,
  },
  { variable: '$log_recip_templ', source: 'a line a message, not one more a recipient', value: () => undefined },
];
