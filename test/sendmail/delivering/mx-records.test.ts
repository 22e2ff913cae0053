import { MailDomain } from 'cdktf-dual-mta';
import { answerDns, ASKS_ITSELF } from '../../tooling/dns-responder';
import { eventually } from '../../tooling/eventually';
import { GatewayContainer } from '../../tooling/gateway-container';
import { MailSink } from '../../tooling/mail-sink';

const LIVE = '127.0.0.2';
const DEAD = '127.0.0.3';

describe('MTA-TX, where nothing else was said, asks DNS who takes the mail of a domain:', () => {
  let tx: GatewayContainer;
  let sink: MailSink;

  beforeAll(async () => {
    tx = await GatewayContainer.start('mta-tx', { domains: [MailDomain.local('example.com', ['jim'])] }, ASKS_ITSELF);
    answerDns(tx.container, [
      'two.example MX 20 live.example',
      'two.example MX 10 dead.example',
      'one.example MX 10 live.example',
      'dead.two.example MX 10 dead.example',
      `live.example A ${LIVE}`,
      `dead.example A ${DEAD}`,
      `host.example A ${LIVE}`,
    ]);
    sink = await MailSink.start(tx.container, 25, { address: LIVE });
  });

  afterAll(() => tx?.remove());

  test('the host that its MX record names', async () => {
    expect(await outcome('u@one.example')).toMatch(/relay=live\.example\. \[127\.0\.0\.2\],.* stat=Sent/);
    expect(sink.texts('rcpt')).toContain('<u@one.example>');
  });

  test('the second host, where the first does not answer', async () => {
    expect(await outcome('u@two.example')).toMatch(/relay=live\.example\. \[127\.0\.0\.2\],.* stat=Sent/);
    expect(sink.texts('rcpt')).toContain('<u@two.example>');
    // It was asked.
    expect(tx.container.exec(['hoststat'], { user: 'smmta' }).said).toMatch(/^ *dead\.example .*Connection refu/m);
  });

  test('the host of that name, where there is no MX record', async () => {
    expect(await outcome('u@host.example')).toMatch(/stat=Sent/);
    expect(sink.texts('rcpt')).toContain('<u@host.example>');
  });

  test('nobody now, where no host answers: the mail waits', async () => {
    expect(await outcome('u@dead.two.example')).toMatch(/stat=Deferred: Connection refused by dead\.example\./);
  });

  test('nobody at all, where there is no such domain: the sender hears of it at once', async () => {
    expect(await outcome('u@nowhere.example', '<jim@example.com>')).toMatch(/stat=Host unknown/);
    await eventually('the bounce', () =>
      tx.container.exec(['/usr/lib/dual-mta/mailbox', 'jim'], { user: 'smmta' }).said.includes('Host unknown')
        ? true
        : undefined,
    );
  });

  /** Sends a message; what the log says of the first try. */
  const outcome = (recipient: string, sender = '<>'): Promise<string> => {
    const envelope = ['EHLO f.example', `MAIL FROM:${sender}`, `RCPT TO:<${recipient}>`];
    const replies = tx.dialogue(10025, [...envelope, 'DATA', '|Subject: x', '|', '|text', '.', 'QUIT'], '127.0.0.1');
    expect(replies.at(-2)).toMatch(/^250 2\.0\.0 /);
    return eventually(`a try for ${recipient}`, () =>
      tx.container
        .logs()
        .split('\n')
        .find((line) => line.includes(`to=<${recipient}>`) && line.includes('stat=')),
    );
  };
});
