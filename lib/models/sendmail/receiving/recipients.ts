import { MailDomain } from '../../mail-domain';
import { MapEntry } from '../maps';
import { MAPS } from '../map-files';
import { McOption } from '../statement';

export interface RecipientSettings {
  /** Fully qualified name of the gateway, where there is only postmaster. */
  readonly hostname: string;
  readonly domains: readonly MailDomain[];
}

const NO_SUCH_USER = 'error:5.1.1:550 No such user here';

/** The recipient as it came: user and detail, in the same domain (README, NOTES). */
const ITSELF = '%1%3';

/** A recipient as an address of its domain; it may be written as one already. */
export const addressIn = (domain: string, recipient: string): string =>
  recipient.includes('@') ? recipient : `${recipient}@${domain}`;

const isNamed = (name: string) => (other: { readonly name: string }) => other.name.toLowerCase() === name.toLowerCase();

const ofDomain = (domain: MailDomain): MapEntry[] => {
  const { name, recipients, aliases, plusDetail } = domain;
  const catchAll = aliases.find(({ recipient }) => recipient === undefined);
  const people = [
    ...(recipients.listed ?? []).map((one) => ({ key: addressIn(name, one), value: ITSELF })),
    ...aliases.flatMap(({ recipient, target }) =>
      recipient === undefined ? [] : [{ key: addressIn(name, recipient), value: target }],
    ),
  ];
  return [
    ...people,
    ...(plusDetail ? people.map(({ key, value }) => ({ key: key.replace('@', '+*@'), value })) : []),
    ...(catchAll || recipients.listed ? [{ key: `@${name}`, value: catchAll?.target ?? NO_SUCH_USER }] : []),
  ];
};

/** Whose mail a postmaster gets that only the gateway's own name has: the first domain's that has one. */
const postmasterOf = (domains: readonly MailDomain[]): string => {
  const having = domains.find(
    (domain) =>
      domain.recipients.listed === undefined ||
      ofDomain(domain).some(({ key }) => key.toLowerCase() === `postmaster@${domain.name.toLowerCase()}`),
  );
  return having ? `postmaster@${having.name}` : ITSELF;
};

/** Who there is at the gateway's own name: postmaster (RFC 5321 section 4.5.1), unless it is one of the domains. */
const ofHost = ({ hostname, domains }: RecipientSettings): MapEntry[] => {
  const same = domains.find(isNamed(hostname));
  return same
    ? same.recipients.listed
      ? []
      : [{ key: `@${hostname}`, value: ITSELF }]
    : [
        { key: `postmaster@${hostname}`, value: postmasterOf(domains) },
        { key: `@${hostname}`, value: NO_SUCH_USER },
      ];
};

/** The virtual user table of MTA-RX: who there is, who is somebody else, and that there is nobody beside them. */
export const virtusertable = (settings: RecipientSettings): MapEntry[] => [
  ...ofHost(settings),
  ...settings.domains.flatMap(ofDomain),
];

export const RECIPIENTS: McOption<RecipientSettings>[] = [
  {
    property: 'domains',
    source:
      'README, NOTES, virtusertable; -T: with a map that cannot be read everybody would be accepted; not by FEATURE, ' +
      'whose own rules look senders of this host up too',
    comment: 'Which recipients there are',
    section: 'localConfig',
    entries: () => [{ lines: [`Kvirtuser hash -T<TMPF> ${MAPS}/virtusertable`] }],
  },
  {
    property: 'domains',
    source:
      'README, NOTES, virtusertable; FEATURE(virtusertable) asks only for domains of class {VirtHost}, read at start',
    comment: 'Recipients are looked up in virtusertable: the address, user+*@domain, @domain',
    section: 'localRule0',
    entries: () => [
      {
        lines: [
          'R$*\t$: < $&{addr_type} > $1',
          '# Without a domain there is only postmaster (RFC 5321 section 4.1.1.3), who also gets what nobody else gets',
          // In m4's quotes: MAILER is one of its macros.
          "R< e r > `MAILER-DAEMON'\t$: < e r > postmaster",
          'R< e r > postmaster\t$: < e r > postmaster < @ $j . >',
          'R< e r > $+ < @ $+ . >\t$: <?> $(virtuser $1 @ $2 $@ $1 $: @ $) $| $1 < @ $2 . >',
          'R< e r > $+ < @ $* > $*\t$: < > $1 < @ $2 > $3',
          'R< e r > $+\t$#error $@ 5.1.1 $: "550 5.1.1 No such user here"',
          'R<?> @ $| $+ + $* < @ $+ . >\t$: <?> $(virtuser $1 + * @ $3 $@ $1 $@ $2 $@ +$2 $: @ $) $| $1 + $2 < @ $3 . >',
          'R<?> @ $| $+ < @ $+ . >\t$: <?> $(virtuser @ $2 $@ $1 $: @ $) $| $1 < @ $2 . >',
          'R<?> $* <TMPF> $| $*\t$#error $@ 4.3.0 $: "451 4.3.0 Temporary lookup failure"',
          'R<?> error : $-.$-.$- : $+ $| $*\t$#error $@ $1.$2.$3 $: $4',
          '# This machine has more names than its own',
          'R<?> @ $| $+ < @ $=w . >\t$#error $@ 5.1.1 $: "550 5.1.1 No such user here"',
          'R<?> @ $| $+\t$: < > $1',
          '# Somebody else, who is not looked up again; or a user of the same domain',
          'R<?> $+ @ $+ $| $+\t$: < > $>Parse0 $>canonify $1 @ $2',
          'R<?> $+ $| $+ < @ $+ >\t$: < > $1 < @ $3 >',
          'R< $* > $*\t$: $2',
        ],
      },
    ],
  },
];
