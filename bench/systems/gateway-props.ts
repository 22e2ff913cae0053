import { DualMtaStackProps, LocalZone, MailDomain, Publish, SmtpEndpoint } from 'cdktf-dual-mta';
import { FIRST_PORT, HOSTNAME, RECIPIENT_DOMAIN, SENDER_DOMAIN, SINK } from '../names';
import { Setting } from './system';

/** Without SpamAssassin, all else is looked for as before. */
const NO_SPAM_CHECKS = ['@bypass_spam_checks_maps = (1);'];

const zone = (name: string): LocalZone => LocalZone.of(name, [`${name}. IN MX 10 ${SINK}.`]);

/** The example's gateway, with a server behind it, with its workers said, and with more if need be. */
export const gatewayProps = (
  { workers, spamAssassin }: Setting,
  { filter = {}, ...more }: Partial<DualMtaStackProps> = {},
): DualMtaStackProps => ({
  hostname: HOSTNAME,
  domains: [MailDomain.relayed(RECIPIENT_DOMAIN, SmtpEndpoint.smtp(SINK))],
  smtp: [Publish.onLoopback(FIRST_PORT)],
  submission: [],
  filterProcesses: workers,
  filter: { ...filter, extraPerl: [...(filter.extraPerl ?? []), ...(spamAssassin ? [] : NO_SPAM_CHECKS)] },
  resolver: { localZones: [RECIPIENT_DOMAIN, SENDER_DOMAIN].map(zone) },
  ...more,
});
