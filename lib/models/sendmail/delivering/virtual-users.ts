import { MailDomain } from '../../mail-domain';
import { McOption } from '../statement';
import { MapEntry } from '../maps';
import { MAPS } from '../map-files';

/** What becomes of mail for one address, or for all addresses of a domain: an entry of the virtusertable (cf/README). */
export class VirtualUser {
  /**
   * Goes to others.
   *
   * @param address such as `sales@example.com`; `@example.com` is for all addresses of the domain that have no mailbox and
   * no entry of their own
   * @param recipients addresses, or names of mailboxes and aliases; `%1` is the local part that the mail was for
   */
  public static to(address: string, recipients: string[]): VirtualUser {
    return new VirtualUser(address, [...recipients]);
  }

  /**
   * Is refused for good.
   *
   * @param address as above
   * @param text what the sender is told
   */
  public static refused(address: string, text?: string): VirtualUser {
    return new VirtualUser(address, [], text ?? 'No such user here');
  }

  private constructor(
    /** The address, or `@` and a domain. */
    public readonly address: string,
    /** Who gets the mail. */
    public readonly recipients: string[],
    /** What the sender of refused mail is told; undefined where it is not refused. */
    public readonly refusal?: string,
  ) {}
}

/** Addresses that are others' (README, NOTES: virtusertable). */
export interface VirtualUserOptions {
  /**
   * Where mail for certain addresses goes, whatever domain they are in (`FEATURE(virtusertable)`). MTA-RX has to know an
   * address of a local domain too: as one of its mailboxes.
   *
   * @default - none
   */
  readonly virtusertable?: VirtualUser[];
}

export interface VirtualUserSettings extends VirtualUserOptions {
  readonly domains: readonly MailDomain[];
}

/** The virtusertable names one recipient; several are an alias of this name, which no mailbox can have. */
const groupName = (address: string): string => address.replace('@', '=');

const valueOf = ({ address, recipients, refusal }: VirtualUser): string => {
  if (refusal !== undefined) {
    return `error:5.1.1:550 ${refusal}`;
  }
  return recipients.length === 1 ? recipients[0] : groupName(address);
};

/** The aliases that the virtusertable needs. */
export const virtualAliases = ({ virtusertable = [] }: VirtualUserOptions): MapEntry[] =>
  virtusertable
    .filter(({ recipients }) => recipients.length > 1)
    .map(({ address, recipients }) => ({ key: groupName(address), value: recipients.join(', ') }));

/** The virtusertable. Mailboxes of a domain with an entry for all addresses stand in it, or that entry would take their mail. */
export const virtusertable = ({ virtusertable: users = [], domains }: VirtualUserSettings): MapEntry[] => {
  const entries = users.map((user) => ({ key: user.address, value: valueOf(user) }));
  const keys = new Set(entries.map(({ key }) => key));
  const mailboxes = domains
    .filter(({ name }) => keys.has(`@${name}`))
    .flatMap(({ name, mailboxes: names = [] }) =>
      names.map((mailbox) => ({ key: `${mailbox}@${name}`, value: mailbox })),
    );
  return [...entries, ...mailboxes.filter(({ key }) => !keys.has(key))];
};

export const VIRTUAL_USERS: McOption<VirtualUserSettings>[] = [
  {
    source: 'cf/README, virtusertable',
    comment: 'Addresses that are others',
    section: 'localConfig',
    entries: () => [{ lines: [`Kvirtuser hash -T<TMPF> ${MAPS}/virtusertable`] }],
  },
  {
    property: 'virtusertable',
    readme: "'virtusertable'",
    source: 'FEATURE(virtusertable) asks for domains of two classes only, which are read only at the start',
    comment: 'Addresses of any domain that are others',
    section: 'localRule0',
    entries: () => [{ lines: ['R$+ < @ $+ . >\t$: $>Virtual $1 < @ $2 . >'] }],
  },
  {
    property: 'virtusertable',
    source: 'cf/README, virtusertable: the address, without +detail, then all of the domain',
    comment: 'The address, without +detail, then all of the domain',
    section: 'rulesets',
    ruleset: 'Virtual',
    entries: () => [
      {
        lines: [
          'R$+ < @ $+ . >\t$: < $(virtuser $1 @ $2 $@ $1 $: $) > $1 < @ $2 . >',
          'R<> $+ + $* < @ $+ . >\t$: < $(virtuser $1 @ $3 $@ $1 $: $) > $1 + $2 < @ $3 . >',
          'R<> $+ < @ $+ . >\t$: < $(virtuser @ $2 $@ $1 $: $) > $1 < @ $2 . >',
          'R<> $+\t$@ $1',
          'R< $* <TMPF> > $*\t$#error $@ 4.3.0 $: "451 Temporary system failure. Please try again later."',
          'R< error : $-.$-.$- : $+ > $*\t$#error $@ $1.$2.$3 $: $4',
          'R< $+ > $*\t$@ $>Recurse $1',
        ],
      },
    ],
  },
];
