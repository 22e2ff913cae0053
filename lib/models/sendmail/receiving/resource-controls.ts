import { Duration } from '../../duration';
import { COUNT, WHOLE_SECONDS } from '../../rules';
import { Size } from '../../size';
import { define, McOption } from '../statement';

/**
 * What keeps MTA-RX within its means (README.sendmail-dual, thishost-rx.mc: "resource controls"). Load averages are the
 * host's: a container has none of its own, so that whatever else runs on the host counts too. While connections are refused,
 * its health check fails.
 */
export interface ResourceControlOptions {
  /**
   * Load average from which connections are refused (`confREFUSE_LA`; README, thishost-rx.mc).
   *
   * @default - sendmail's: 12 for each processor
   */
  readonly refuseLa?: number;

  /**
   * Load average from which each command is answered a second late (`confDELAY_LA`; README, thishost-rx.mc).
   *
   * @default - sendmail's: never
   */
  readonly delayLa?: number;

  /**
   * Load average from which the queue is run less: first large messages wait, then all (`confQUEUE_LA`, op.me, QueueFactor).
   *
   * @default - sendmail's: 8 for each processor
   */
  readonly queueLa?: number;

  /**
   * Largest message that is accepted (`confMAX_MESSAGE_SIZE`); a larger one is refused with 552 (README, thishost-rx.mc:
   * "maximum mail size"). sendmail's own default is no limit: a client that names no size in advance could then use up with
   * one message the space that `minFreeBlocks` holds back for mail in hand.
   *
   * @default 50 MiB
   */
  readonly maxMessageSize?: Size;

  /**
   * Largest header of a message, all fields together (`confMAX_HEADERS_LENGTH`; README, thishost-rx.mc: "header size"); a
   * larger one is refused with 552.
   *
   * @default - sendmail's: 32 KiB
   */
  readonly maxHeadersLength?: Size;

  /**
   * Most processes that sendmail's daemon has at a time, clients' and queue runners' together (`confMAX_DAEMON_CHILDREN`); then
   * connections are refused. sendmail's own default is no limit: the container's 512 processes would be the limit then, and
   * with all of them in clients' hands no queue runner could start. Where it is more, the container needs more memory.
   *
   * @default 100, as Postfix has it
   */
  readonly maxDaemonChildren?: number;

  /**
   * Most new connections a second at each port (`confCONNECTION_RATE_THROTTLE`); further ones wait.
   *
   * @default - sendmail's: no limit
   */
  readonly connectionRateThrottle?: number;

  /**
   * The time over which connections of a client are counted, for `ratecontrol` and `{client_rate}`
   * (`confCONNECTION_RATE_WINDOW_SIZE`).
   *
   * @default - sendmail's: 60 seconds
   */
  readonly connectionRateWindowSize?: Duration;

  /**
   * How long a client may be silent, between commands, within a message and while TLS begins (`confTO_COMMAND`,
   * `confTO_DATABLOCK`, `confTO_STARTTLS`). sendmail's own hour each would let a few hundred silent clients keep out all
   * others; 5 minutes is the least that RFC 5321 section 4.5.3.2.7 allows.
   *
   * @default 5 minutes
   */
  readonly clientTimeout?: Duration;

  /**
   * How long a session of a client may last in all; then it is ended, and what was not accepted until then the client sends
   * once more. sendmail itself has no such limit, and `clientTimeout` begins anew with each byte: a few hundred clients that
   * send one a second would keep out all others for ever.
   *
   * @default 1 hour: at 15 kB a second enough for the largest message that is accepted
   */
  readonly maxSessionTime?: Duration;
}

/** How long a session may last, where nothing is said. */
export const MAX_SESSION_TIME = Duration.hours(1);

/** The daemon's processes, where nothing is said. */
export const MAX_DAEMON_CHILDREN = 100;

const CLIENT_TIMEOUT = Duration.minutes(5);

/** The largest message that is accepted, where nothing is said. */
export const MAX_MESSAGE_SIZE = Size.mebibytes(50);

export const RESOURCE_CONTROLS: McOption<ResourceControlOptions>[] = [
  {
    property: 'refuseLa',
    rule: COUNT,
    source: 'README, thishost-rx.mc: "resource controls like confREFUSE_LA"',
    comment: "The host's load average",
    define: 'confREFUSE_LA',
  },
  {
    property: 'delayLa',
    rule: COUNT,
    source: 'README, thishost-rx.mc: "resource controls like confREFUSE_LA, confDELAY_LA"',
    comment: "The host's load average",
    define: 'confDELAY_LA',
  },
  {
    property: 'queueLa',
    rule: COUNT,
    source: 'op.me, QueueLA',
    comment: "The host's load average",
    define: 'confQUEUE_LA',
  },
  {
    property: 'maxMessageSize',
    source: 'README, thishost-rx.mc: "maximum mail size"; op.me, MaxMessageSize',
    comment: 'In bytes',
    define: 'confMAX_MESSAGE_SIZE',
    byDefault: MAX_MESSAGE_SIZE,
  },
  {
    property: 'maxHeadersLength',
    source: 'README, thishost-rx.mc: "maximum mail size and header size"; op.me, MaxHeadersLength',
    comment: 'In bytes',
    define: 'confMAX_HEADERS_LENGTH',
  },
  {
    property: 'maxDaemonChildren',
    rule: COUNT,
    source: 'README, thishost-rx.mc: "resource controls"; op.me, MaxDaemonChildren',
    comment: 'Clients and queue runners',
    define: 'confMAX_DAEMON_CHILDREN',
    byDefault: MAX_DAEMON_CHILDREN,
  },
  {
    property: 'connectionRateThrottle',
    rule: COUNT,
    source: 'README, thishost-rx.mc: "resource controls"; op.me, ConnectionRateThrottle',
    comment: 'New connections a second',
    define: 'confCONNECTION_RATE_THROTTLE',
  },
  {
    property: 'connectionRateWindowSize',
    rule: WHOLE_SECONDS,
    source: 'op.me, ConnectionRateWindowSize',
    comment: 'What connection rates are counted over',
    define: 'confCONNECTION_RATE_WINDOW_SIZE',
  },
  {
    property: 'clientTimeout',
    rule: WHOLE_SECONDS,
    source: 'op.me, Timeout; RFC 5321 section 4.5.3.2.7',
    comment: 'Silent clients',
    entries: ({ clientTimeout = CLIENT_TIMEOUT }) =>
      ['confTO_COMMAND', 'confTO_DATABLOCK', 'confTO_STARTTLS'].map((name) => define(name, clientTimeout.toSendmail())),
  },
  {
    property: 'maxSessionTime',
    rule: WHOLE_SECONDS,
    source:
      'found by trying: a byte a second, and no time-out of sendmail ends the session; the program end-sessions does',
  },
];
