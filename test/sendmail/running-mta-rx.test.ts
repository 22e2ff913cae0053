import { MailDomain, SmtpEndpoint } from 'cdktf-dual-mta';
import { ContainerImage } from '../tooling/container-image';
import { buildGatewayImage } from '../tooling/gateway-image';
import { argumentsOf, RunningContainer } from '../tooling/running-container';
import { dialogue } from '../tooling/smtp-dialogue';
import { synthesizeGateway } from '../tooling/synthesized-stack';

const PROPS = {
  domains: [
    MailDomain.local('example.com', ['postmaster']),
    MailDomain.relayed('example.net', SmtpEndpoint.smtp('192.0.2.1')),
  ],
};
const SENDER = ['EHLO client.example', 'MAIL FROM:<>'];

describe('MTA-RX, run as Terraform runs it,', () => {
  let image: ContainerImage;
  let container: RunningContainer;

  beforeAll(async () => {
    image = buildGatewayImage('mta-rx', PROPS);
    // The client's address has a name: a stranger whose address has none is told to come back, not turned away.
    const options = argumentsOf(synthesizeGateway(PROPS).container('gateway-mta-rx'));
    container = RunningContainer.start(image.tag, [...options, '--add-host', 'client.example:127.0.0.9']);
    await container.untilHealthy();
  });

  afterAll(() => {
    container?.remove();
    image?.remove();
  });

  const repliesTo = (...recipients: string[]): string[] =>
    dialogue(container, { port: 25 }, [...SENDER, ...recipients.map((one) => `RCPT TO:<${one}>`), 'QUIT']).slice(3, -1);

  test('has no root process', () => {
    expect(container.processes()).toEqual(expect.arrayContaining([{ user: '2501', program: 'sendmail' }]));
    expect(container.processes().filter(({ user }) => user !== '2501')).toEqual([]);
  });

  test('greets with its name on both ports, and without a version', () => {
    expect(dialogue(container, { port: 25 }, ['QUIT'])[0]).toBe('220 mx.example.com ESMTP');
    expect(dialogue(container, { port: 587 }, ['QUIT'])[0]).toBe('220 mx.example.com ESMTP');
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
    expect(dialogue(container, { port: 587 }, [...SENDER, 'QUIT'])[2]).toMatch(/^530 5\.7\.0 /);
  });

  test('queues what it has accepted, and delivers nothing itself', () => {
    const lines = [...SENDER, 'RCPT TO:<postmaster@example.com>', 'DATA'];
    const replies = dialogue(container, { port: 25 }, [...lines, '|Subject: test', '|', '.', 'QUIT']);

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

  test('stops when the engine asks it to', () => {
    const start = Date.now();

    // 143 is the shell's word for a wait that SIGTERM interrupted.
    expect([0, 143]).toContain(container.stop());
    expect(Date.now() - start).toBeLessThan(20_000);
  });
});
