import { RunAs } from './run-as';

/** The README's shell aliases, as commands for a gateway's containers. */
export const gatewayCommands = (gateway: string): Record<string, string> => {
  const rx = `--user ${RunAs.SMMSP.user} ${gateway}-mta-rx`;
  const tx = `--user ${RunAs.SMMTA.user} ${gateway}-mta-tx`;
  return {
    mailq_rx: `docker exec ${rx} mailq -C/etc/mail/sendmail-rx.cf`,
    mailq_tx: `docker exec ${tx} mailq`,
    sendmail_rx: `docker exec -i ${rx} /usr/sbin/sendmail -C/etc/mail/sendmail-rx.cf`,
    sendmail_tx: `docker exec -i ${tx} /usr/sbin/sendmail`,
  };
};

/** Prints what was delivered to an address of a local domain. */
export const mailboxCommand = (gateway: string, address: string): string =>
  `docker exec --user ${RunAs.SMMTA.user} ${gateway}-mta-tx /usr/lib/dual-mta/mailbox ${address}`;

/** Prints the DNS records of the keys that the filter signs with. */
export const dkimRecordsCommand = (gateway: string): string =>
  `docker exec --user ${RunAs.AMAVIS.user} ${gateway}-filter amavisd showkeys`;

/** What the filter has kept: its list, and what an ID of it is written behind to have that message delivered. */
export const quarantineCommands = (gateway: string): Record<string, string> => {
  const quarantine = `docker exec --user ${RunAs.AMAVIS.user} ${gateway}-filter /usr/lib/dual-mta/quarantine`;
  return { quarantine: `${quarantine} list`, quarantine_release: `${quarantine} release` };
};

/**
 * What reads or fills the queues of a sendmail's container, whether that runs or not: beside it, from the same image, as
 * the queue's own user, with nothing else. The engine would write down what a backup prints, were it not told otherwise.
 */
const besideQueue = (container: string, { id }: RunAs, options: string, program: string): string =>
  [
    `docker run --rm ${options} --log-driver none --network none --user ${id}:${id}`,
    '--read-only --cap-drop ALL --security-opt no-new-privileges',
    `--entrypoint /usr/lib/dual-mta/${program} $(docker inspect --type container --format '{{.Image}}' ${container})`,
  ].join(' ');

/** Writes the messages that wait in a sendmail's container to standard output, as a tar file. */
export const backupCommand = (container: string, runAs: RunAs): string =>
  besideQueue(container, runAs, `--volumes-from ${container}:ro`, 'backup-queue');

/** Puts messages of such a file, on standard input, back into the queues of a sendmail's container. */
export const restoreCommand = (container: string, runAs: RunAs): string =>
  besideQueue(container, runAs, `--interactive --volumes-from ${container}`, 'restore-queue');
