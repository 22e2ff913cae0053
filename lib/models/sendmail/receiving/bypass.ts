import { SmtpEndpoint, SmtpProtocol } from '../../smtp-endpoint';
import { MapEntry } from '../maps';
import { MAPS } from '../map-files';
import { call, feature, McOption } from '../statement';
import { ToFilterSettings } from './to-filter';

/** Mail that is not checked (README.sendmail-dual, NOTES: "content-check only some mail but not all"). */
export interface BypassOptions {
  /**
   * Recipient domains whose mail goes straight to MTA-TX, past the filter (`FEATURE(mailertable)`; the filter is then
   * reached by a mailer of its own called `amavis`). They have to be domains of the gateway. Only then is there a
   * network between MTA-RX and MTA-TX.
   *
   * @default - none: all mail goes through the filter
   */
  readonly bypass?: string[];
}

export interface BypassSettings extends BypassOptions {
  /** Where MTA-TX takes mail that is not checked. */
  readonly bypassTo?: SmtpEndpoint;
}

export const hasBypass = ({ bypass = [] }: BypassOptions): boolean => bypass.length > 0;

/** The mailer that reaches the filter. Where some mail goes past it, `esmtp` is for that mail. */
export const filterMailer = (options: BypassOptions): string => (hasBypass(options) ? 'amavis' : 'esmtp');

/** The mailertable of MTA-RX; without a bypass it has none. */
export const bypassMailertable = ({ bypass = [], bypassTo }: BypassSettings): MapEntry[] =>
  bypassTo === undefined ? [] : bypass.map((key) => ({ key, value: `esmtp:[${bypassTo.host}]` }));

export const BYPASS: McOption<BypassSettings & ToFilterSettings>[] = [
  {
    property: 'bypass',
    source: 'README, NOTES: mailertables',
    comment: 'What is passed to MTA-TX directly',
    entries: (s) => (hasBypass(s) ? [feature('mailertable', `hash ${MAPS}/mailertable`)] : []),
  },
  {
    property: 'bypass',
    source: 'op.me, mailer flag k; without it: "mail loops back to me"',
    comment: 'MTA-TX has the same name',
    entries: (s) => (hasBypass(s) ? [call('MODIFY_MAILER_FLAGS', 'ESMTP', '+k')] : []),
  },
  {
    property: 'bypass',
    source: 'README, NOTES: a new mailer with similar settings as esmtp, except with the port of the filter',
    comment: 'As esmtp, to amavisd',
    section: 'mailerDefinitions',
    entries: (s) =>
      hasBypass(s)
        ? [
            {
              lines: [
                `Mamavis,\tP=[IPC], F=mDFMuXa${s.filter.protocol === SmtpProtocol.LMTP ? 'z' : ''}, ` +
                  `S=EnvFromSMTP/HdrFromSMTP, R=EnvToSMTP, E=\\r\\n, L=990, m=${s.messagesPerConnection ?? 10},`,
                '\t\tT=DNS/RFC822/SMTP,',
                `\t\tA=TCP $h ${s.filter.port}`,
              ],
            },
          ]
        : [],
  },
];
