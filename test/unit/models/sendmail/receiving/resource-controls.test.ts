import { Duration, MtaRxOptions, Size } from 'cdktf-dual-mta';
import { findingsOf } from '../../../../tooling/findings';
import { statementsOf } from '../../../../tooling/mc-statements';
import { synthesizeGateway } from '../../../../tooling/synthesized-stack';

/** MiB: what the kernel knows of the files of 100,000 messages. */
const LONG_QUEUE = 977;

const statements = (rx: MtaRxOptions): string[] =>
  statementsOf(synthesizeGateway({ rx }).configuration('gateway-mta-rx', 'sendmail-rx.mc'));

test.each<[string, MtaRxOptions, string[]]>([
  ['MtaRx.refuseLa', { refuseLa: 20 }, ['define(confREFUSE_LA,20)']],
  ['MtaRx.delayLa', { delayLa: 5 }, ['define(confDELAY_LA,5)']],
  ['MtaRx.queueLa', { queueLa: 10 }, ['define(confQUEUE_LA,10)']],
  ['MtaRx.maxMessageSize', { maxMessageSize: Size.mebibytes(1) }, ['define(confMAX_MESSAGE_SIZE,1048576)']],
  ['MtaRx.maxMessageSize', {}, ['define(confMAX_MESSAGE_SIZE,52428800)']],
  ['MtaRx.maxHeadersLength', { maxHeadersLength: Size.kibibytes(64) }, ['define(confMAX_HEADERS_LENGTH,65536)']],
  ['MtaRx.maxDaemonChildren', { maxDaemonChildren: 10 }, ['define(confMAX_DAEMON_CHILDREN,10)']],
  ['MtaRx.maxDaemonChildren', {}, ['define(confMAX_DAEMON_CHILDREN,100)']],
  ['MtaRx.connectionRateThrottle', { connectionRateThrottle: 3 }, ['define(confCONNECTION_RATE_THROTTLE,3)']],
  [
    'MtaRx.connectionRateWindowSize',
    { connectionRateWindowSize: Duration.minutes(2) },
    ['define(confCONNECTION_RATE_WINDOW_SIZE,2m)'],
  ],
  [
    'MtaRx.clientTimeout',
    { clientTimeout: Duration.minutes(10) },
    ['define(confTO_COMMAND,10m)', 'define(confTO_DATABLOCK,10m)', 'define(confTO_STARTTLS,10m)'],
  ],
  ['MtaRx.clientTimeout', {}, ['define(confTO_COMMAND,5m)']],
])('%s: %j is written as %j', (_, options, written) => {
  expect(statements(options)).toEqual(expect.arrayContaining(written));
});

test.each<MtaRxOptions>([
  { refuseLa: 0 },
  { delayLa: -1 },
  { queueLa: 1.5 },
  { maxDaemonChildren: 0 },
  { connectionRateThrottle: 0 },
  { connectionRateWindowSize: Duration.milliseconds(1) },
  { clientTimeout: Duration.seconds(0) },
  { maxSessionTime: Duration.seconds(0) },
])('%j would mean something else to sendmail', (rx) => {
  const [property] = Object.keys(rx);

  expect(findingsOf({ rx })).toEqual([expect.stringContaining(`property "${property}" is`)]);
});

test.each<[MtaRxOptions, string]>([
  [{}, '3600'],
  [{ maxSessionTime: Duration.minutes(5) }, '300'],
])('MtaRx.maxSessionTime: %j becomes seconds for the program that ends sessions', (rx, seconds) => {
  const variables = synthesizeGateway({ rx }).configuration('gateway-mta-rx', 'service');

  expect(variables).toMatch(new RegExp(`^SENDMAIL_MAX_SESSION='?${seconds}'?$`, 'm'));
});

test.each<[MtaRxOptions, number]>([
  [{}, 637 + LONG_QUEUE],
  [{ maxRcptsPerMessage: 100 }, 197 + LONG_QUEUE],
  [{ maxDaemonChildren: 200, maxRcptsPerMessage: 100 }, 346 + LONG_QUEUE],
  [{ memory: Size.mebibytes(256) }, 256],
])('MtaRx.memory: with %j the container may use %d MiB', (rx, mebibytes) => {
  expect(synthesizeGateway({ rx }).container('gateway-mta-rx').memory).toBe(mebibytes);
});

test('the load averages, the throttle and the header size are left to sendmail where nothing is said', () => {
  const unset = ['REFUSE_LA', 'DELAY_LA', 'QUEUE_LA', 'CONNECTION_RATE', 'MAX_HEADERS_LENGTH'];

  expect(statements({}).filter((line) => unset.some((name) => line.includes(name)))).toEqual([]);
});
