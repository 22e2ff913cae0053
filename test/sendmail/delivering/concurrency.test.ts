import { DeliveryMode, Duration, MtaTxOptions, QueueGroup, Route, SmtpEndpoint } from 'cdktf-dual-mta';
import { eventually } from '../../tooling/eventually';
import { GatewayContainer } from '../../tooling/gateway-container';
import { MailSink } from '../../tooling/mail-sink';

const SINK = '127.0.0.1';
/** For the group, and for all other mail. */
const [RUNNERS, OTHERS] = [2, 3];
const MESSAGES = 9;
const AGE = 6;

interface Mail {
  readonly to: string;
  readonly from?: string;
}

/** An MTA-TX that looks at its queue each second, and the servers of a domain that has a group and of all others. */
const start = async (more: MtaTxOptions) => {
  const tx = await GatewayContainer.start('mta-tx', {
    tx: {
      deliveryMode: DeliveryMode.QUEUE_ONLY,
      queueInterval: Duration.seconds(1),
      routes: [Route.to('gentle.example', SmtpEndpoint.smtp(SINK, 2525))],
      smartHost: SmtpEndpoint.smtp(SINK, 2526),
      queueGroups: [QueueGroup.forDomains('gentle', ['gentle.example'], { runners: RUNNERS, niceness: 3 })],
      ...more,
    },
  });
  return { tx, gentle: await MailSink.start(tx.container, 2525), other: await MailSink.start(tx.container, 2526) };
};

/** What comes to a recipient called "slow" keeps the server busy for two seconds. */
const send = (tx: GatewayContainer, { to, from = '' }: Mail, count = MESSAGES): void => {
  const message = [`MAIL FROM:<${from}>`, `RCPT TO:<${to}>`, 'DATA', '|Subject: test', '|', '.'];
  tx.dialogue(10025, ['EHLO f.example', ...Array<string[]>(count).fill(message).flat(), 'QUIT'], SINK);
};

/** How many seconds lie between the first two tries of a message that its server does not take yet. */
const secondsToSecondTry = async ({ container }: GatewayContainer): Promise<number> => {
  const [first, second] = await eventually('a second try', () => {
    const tries = [...container.logs().matchAll(/to=<later@other\.example>, delay=00:00:(\d\d),.* stat=Deferred/g)];
    return tries.length > 1 ? tries.map(([, seconds]) => Number(seconds)) : undefined;
  });
  return second - first;
};

describe('MTA-TX with persistent runners', () => {
  let tx: GatewayContainer;
  let gentle: MailSink;
  let other: MailSink;

  beforeAll(async () => {
    const options = { persistentRunners: OTHERS, minQueueAge: Duration.seconds(AGE) };
    ({ tx, gentle, other } = await start(options));
    send(tx, { to: 'slow@gentle.example' });
    send(tx, { to: 'slow@other.example' });
    send(tx, { to: 'later@other.example' }, 1);
  });

  afterAll(() => tx?.remove());

  test('MtaTx.persistentRunners, MtaTx.queueGroups.runners: the server of a group is handed so many at a time', async () => {
    await gentle.taken(MESSAGES);

    expect(gentle.mostConnections()).toBe(RUNNERS);
  });

  test('MtaTx.persistentRunners: of all other mail so many messages are under way', async () => {
    await other.taken(MESSAGES);

    expect(other.mostConnections()).toBe(OTHERS);
  });

  test('MtaTx.minQueueAge: what a server did not take waits for so long, however often the queue is run', async () => {
    expect(await secondsToSecondTry(tx)).toBeGreaterThanOrEqual(AGE - 1);
  });

  test('MtaTx.queueGroups.niceness: persistent runners stand back further with each run', async () => {
    const niceness = (): number =>
      Number(
        /^ *(\d+) sendmail: running queue: .*gentle$/m.exec(tx.container.exec(['ps', '-eo', 'ni,args']).stdout)?.[1],
      );

    await eventually('a third run', () => (niceness() >= 9 ? true : undefined));
  });

  test('MtaTx.persistentRunners: bounces are delivered as soon as they are made, beyond the bound', async () => {
    send(tx, { to: 'slow@gentle.example' });
    send(tx, { to: 'never@other.example', from: 'slow@gentle.example' });

    await eventually('more connections', () => (gentle.mostConnections() > RUNNERS ? true : undefined));
  });
});

describe('MTA-TX without persistent runners', () => {
  let tx: GatewayContainer;
  let gentle: MailSink;

  beforeAll(async () => {
    ({ tx, gentle } = await start({}));
    send(tx, { to: 'slow@gentle.example' });
    send(tx, { to: 'later@other.example' }, 1);
  });

  afterAll(() => tx?.remove());

  test('MtaTx.queueGroups.runners: runs overlap, and the server of a group is handed more at a time', async () => {
    await eventually('more connections', () => (gentle.mostConnections() > RUNNERS ? true : undefined));
  });

  test('MtaTx.minQueueAge: what a server did not take is tried in each run', async () => {
    expect(await secondsToSecondTry(tx)).toBeLessThan(AGE - 1);
  });
});
