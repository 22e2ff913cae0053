import { MailDomain } from '../../mail-domain';
import { DOMAIN } from '../../rules';
import { MAPS } from '../map-files';
import { MapEntry } from '../maps';
import { call, feature, McOption } from '../statement';

/** What senders' addresses become on their way out. */
export interface MasqueradingOptions {
  /**
   * The domain that senders without a domain, at the gateway itself, and in `masqueradeDomains` appear under
   * (`MASQUERADE_AS`). One of the gateway's domains; of another synthesizing warns, because answers go elsewhere and no DNS
   * record is put out for it. The filter has signed before: a domain that signs should not be hidden.
   *
   * @default - addresses stay as they are
   */
  readonly masqueradeAs?: string;

  /**
   * Domains that `masqueradeAs` hides (`MASQUERADE_DOMAIN`).
   *
   * @default - only the gateway's own name
   */
  readonly masqueradeDomains?: string[];

  /**
   * Whether all hosts within `masqueradeDomains` are hidden too (`FEATURE(masquerade_entire_domain)`). A domain of the
   * gateway's list is never hidden by one that it is part of.
   *
   * @default false
   */
  readonly masqueradeEntireDomain?: boolean;

  /**
   * Hosts or domains that are not hidden (`MASQUERADE_EXCEPTION`).
   *
   * @default - none
   */
  readonly masqueradeExceptions?: string[];

  /**
   * Whether the envelope's sender is changed as the header's is (`FEATURE(masquerade_envelope)`).
   *
   * @default false
   */
  readonly masqueradeEnvelope?: boolean;

  /**
   * Other addresses for certain senders, in the header, and with `masqueradeEnvelope` in the envelope (as with
   * `FEATURE(genericstable)`, but without a list of domains, which sendmail would read only when it starts): `{ 'jim@host.example.com': 'jim.smith@example.com' }`. A key `@host.example.com` is for
   * all of a domain; `%1` is then the local part.
   *
   * @default - none
   */
  readonly genericstable?: { [address: string]: string };
}

export interface MasqueradingSettings extends MasqueradingOptions {
  readonly domains: readonly MailDomain[];
}

/**
 * The genericstable. A listed domain within a hidden one is an exception there and not in class N, which sendmail reads
 * only when it starts: a domain more or less restarts nothing.
 */
export const genericstable = (s: MasqueradingSettings): MapEntry[] => [
  ...Object.entries(s.genericstable ?? {}).map(([key, value]) => ({ key, value })),
  ...(s.masqueradeEntireDomain ? s.domains : [])
    .filter(({ name }) => s.masqueradeDomains?.some((hidden) => name.endsWith(`.${hidden}`)))
    .filter(({ name }) => s.genericstable?.[`@${name}`] === undefined)
    .map(({ name }) => ({ key: `@${name}`, value: `%1@${name}` })),
];

export const MASQUERADING: McOption<MasqueradingSettings>[] = [
  {
    property: 'masqueradeAs',
    rule: DOMAIN,
    source: 'cf/README, MASQUERADING AND RELAYING',
    comment: 'The domain that senders appear under',
    entries: ({ masqueradeAs }) => (masqueradeAs === undefined ? [] : [call('MASQUERADE_AS', masqueradeAs)]),
  },
  {
    property: 'masqueradeDomains',
    rule: DOMAIN,
    source: 'cf/README, MASQUERADING AND RELAYING',
    comment: 'Hidden by it',
    entries: ({ masqueradeDomains = [] }) => masqueradeDomains.map((domain) => call('MASQUERADE_DOMAIN', domain)),
  },
  {
    property: 'masqueradeEntireDomain',
    source: 'cf/README, masquerade_entire_domain',
    comment: 'With all hosts in them',
    entries: ({ masqueradeEntireDomain }) => (masqueradeEntireDomain ? [feature('masquerade_entire_domain')] : []),
  },
  {
    property: 'masqueradeExceptions',
    rule: DOMAIN,
    source: 'cf/README, MASQUERADING AND RELAYING',
    comment: 'But not these',
    entries: ({ masqueradeExceptions = [] }) =>
      masqueradeExceptions.map((domain) => call('MASQUERADE_EXCEPTION', domain)),
  },
  {
    property: 'masqueradeEnvelope',
    source: 'cf/README, masquerade_envelope',
    comment: 'In the envelope too',
    entries: ({ masqueradeEnvelope }) => (masqueradeEnvelope ? [feature('masquerade_envelope')] : []),
  },
  {
    source: 'cf/README, genericstable',
    comment: 'Other addresses for certain senders',
    section: 'localConfig',
    entries: () => [{ lines: [`Kgenerics hash ${MAPS}/genericstable`] }],
  },
  {
    property: 'genericstable',
    source: 'FEATURE(genericstable) asks for domains of a class only, which is read only at the start',
    comment: 'Senders of any domain that have other addresses',
    section: 'localRule1',
    entries: () => [{ lines: ['R$*\t$: $>Generics $1'] }],
  },
  {
    property: 'masqueradeEnvelope',
    source: 'cf/README, masquerade_envelope',
    comment: 'Not in the envelope',
    section: 'rulesets',
    ruleset: 'Generics',
    entries: ({ masqueradeEnvelope }) =>
      masqueradeEnvelope
        ? []
        : [{ lines: ['R$*\t$: < $&{addr_type} > $1', 'R< e $* > $*\t$@ $2', 'R< $* > $*\t$: $2'] }],
  },
  {
    property: 'genericstable',
    source: 'cf/README, genericstable; what was found has no dot behind its domain, and so is not masqueraded any more',
    comment: 'The address, without +detail, then all of the domain',
    section: 'rulesets',
    ruleset: 'Generics',
    entries: () => [
      {
        lines: [
          'R$+ < @ $+ . >\t$: < $(generics $1 @ $2 $: $) > $1 < @ $2 . >',
          'R<> $+ + $* < @ $+ . >\t$: < $(generics $1 @ $3 $: $) > $1 + $2 < @ $3 . >',
          'R<> $+ < @ $+ . >\t$: < $(generics @ $2 $@ $1 $: $) > $1 < @ $2 . >',
          'R<> $*\t$@ $1',
          'R< $+ @ $+ > $*\t$@ $1 < @ $2 >',
        ],
      },
    ],
  },
];
