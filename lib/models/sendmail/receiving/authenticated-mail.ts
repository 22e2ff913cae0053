import { SmtpEndpoint, SmtpProtocol } from '../../smtp-endpoint';
import { McOption } from '../statement';
import { BypassOptions, filterMailer } from './bypass';

/** Mail of authenticated users is told apart from foreign mail on its way to the filter. */
export interface AuthenticatedMailSettings extends BypassOptions {
  readonly messagesPerConnection?: number;
  /** Where the filter takes mail of authenticated users; undefined where there are none, or it makes no difference. */
  readonly authenticatedFilter?: SmtpEndpoint;
}

/** The mailer in MAIL_HUB and SMART_HOST: a macro that the rules below set for each recipient. */
export const MAILER_OF_THIS_MAIL = '$&{filter_mailer}';

const mailer = (port: number, flags: string, messages: number): string[] => [
  `Mamavis_auth,\tP=[IPC], F=mDFMuXa${flags}, S=EnvFromSMTP/HdrFromSMTP, R=EnvToSMTP, E=\\r\\n, L=990, m=${messages},`,
  '\t\tT=DNS/RFC822/SMTP,',
  `\t\tA=TCP $h ${port}`,
];

export const AUTHENTICATED_MAIL: McOption<AuthenticatedMailSettings>[] = [
  {
    property: 'authenticatedFilter',
    source: 'README, NOTES: another port needs a mailer of its own; its connections, too, are kept apart by the mailer',
    comment: 'As esmtp, to the port for mail of authenticated users',
    section: 'mailerDefinitions',
    entries: ({ authenticatedFilter: filter, messagesPerConnection = 10 }) =>
      filter
        ? [{ lines: mailer(filter.port, filter.protocol === SmtpProtocol.LMTP ? 'z' : '', messagesPerConnection) }]
        : [],
  },
  {
    property: 'authenticatedFilter',
    source: 'RFC 3848: the protocols of mail that came with AUTH',
    comment: 'Protocols of authenticated mail',
    section: 'localConfig',
    entries: ({ authenticatedFilter }) =>
      authenticatedFilter ? [{ lines: ['Kset_macro macro', 'C{AuthenticatedProtocols}ESMTPA ESMTPSA'] }] : [],
  },
  {
    property: 'authenticatedFilter',
    source: 'the queue file keeps $r, so a queue run, too, knows how a message came; $={...} asks for a whole word',
    comment: 'Which mailer MAIL_HUB and SMART_HOST name; the address stays as it is',
    section: 'localRule0',
    entries: (s) =>
      s.authenticatedFilter
        ? [
            {
              lines: [
                `R$*\t$: $(set_macro {filter_mailer} $@ ${filterMailer(s)} $) $1 $| $&r`,
                'R$* $| $={AuthenticatedProtocols}\t$: $(set_macro {filter_mailer} $@ amavis_auth $) $1',
                'R$* $| $*\t$: $1',
              ],
            },
          ]
        : [],
  },
];
