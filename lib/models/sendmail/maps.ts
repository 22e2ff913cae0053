import { MailDomain } from '../mail-domain';
import { mailerFor } from './delivering/mta-tx-table';

/** One line of a map's source: key and value. */
export interface MapEntry {
  readonly key: string;
  readonly value: string;
}

/** `To:` entries: of a domain with known mailboxes, all other recipients are refused in the SMTP dialogue. */
const recipients = (domains: readonly MailDomain[]): MapEntry[] =>
  domains.flatMap((domain) =>
    (domain.mailboxes ?? [])
      .map((mailbox) => ({ key: `To:${mailbox}@${domain.name}`, value: 'OK' }))
      .concat(domain.isLocal ? [{ key: `To:${domain.name}`, value: 'ERROR:5.1.1:550 No such user here' }] : []),
  );

/** The access map of MTA-RX. */
export const receivingAccess = (domains: readonly MailDomain[]): MapEntry[] => recipients(domains);

/** The access map of MTA-TX: the filter may send anything anywhere. */
export const deliveringAccess = (domains: readonly MailDomain[], filterAddresses: readonly string[]): MapEntry[] => [
  ...filterAddresses.map((address) => ({ key: `Connect:${address}`, value: 'RELAY' })),
  ...recipients(domains),
];

/** The mailertable of MTA-TX: where the mail of relayed domains goes. */
export const mailertable = (domains: readonly MailDomain[]): MapEntry[] =>
  domains.flatMap((domain) =>
    domain.server ? [{ key: domain.name, value: `${mailerFor(domain.server)}:[${domain.server.host}]` }] : [],
  );
