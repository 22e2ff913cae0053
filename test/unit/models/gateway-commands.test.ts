import { gatewayCommands, mailboxCommand, quarantineCommands } from '../../../lib/models/gateway-commands';

describe("the README's shell aliases", () => {
  test("are commands for the gateway's containers, run as the user of each", () => {
    expect(gatewayCommands('gw')).toEqual({
      mailq_rx: 'docker exec --user smmsp gw-mta-rx mailq -C/etc/mail/sendmail-rx.cf',
      mailq_tx: 'docker exec --user smmta gw-mta-tx mailq',
      sendmail_rx: 'docker exec -i --user smmsp gw-mta-rx /usr/sbin/sendmail -C/etc/mail/sendmail-rx.cf',
      sendmail_tx: 'docker exec -i --user smmta gw-mta-tx /usr/sbin/sendmail',
    });
  });

  test('have those beside them that list what the filter has kept, and release it', () => {
    expect(quarantineCommands('gw')).toEqual({
      quarantine: 'docker exec --user amavis gw-filter /usr/lib/dual-mta/quarantine list',
      quarantine_release: 'docker exec --user amavis gw-filter /usr/lib/dual-mta/quarantine release',
    });
  });

  test('have one beside them that prints a mailbox', () => {
    expect(mailboxCommand('gw', 'postmaster@example.com')).toBe(
      'docker exec --user smmta gw-mta-tx /usr/lib/dual-mta/mailbox postmaster@example.com',
    );
  });
});
