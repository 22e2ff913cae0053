import { Duration, MailDomain, QueueGroup, Route, SmtpEndpoint, VirtualUser } from 'cdktf-dual-mta';
import { eventually } from '../../tooling/eventually';
import { GatewayContainer } from '../../tooling/gateway-container';
import { MailSink } from '../../tooling/mail-sink';

const SINK = '127.0.0.1';

describe('MTA-TX, delivering,', () => {
  let tx: GatewayContainer;
  let smtp: MailSink;
  let lmtp: MailSink;

  beforeAll(async () => {
    tx = await GatewayContainer.start('mta-tx', {
      domains: [
        MailDomain.local('example.com', ['postmaster', 'jim', 'joe', 'sales', 'team']),
        MailDomain.relayed('imap.example', SmtpEndpoint.lmtp(SINK, 2424)),
      ],
      tx: {
        routes: [
          Route.to('down.example', SmtpEndpoint.smtp(SINK, 9)),
          Route.to('patient.example', SmtpEndpoint.smtp(SINK, 2527)),
          Route.to('limited.example', SmtpEndpoint.smtp(SINK, 2526), { messagesPerConnection: 1 }),
        ],
        smartHost: SmtpEndpoint.smtp(SINK, 2525),
        aliases: { sales: ['jim', 'joe'], postmaster: ['jim'] },
        virtusertable: [VirtualUser.to('team@example.com', ['jim', 'ann@foreign.example'])],
        messagesPerConnection: 2,
        heloName: 'out.example.com',
        sourceAddress: '127.0.0.7',
        doubleBounceAddress: 'joe',
        queueGroups: [QueueGroup.forDomains('slow', ['down.example'], { interval: Duration.minutes(5) })],
      },
    });
    smtp = await MailSink.start(tx.container, 2525);
    lmtp = await MailSink.start(tx.container, 2424);
  });

  afterAll(() => tx?.remove());

  test('MtaTx.smartHost: mail for foreign domains is handed to it', async () => {
    send('a@foreign.example', 'to the smart host');
    const events = await smtp.taken(1);

    expect(events.map(({ what, text }) => `${what} ${text}`)).toContain('rcpt <a@foreign.example>');
  });

  test('MtaTx.heloName: it says EHLO with it', () => {
    expect(new Set(smtp.texts('ehlo'))).toEqual(new Set(['out.example.com']));
  });

  test('MtaTx.sourceAddress: it connects from there', () => {
    expect(new Set(smtp.texts('connect'))).toEqual(new Set(['127.0.0.7']));
  });

  test('hands mail by LMTP where a mailbox server speaks that', async () => {
    send('jim@imap.example', 'by LMTP');
    await lmtp.taken(1);

    expect(lmtp.texts('lhlo')).toEqual(['out.example.com']);
  });

  test('MtaTx.aliases: mail for a name reaches all who stand for it, and chains of names are followed', async () => {
    send('sales@example.com', 'for sales');
    send('postmaster', 'for postmaster');
    await inMailbox('jim', 'for sales');
    await inMailbox('joe', 'for sales');
    await inMailbox('jim', 'for postmaster');
  });

  test('delivers what is for user+detail to the user', async () => {
    send('jim+lists@example.com', 'with detail');
    await inMailbox('jim', 'with detail');
  });

  test('MtaTx.virtusertable: several get what one address was sent', async () => {
    send('team@example.com', 'for the team');
    await inMailbox('jim', 'for the team');
    await eventually('mail for ann', () => (smtp.texts('rcpt').includes('<ann@foreign.example>') ? true : undefined));
  });

  test('MtaTx.messagesPerConnection, MtaTx.routes.messagesPerConnection: a connection is used for so many messages; a route has a number of its own', async () => {
    const [patient, limited] = ['patient.example', 'limited.example'];
    [1, 2, 3, 4].forEach((number) => [patient, limited].forEach((domain) => send(`u@${domain}`, `number ${number}`)));
    await eventually('all of it in the queue', () =>
      mailq().match(/Connection refused/g)?.length === 8 ? true : undefined,
    );
    const sinks = [await MailSink.start(tx.container, 2526), await MailSink.start(tx.container, 2527)];
    // One run of the queue delivers them all: that is what uses a connection again.
    const [perLimited, perPatient] = await eventually('all messages at their servers', () => {
      as('smmta', 'sendmail', '-q');
      const messages = sinks.map((sink) => sink.messagesPerConnection());
      return messages.every((numbers) => numbers.reduce((sum, number) => sum + number, 0) === 4) ? messages : undefined;
    });

    expect(perLimited).toEqual([1, 1, 1, 1]);
    expect(perPatient).toEqual([2, 2]);
  });

  test('MtaTx.queueGroups: mail for its domains waits in the directory of the group, and mailq shows it', async () => {
    send('u@down.example', 'for nobody');

    const queue = await eventually('the message in the queue of its group', () => {
      const said = mailq();
      return said.includes('Connection refused') ? said : undefined;
    });
    expect(queue).toMatch(/\/var\/spool\/mqueue\/group-slow \(1 request\)[^]*<u@down\.example>/);
  });

  test('shows hosts that failed with hoststat, forgets them with purgestat when they may be tried again', async () => {
    expect(as('smmta', 'hoststat')).toMatch(/127\.0\.0\.1 .*Deferred: Connection refu/);
    await eventually('no host that failed', () => {
      as('smmta', 'purgestat');
      return as('smmta', 'hoststat').includes('refu') ? undefined : true;
    });
  });

  test('a host that refused one connection gets the next mail at once all the same', async () => {
    send('v@down.example', 'refused');
    await eventually('a refused connection', () =>
      as('smmta', 'hoststat').includes('Connection refu') ? true : undefined,
    );
    send('after@foreign.example', 'on the same host');

    await eventually(
      'the mail behind it',
      () => (smtp.texts('rcpt').includes('<after@foreign.example>') ? true : undefined),
      20,
    );
  });

  test('MtaTx.aliases: newaliases says which there are', () => {
    expect(as('smmta', 'newaliases')).toMatch(/4 aliases, in use since [^]*^sales:\tjim, joe$/m);
  });

  test('MtaTx.doubleBounceAddress: it gets the bounce that bounces', async () => {
    // The sender's server refuses the bounce for good.
    send('never@foreign.example', 'bounces twice', '<never@foreign.example>');

    await inMailbox('joe', 'Returned mail');
  });

  test('takes mail whose sender DNS cannot tell anything of: it was accepted once already', () => {
    expect(send('jim@example.com', 'x', '<a@nowhere.invalid>')).toMatch(/^250 2\.0\.0 /);
  });

  const send = (recipient: string, subject: string, sender = '<>'): string => {
    const lines = ['EHLO f.example', `MAIL FROM:${sender}`, `RCPT TO:<${recipient}>`];
    const message = ['DATA', `|Subject: ${subject}`, '|', '|text', '.', 'QUIT'];
    return tx.dialogue(10025, [...lines, ...message], '127.0.0.1').at(-2) ?? '';
  };

  const as = (user: string, ...command: string[]): string => tx.container.exec(command, { user }).said;
  const mailq = (): string => as('smmta', 'mailq');

  const inMailbox = (user: string, subject: string): Promise<true> =>
    eventually(`"${subject}" in the mailbox of ${user}`, () =>
      as('smmta', '/usr/lib/dual-mta/mailbox', user).includes(`Subject: ${subject}`) ? true : undefined,
    );
});
