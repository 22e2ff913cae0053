import { Publish } from 'cdktf-dual-mta';
import { MailDomain, RunAs, SmtpEndpoint } from 'cdktf-dual-mta';
import { synthesizeGateway } from '../../tooling/synthesized-stack';

const LOOPBACK = { smtp: [Publish.onLoopback(2525)], submission: [Publish.onLoopback(2587)] };

describe('a stack with a gateway', () => {
  const stack = synthesizeGateway(LOOPBACK);
  const output = (name: string): string => stack.json.output[name].value;

  test('says where the gateway listens', () => {
    expect([output('smtp'), output('submission')]).toEqual(['127.0.0.1:2525', '127.0.0.1:2587']);
  });

  test("has the README's shell aliases as outputs", () => {
    expect(output('mailq_rx')).toBe('docker exec --user smmsp gateway-mta-rx mailq -C/etc/mail/sendmail-rx.cf');
    expect(Object.keys(stack.json.output)).toEqual(
      expect.arrayContaining(['mailq_rx', 'mailq_tx', 'sendmail_rx', 'sendmail_tx', 'mailbox']),
    );
  });

  test('has as outputs what copies the queues and puts them back, as the user that each belongs to', () => {
    const others = synthesizeGateway({ ...LOOPBACK, tx: { runAs: RunAs.of('mail-out', 2600) } }).json.output;

    expect(output('backup_rx')).toMatch(/gateway-mta-rx:ro .* --user 2501:2501 .*\/backup-queue /);
    expect(output('restore_tx')).toMatch(/gateway-mta-tx .* --user 2502:2502 .*\/restore-queue /);
    expect(others.backup_tx.value).toMatch(/ --user 2600:2600 /);
    expect(others.restore_tx.value).toMatch(/ --user 2600:2600 /);
  });

  test('has as outputs what lists and what releases the mail that the filter has kept', () => {
    expect(output('quarantine')).toBe('docker exec --user amavis gateway-filter /usr/lib/dual-mta/quarantine list');
    expect(output('quarantine_release')).toBe(
      'docker exec --user amavis gateway-filter /usr/lib/dual-mta/quarantine release',
    );
  });

  test('has no command for a mailbox where there is none', () => {
    const relaying = synthesizeGateway({
      ...LOOPBACK,
      domains: [MailDomain.relayed('example.com', SmtpEndpoint.smtp('192.0.2.1'))],
    });

    expect(relaying.json.output).not.toHaveProperty('mailbox');
  });

  test('has the table of who can reach which port as an output', () => {
    expect(JSON.parse(output('checks'))).toContainEqual({
      name: 'MTA-RX greets on 127.0.0.1:2525',
      from: 'host',
      host: '127.0.0.1',
      port: 2525,
      protocol: 'smtp',
      expect: 'greets',
    });
  });

  test('runs on version 3 of the Docker provider and on version 4', () => {
    expect(stack.json.terraform.required_providers.docker.version).toBe('>= 3.6.2, < 5.0.0');
  });

  test('asks the engine that was chosen, with every provider block', () => {
    const remote = synthesizeGateway({ ...LOOPBACK, dockerHost: 'ssh://admin@mx.example.com' });
    const hosts = remote.json.provider.docker.map(({ host }) => host);

    expect(new Set(hosts)).toEqual(new Set(['ssh://admin@mx.example.com']));
  });
});
