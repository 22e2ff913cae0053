import {
  backupCommand,
  gatewayCommands,
  mailboxCommand,
  quarantineCommands,
  restoreCommand,
} from '../../../lib/models/gateway-commands';
import { RunAs } from '../../../lib/models/run-as';

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

  test("have those beside them that copy a container's queues and put them back, as the queues' own user and without any power", () => {
    const confined =
      '--log-driver none --network none --user 2600:2600 --read-only --cap-drop ALL --security-opt no-new-privileges';
    const image = "$(docker inspect --type container --format '{{.Image}}' gw-mta-rx)";
    const programs = '--entrypoint /usr/lib/dual-mta';

    expect(backupCommand('gw-mta-rx', RunAs.of('mail-in', 2600))).toBe(
      `docker run --rm --volumes-from gw-mta-rx:ro ${confined} ${programs}/backup-queue ${image}`,
    );
    expect(restoreCommand('gw-mta-rx', RunAs.of('mail-in', 2600))).toBe(
      `docker run --rm --interactive --volumes-from gw-mta-rx ${confined} ${programs}/restore-queue ${image}`,
    );
  });
});
