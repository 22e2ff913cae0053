import { Destiny } from '../destiny';
import { AmavisOption } from './amavis-option';
import { DESTINY } from './destinies';
import { PerlWord } from './perl-value';
import { SUBJECT_TAG } from './spam-levels';

/** What happens to mail that could not be looked into. None of it is passed as clean. */
export interface UncheckedOptions {
  /**
   * What is done with what could not be opened, and with what would unpack to more than the limits allow
   * (`$final_unchecked_destiny` and `$final_destiny_maps_by_ccat{CC_UNCHECKED.",2"}`).
   *
   * @default Destiny.DISCARD: into the quarantine, and the recipients are told
   */
  readonly uncheckedDestiny?: Destiny;

  /**
   * What is done with what is encrypted, such as an archive with a password or an OpenPGP message
   * (`$final_destiny_maps_by_ccat{CC_UNCHECKED.",1"}`).
   *
   * @default Destiny.DISCARD: into the quarantine, and the recipients are told
   */
  readonly encryptedDestiny?: Destiny;

  /**
   * What is done with a message that two programs read in two ways, such as one with two MIME boundaries
   * (`$final_destiny_maps_by_ccat{CC_UNCHECKED.",3"}`; CVE-2024-28054).
   *
   * @default Destiny.DISCARD: into the quarantine, and the recipients are told
   */
  readonly ambiguousDestiny?: Destiny;

  /**
   * What stands before the subject of such a message where it is delivered (`$undecipherable_subject_tag`).
   *
   * @default "***UNCHECKED*** "
   */
  readonly uncheckedSubjectTag?: string;
}

/** Properties that are such a destiny. */
export const UNCHECKED_DESTINIES = {
  uncheckedDestiny: Destiny.DISCARD,
  encryptedDestiny: Destiny.DISCARD,
  ambiguousDestiny: Destiny.DISCARD,
} as const;

/** amavisd's minor categories of what is unchecked. It does not fall back from "7,2" to "7": each has its destiny. */
const KINDS = [
  { kind: 1, property: 'encryptedDestiny', source: 'what is encrypted is not delivered unless it is asked for' },
  { kind: 2, property: 'uncheckedDestiny', source: 'what exceeds the limits was not looked into' },
] as const;

export const UNCHECKED: AmavisOption<UncheckedOptions>[] = [
  {
    property: 'uncheckedDestiny',
    rule: DESTINY,
    variable: '$final_unchecked_destiny',
    source: 'what could not be opened is not delivered',
    byDefault: UNCHECKED_DESTINIES.uncheckedDestiny,
  },
  {
    variable: '$final_destiny_maps_by_ccat{+CC_UNCHECKED}',
    source: 'a message of a kind below is of this one too; where that one is delivered, this one must not stop it',
    value: () =>
      new PerlWord(
        `sub { (grep { $Amavis::MSGINFO->is_in_contents_category(CC_UNCHECKED, $_) } ` +
          `1, 2, 3) ? D_PASS : c('final_unchecked_destiny') }`,
      ),
  },
  {
    property: 'ambiguousDestiny',
    rule: DESTINY,
    variable: `$final_destiny_maps_by_ccat{CC_UNCHECKED . ',3'}`,
    source: 'CVE-2024-28054: the mail program may see other parts',
    value: ({ ambiguousDestiny = UNCHECKED_DESTINIES.ambiguousDestiny }) =>
      new PerlWord(`do { require '/usr/lib/dual-mta/AmbiguousContent.pm'; ${ambiguousDestiny.name} }`),
  },
  ...KINDS.map(({ kind, property, source }): AmavisOption<UncheckedOptions> => ({
    property,
    rule: DESTINY,
    variable: `$final_destiny_maps_by_ccat{CC_UNCHECKED . ',${kind}'}`,
    source,
    byDefault: UNCHECKED_DESTINIES[property],
  })),
  ...[1, 2, 3].map((kind): AmavisOption<UncheckedOptions> => ({
    variable: `$lovers_maps_by_ccat{CC_UNCHECKED . ',${kind}'}`,
    source: "a recipient's uncheckedLover is for each of these kinds",
    value: () => new PerlWord("sub { ca('unchecked_lovers_maps') }"),
  })),
  {
    property: 'uncheckedSubjectTag',
    rule: SUBJECT_TAG,
    variable: '$undecipherable_subject_tag',
    source: 'what could not be opened says so',
    byDefault: '***UNCHECKED*** ',
  },
];
