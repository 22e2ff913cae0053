import { DeliveryMode, Duration, MailboxFormat, MailDomain } from 'cdktf-dual-mta';
import { eventually } from '../../tooling/eventually';
import { GatewayContainer } from '../../tooling/gateway-container';

const HOUR = 3600;

describe('MTA-TX with mailboxes of the format mbox, whose mail waits for the queue,', () => {
  let tx: GatewayContainer;

  beforeAll(async () => {
    tx = await GatewayContainer.start('mta-tx', {
      domains: [MailDomain.local('example.com', ['jim'])],
      tx: {
        mailboxFormat: MailboxFormat.MBOX,
        deliveryMode: DeliveryMode.QUEUE_ONLY,
        queueInterval: Duration.minutes(7),
        queueReturn: Duration.minutes(2),
        queueWarn: Duration.minutes(1),
        queueReturnDsn: Duration.hours(8),
      },
    });
  });

  afterAll(() => tx?.remove());

  const asOwner = (...command: string[]): string => tx.container.exec(command, { user: 'smmta' }).said;
  const mailbox = (): string => asOwner('/usr/lib/dual-mta/mailbox', 'jim@example.com');

  const send = (recipient: string, subject: string, sender = '<>'): void => {
    const lines = ['EHLO f.example', `MAIL FROM:${sender}`, `RCPT TO:<${recipient}>`, 'DATA'];
    tx.dialogue(10025, [...lines, `|Subject: ${subject}`, '|', '|From here on', '.', 'QUIT'], '127.0.0.1');
  };

  test('MtaTx.queueInterval: the queue is run so often', () => {
    expect(tx.container.logs()).toContain('queueing@00:07:00');
  });

  test('MtaTx.deliveryMode: nothing is delivered before the queue is run', () => {
    send('jim@example.com', 'first');
    send('jim@example.com', 'second');

    expect(asOwner('mailq')).toMatch(/Total requests: 2/);
    expect(mailbox()).toMatch(/nothing was delivered yet/);
  });

  test('MtaTx.mailboxFormat: messages stand in one file, each behind a line "From "', async () => {
    await eventually('both messages', () => {
      asOwner('sendmail', '-q');
      return mailbox().match(/^Subject: /gm)?.length === 2 ? true : undefined;
    });

    expect(mailbox().match(/^From \S+ +\w{3} \w{3} /gm)).toHaveLength(2);
    expect(mailbox()).toContain('\n>From here on\n');
    expect(asOwner('ls', '/var/lib/mailboxes')).toBe('jim.mbox\n');
  });

  /** A message in the queue that came so many seconds ago: the line of its control file says when. */
  const age = (recipient: string, seconds: number): void => {
    const script = `qf=$(grep -l '${recipient}' /var/spool/mqueue/qf*); t=$(($(date +%s) - ${seconds})); sed -i "s/^T.*/T$t/; s/^K.*/K0/" "$qf"`;
    expect(asOwner('sh', '-euc', script)).toBe('');
  };

  test('MtaTx.queueWarn: the sender of old mail is told that it waits; MtaTx.queueReturn: of older, that it is given up', async () => {
    send('u@old.invalid', 'old', '<jim@example.com>');
    age('u@old.invalid', 70);
    await eventually('a warning', () => {
      asOwner('sendmail', '-q');
      return /^Subject: Warning: could not send message for past 1 minute/m.test(mailbox()) ? true : undefined;
    });
    age('u@old.invalid', 150);
    await eventually('a bounce', () => {
      asOwner('sendmail', '-q');
      return /^Subject: Returned mail/m.test(mailbox()) ? true : undefined;
    });
  });

  test('MtaTx.queueReturnDsn: a bounce of the age at which mail comes back stays; MtaTx.queueWarn: nobody is told', async () => {
    send('nobody@local.invalid', 'for nobody', '<forged@dsn.invalid>');
    age('nobody@local.invalid', 150);
    await eventually('a bounce to a forged sender', () => {
      asOwner('sendmail', '-q');
      return /MAILER-DAEMON\s[^]*forged@dsn\.invalid/.test(asOwner('mailq')) ? true : undefined;
    });
    age('forged@dsn.invalid', 7 * HOUR);
    asOwner('sendmail', '-q');

    expect(asOwner('mailq')).toMatch(/Total requests: 1\n/);
    expect(asOwner('mailq')).toContain('forged@dsn.invalid');
  });

  test('MtaTx.queueReturnDsn: an older one is given up, and goes to the postmaster', async () => {
    age('forged@dsn.invalid', 9 * HOUR);
    await eventually('a double bounce', () => {
      asOwner('sendmail', '-q');
      return /^Subject: for nobody/m.test(asOwner('/usr/lib/dual-mta/mailbox', 'postmaster')) ? true : undefined;
    });
  });
});
