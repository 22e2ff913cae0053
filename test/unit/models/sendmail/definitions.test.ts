import { DualMtaStackProps, Duration, Size } from 'cdktf-dual-mta';
import { statementsOf } from '../../../tooling/mc-statements';
import { synthesizeGateway } from '../../../tooling/synthesized-stack';

const FILES = { rx: ['gateway-mta-rx', 'sendmail-rx.mc'], tx: ['gateway-mta-tx', 'sendmail.mc'] } as const;

const CASES: [string, keyof typeof FILES, Partial<DualMtaStackProps>, string][] = [
  ['MtaRx.greeting', 'rx', { rx: { greeting: 'hello' } }, 'define(confSMTP_LOGIN_MSG,hello)'],
  ['MtaRx.minFreeBlocks', 'rx', { rx: { minFreeBlocks: Size.mebibytes(400) } }, 'define(confMIN_FREE_BLOCKS,102400)'],
  ['MtaRx.minQueueAge', 'rx', { rx: { minQueueAge: Duration.seconds(20) } }, 'define(confMIN_QUEUE_AGE,20s)'],
  ['MtaRx.messagesPerConnection', 'rx', { rx: { messagesPerConnection: 5 } }, 'define(SMTP_MAILER_MAXMSGS,5)'],
  ['MtaRx.dataTimeout', 'rx', { rx: { dataTimeout: Duration.minutes(30) } }, 'define(confTO_DATAFINAL,30m)'],
  ['MtaRx.queueRunners', 'rx', { filterProcesses: 3, rx: { queueRunners: 3 } }, 'define(confMAX_QUEUE_CHILDREN,3)'],
  ['MtaTx.greeting', 'tx', { tx: { greeting: 'hello' } }, 'define(confSMTP_LOGIN_MSG,hello)'],
  ['MtaTx.minFreeBlocks', 'tx', { tx: { minFreeBlocks: Size.mebibytes(8) } }, 'define(confMIN_FREE_BLOCKS,2048)'],
  ['MtaTx.messagesPerConnection', 'tx', { tx: { messagesPerConnection: 5 } }, 'define(SMTP_MAILER_MAXMSGS,5)'],
];

describe('a property that is one definition', () => {
  test.each(CASES)('%s', (_, mta, props, statement) => {
    const [container, file] = FILES[mta];

    expect(statementsOf(synthesizeGateway(props).configuration(container, file))).toContain(statement);
  });
});
