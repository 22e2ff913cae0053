import { DeliveryMode, Duration, MailDomain, QueueGroup, SmtpEndpoint } from 'cdktf-dual-mta';
import { DeliverySinks } from '../tooling/delivery-sinks';
import { eventually } from '../tooling/eventually';
import { GatewayContainer } from '../tooling/gateway-container';
import { LoneMtaRx } from '../tooling/lone-mta-rx';
import { RunningContainer } from '../tooling/running-container';
import { dialogue } from '../tooling/smtp-dialogue';

const [HOST, PORT] = ['127.0.0.1', 10024];

/** One with limits and one without, which nobody runs but the tests; mail for example.com is in neither. */
const [BOUNDED, PLAIN] = ['example.net', 'example.org'];
const QUEUE_GROUPS = [
  QueueGroup.forDomains('bounded', [BOUNDED], {
    directory: 'later',
    interval: Duration.hours(1),
    jobs: 1,
    niceness: 7,
    maxRecipients: 2,
  }),
  QueueGroup.forDomains('plain', [PLAIN], { interval: Duration.hours(1), flags: [] }),
];

/** A sendmail with these groups, all of whose mail goes to a sink on its own loopback. */
interface Sendmail {
  readonly sendmail: { readonly container: RunningContainer; remove(): void };
  readonly port: number;
  readonly user: string;
  readonly queue: string;
  readonly configuration: string;
}

const mtaRx = async (): Promise<Sendmail> => ({
  sendmail: await LoneMtaRx.start(SmtpEndpoint.lmtp(HOST, PORT), 3, { queueGroups: QUEUE_GROUPS }),
  port: 25,
  user: 'smmsp',
  queue: '/var/spool/mqueue-rx',
  configuration: '/etc/mail/sendmail-rx.cf',
});

const mtaTx = async (): Promise<Sendmail> => ({
  sendmail: await GatewayContainer.start('mta-tx', {
    domains: [MailDomain.relayed('example.com', SmtpEndpoint.smtp(HOST, PORT))],
    tx: {
      deliveryMode: DeliveryMode.QUEUE_ONLY,
      queueInterval: Duration.seconds(1),
      smartHost: SmtpEndpoint.smtp(HOST, PORT),
      queueGroups: QUEUE_GROUPS,
    },
  }),
  port: 10025,
  user: 'smmta',
  queue: '/var/spool/mqueue',
  configuration: '/etc/mail/sendmail.cf',
});

describe.each([
  ['MTA-RX', mtaRx],
  ['MTA-TX', mtaTx],
])('the queue groups of %s', (_, start) => {
  let mta: Sendmail;
  let container: RunningContainer;
  let sinks: DeliverySinks;

  beforeAll(async () => {
    mta = await start();
    ({ container } = mta.sendmail);
    sinks = await DeliverySinks.start(container, PORT);
  });

  afterAll(() => mta?.sendmail.remove());

  const send = (subject: string, ...recipients: string[]): void => {
    const envelope = ['MAIL FROM:<>', ...recipients.map((recipient) => `RCPT TO:<${recipient}>`)];
    const message = ['DATA', `|Subject: ${subject}`, '|', '.'];
    dialogue(container, { port: mta.port, from: HOST }, ['EHLO client.example', ...envelope, ...message, 'QUIT']);
  };

  const shell = (script: string): string => container.exec(['sh', '-c', script], { user: mta.user }).stdout;

  /** How many recipients each message in a directory of the queue has. */
  const queuedIn = (directory: string): number[] =>
    shell(`cd ${mta.queue}/${directory} && grep -c '^R' qf* /dev/null`)
      .split('\n')
      .flatMap((line) => /^qf.*:(\d+)$/.exec(line)?.[1] ?? [])
      .map(Number)
      .sort();

  /** One run of a group. */
  const run = (group: string, how = ''): string => shell(`sendmail -C ${mta.configuration} -qG${group} ${how}`);

  /** As `run`, until its runners have ended too, for which the run itself does not wait. */
  const runToEnd = async (group: string, directory: string): Promise<void> => {
    run(group);
    await eventually('an end of the runners', () =>
      shell('ps -eo args').includes(`/${directory}`) ? undefined : true,
    );
  };

  test('MtaRx.queueGroups.maxRecipients, MtaTx.queueGroups.maxRecipients: a message for more is several', () => {
    [BOUNDED, PLAIN].forEach((domain) => send('for three', ...['a', 'b', 'c'].map((user) => `${user}@${domain}`)));

    expect(queuedIn('later')).toEqual([1, 2]);
    expect(queuedIn('group-plain')).toEqual([3]);
  });

  test('MtaRx.queueGroups.directory, MtaTx.queueGroups.directory: they are those that were said, or named after it', () => {
    expect(shell(`cd ${mta.queue} && ls -d */`)).toBe('group-plain/\nlater/\n');
  });

  test('MtaRx.queueGroups.interval, MtaTx.queueGroups.interval: its mail waits while all other mail goes', async () => {
    send('for another domain', 'postmaster@example.com');

    expect(await sinks.untilHanded(PORT, 1)).toEqual(['postmaster@example.com']);
    expect(queuedIn('later')).toHaveLength(2);
  });

  test('MtaRx.queueGroups.jobs, MtaTx.queueGroups.jobs: a run takes so many messages, and all where there is no limit', async () => {
    send('one more', `d@${PLAIN}`);
    await runToEnd('plain', 'group-plain');
    await runToEnd('bounded', 'later');

    expect(queuedIn('group-plain')).toEqual([]);
    expect(queuedIn('later')).toHaveLength(1);
    await runToEnd('bounded', 'later');
    expect(queuedIn('later')).toEqual([]);
  });

  describe('while runners have a message in hand', () => {
    beforeAll(async () => {
      const before = sinks.recipients(PORT).length;
      [BOUNDED, PLAIN].forEach((domain) => send('hold', `e@${domain}`));
      ['bounded', 'plain'].forEach((group) => run(group, '> /dev/null 2>&1 &'));
      await sinks.untilHanded(PORT, before + 2);
    });

    /** The niceness of each process that works for a directory of the queue. */
    const nicenessIn = (directory: string): number[] =>
      [...shell('ps -eo ni,args').matchAll(/^ *(\d+) sendmail: (.*)$/gm)]
        .filter(([, , title]) => title.includes(directory))
        .map(([, niceness]) => Number(niceness));

    test('MtaRx.queueGroups.niceness, MtaTx.queueGroups.niceness: they stand so far back', () => {
      expect(new Set(nicenessIn('later'))).toEqual(new Set([7]));
      expect(new Set(nicenessIn('group-plain'))).toEqual(new Set([0]));
    });

    test('MtaRx.queueGroups.flags, MtaTx.queueGroups.flags: without FORK the run itself is the runner', () => {
      expect(nicenessIn('later')).toHaveLength(2);
      expect(nicenessIn('group-plain')).toHaveLength(1);
    });
  });
});
