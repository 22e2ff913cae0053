import { AddressBlock, MailDomain, SmtpEndpoint } from 'cdktf-dual-mta';
import { answerDns, ASKS_ITSELF } from '../tooling/dns-responder';
import { eventually } from '../tooling/eventually';
import { GatewayContainer } from '../tooling/gateway-container';
import { OpenSession } from '../tooling/open-session';
import { RunningContainer } from '../tooling/running-container';

const PROPS = {
  addresses: AddressBlock.of('10.20.30.0/26'),
  domains: [
    MailDomain.local('example.com', ['postmaster']),
    MailDomain.relayed('example.net', SmtpEndpoint.smtp('192.0.2.1')),
  ],
};
const SENDER = ['EHLO client.example', 'MAIL FROM:<>'];

describe('MTA-RX, run as Terraform runs it,', () => {
  let rx: GatewayContainer;
  let container: RunningContainer;

  beforeAll(async () => {
    // The client's address has a name: a stranger whose address has none is told to come back, not turned away.
    rx = await GatewayContainer.start('mta-rx', PROPS, ['--add-host', 'client.example:127.0.0.9']);
    ({ container } = rx);
  });

  afterAll(() => rx?.remove());

  const repliesTo = (...recipients: string[]): string[] =>
    rx.dialogue(25, [...SENDER, ...recipients.map((one) => `RCPT TO:<${one}>`), 'QUIT']).slice(3, -1);

  test('has no root process', () => {
    expect(container.processes()).toEqual(expect.arrayContaining([{ user: '2501', program: 'sendmail' }]));
    expect(container.processes().filter(({ user }) => user !== '2501')).toEqual([]);
  });

  test('greets with its name on both ports, and without a version', () => {
    expect(rx.dialogue(25, ['QUIT'])[0]).toBe('220 mx.example.com ESMTP');
    expect(rx.dialogue(587, ['QUIT'])[0]).toBe('220 mx.example.com ESMTP');
  });

  test('takes mail for mailboxes that exist and for relayed domains', () => {
    expect(repliesTo('postmaster@example.com', 'anybody@example.net')).toEqual([
      expect.stringMatching(/^250 2\.1\.5 /),
      expect.stringMatching(/^250 2\.1\.5 /),
    ]);
  });

  test('takes mail for postmaster without a domain, as RFC 5321 demands', () => {
    expect(repliesTo('postmaster')).toEqual([expect.stringMatching(/^250 2\.1\.5 /)]);
  });

  test('refuses recipients that do not exist, while the client is there', () => {
    expect(repliesTo('nobody@example.com')).toEqual(['550 5.1.1 <nobody@example.com>... No such user here']);
  });

  test('refuses everybody at its own name', () => {
    expect(repliesTo('nobody@mx.example.com')).toEqual([expect.stringMatching(/^55\d 5\./)]);
  });

  // A bounce would go to whoever was named as the sender.
  test.each(['nobody', 'root'])('refuses %s without a domain, who does not exist', (recipient) => {
    expect(repliesTo(recipient)).toEqual([expect.stringMatching(/^55\d 5\./)]);
  });

  test.each([
    'victim@foreign.example',
    'victim%foreign.example@example.com',
    'victim%foreign.example@example.net',
    '@example.net:victim@foreign.example',
    'foreign.example!victim',
    '"victim@foreign.example"@example.com',
    'victim@foreign.example@example.com',
    'victim@[192.0.2.7]',
  ])('does not relay to %s', (recipient) => {
    expect(repliesTo(recipient)).toEqual([expect.stringMatching(/^55\d 5\./)]);
  });

  test('wants authentication on the submission port', () => {
    expect(rx.dialogue(587, [...SENDER, 'QUIT'])[2]).toMatch(/^530 5\.7\.0 /);
  });

  test('hands all mail to the filter: of local, relayed and foreign domains', () => {
    const mailers = rx.mailersFor('postmaster@example.com', 'x@example.net', 'x@foreign.example', 'x@[192.0.2.1]');

    expect(mailers.map((answer) => answer.split(' $:')[0])).toEqual(Array(4).fill('$#esmtp $@[10.20.30.4]'));
  });

  test('queues what it has accepted, and delivers nothing itself', () => {
    const lines = [...SENDER, 'RCPT TO:<postmaster@example.com>', 'DATA'];
    const replies = rx.dialogue(25, [...lines, '|Subject: test', '|', '.', 'QUIT']);

    expect(replies.at(-2)).toMatch(/^250 2\.0\.0 \w+ Message accepted for delivery$/);
    expect(container.exec(['ls', '/var/spool/mqueue-rx'], { user: 'smmsp' }).stdout).toMatch(/^qf\w+$/m);
  });

  test('logs on standard output, under a label of its own', () => {
    expect(container.logs()).toContain('sm-mta-rx[');
  });

  test('has no place to write but its queue and what is in memory', () => {
    const find = ['find', '/', '-path', '/proc', '-prune', '-o', '-path', '/dev', '-prune', '-o', '-type', 'd'];
    const { stdout } = container.exec([...find, '-writable', '-print'], { user: 'smmsp' });

    expect(stdout.trim().split('\n').sort()).toEqual([
      '/run/sendmail',
      '/tmp',
      '/var/lib/sendmail',
      '/var/spool/mqueue-rx',
    ]);
  });

  test('stops when the engine asks it to, without waiting for a client that says nothing', async () => {
    const idle = await OpenSession.open(container, { from: '127.0.0.9', port: 25 });
    const start = Date.now();

    // 143 is the shell's word for a wait that SIGTERM interrupted.
    expect([0, 143]).toContain(container.stop());
    expect(Date.now() - start).toBeLessThan(20_000);
    idle.close();
  });
});

test('MTA-RX stops without waiting for a resolver that says nothing about a sender', async () => {
  const names = ['--add-host', 'client.example:127.0.0.9'];
  const rx = await GatewayContainer.start('mta-rx', PROPS, [...ASKS_ITSELF, '--dns-option', 'timeout:30', ...names]);
  try {
    answerDns(rx.container, ['slow.example SILENT -']);
    const client = await OpenSession.open(rx.container, { from: '127.0.0.9', port: 25 });
    await client.say('EHLO client.example');
    void client.say('MAIL FROM:<a@slow.example>');
    const titles = ['pgrep', '-f', '^sendmail: .*: MAIL FROM'];
    await eventually('a session that waits', () => rx.container.exec(titles).code === 0 || undefined);

    expect([0, 143]).toContain(rx.container.stop());
    client.close();
  } finally {
    rx.remove();
  }
});
