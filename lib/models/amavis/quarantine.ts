import { Destiny } from '../destiny';
import { Duration } from '../duration';
import { QueueVolume } from '../queue-volume';
import { Size } from '../size';
import { AmavisOption } from './amavis-option';
import { DESTINIES, DestinyOptions } from './destinies';
import { PerlWord } from './perl-value';
import { UNCHECKED_DESTINIES, UncheckedOptions } from './unchecked';

/** Kinds of mail that can be kept. */
export enum QuarantineKind {
  VIRUS = 'virus',
  BANNED = 'banned',
  UNCHECKED = 'unchecked',
  SPAM = 'spam',
  BAD_HEADER = 'badh',
}

/** Where what is not delivered is kept, which kinds, and how long. */
export interface QuarantineOptions {
  /**
   * Where it lies (`$QUARANTINEDIR`).
   *
   * @default - a volume that destroying does not touch
   */
  readonly volume?: QueueVolume;

  /**
   * How long a message is kept.
   *
   * @default 30 days
   */
  readonly retention?: Duration;

  /**
   * How much is kept; beyond it the oldest go first.
   *
   * @default 1 GiB
   */
  readonly sizeLimit?: Size;

  /**
   * Which kinds are kept (`$virus_quarantine_method` and `$virus_quarantine_to`, `$banned_files_quarantine_method` and
   * `$banned_quarantine_to`, `$spam_quarantine_method` and `$spam_quarantine_to`, `$bad_header_quarantine_method` and
   * `$bad_header_quarantine_to`; `$unchecked_quarantine_method` and `$unchecked_quarantine_to`, also for its kinds by
   * `%quarantine_method_by_ccat` and `%quarantine_to_maps_by_ccat`).
   *
   * @default - those that are not delivered
   */
  readonly kinds?: QuarantineKind[];
}

/** What is kept. */
export interface QuarantineSettingsOptions {
  /**
   * Where what is not delivered is kept, which kinds, and how long.
   *
   * @default - as described there
   */
  readonly quarantine?: QuarantineOptions;
}

export interface QuarantineSettings extends QuarantineSettingsOptions, DestinyOptions, UncheckedOptions {}

export const RETENTION = Duration.days(30);
export const SIZE_LIMIT = Size.gibibytes(1);

/** The destinies that each kind depends on. */
export const DESTINIES_OF_KIND = {
  [QuarantineKind.VIRUS]: ['virusDestiny'],
  [QuarantineKind.BANNED]: ['bannedDestiny'],
  [QuarantineKind.UNCHECKED]: ['uncheckedDestiny', 'encryptedDestiny', 'ambiguousDestiny'],
  [QuarantineKind.SPAM]: ['spamDestiny'],
  [QuarantineKind.BAD_HEADER]: ['badHeaderDestiny'],
} as const;

const BY_DEFAULT = { ...DESTINIES, ...UNCHECKED_DESTINIES };

/** The destinies that mail of a kind has, by the property that sets each. */
export const destiniesOf = (s: QuarantineSettings, kind: QuarantineKind): [string, Destiny][] =>
  DESTINIES_OF_KIND[kind].map((property) => [property, s[property] ?? BY_DEFAULT[property]]);

/** Whether mail of a kind is kept. */
export const isKept = (s: QuarantineSettings, kind: QuarantineKind): boolean =>
  s.quarantine?.kinds?.includes(kind) ?? destiniesOf(s, kind).some(([, destiny]) => !destiny.delivers);

/** amavisd's names for a kind: its method, and where it goes. */
const NAMES_OF_KIND: [QuarantineKind, string, string][] = [
  [QuarantineKind.VIRUS, '$virus_quarantine_method', '$virus_quarantine_to'],
  [QuarantineKind.BANNED, '$banned_files_quarantine_method', '$banned_quarantine_to'],
  [QuarantineKind.UNCHECKED, '$unchecked_quarantine_method', '$unchecked_quarantine_to'],
  [QuarantineKind.SPAM, '$spam_quarantine_method', '$spam_quarantine_to'],
  [QuarantineKind.BAD_HEADER, '$bad_header_quarantine_method', '$bad_header_quarantine_to'],
];

const row = (variable: string, value: AmavisOption<QuarantineSettings>['value']): AmavisOption<QuarantineSettings> => ({
  property: 'quarantine',
  variable,
  source: 'what is not delivered is kept; delivered mail needs no copy',
  value,
});

export const QUARANTINE_ROWS: AmavisOption<QuarantineSettings>[] = [
  ...NAMES_OF_KIND.flatMap(([kind, method, to]) => [
    row(method, (s) => (isKept(s, kind) ? `local:${kind}-%m` : undefined)),
    row(to, (s) => (isKept(s, kind) ? `${kind}-quarantine` : undefined)),
  ]),
  // amavisd does not fall back from "7,2" to "7".
  ...[1, 2, 3].flatMap((minor) => [
    row(
      `$quarantine_method_by_ccat{CC_UNCHECKED . ',${minor}'}`,
      () => new PerlWord("sub { c('unchecked_quarantine_method') }"),
    ),
    row(
      `$quarantine_to_maps_by_ccat{CC_UNCHECKED . ',${minor}'}`,
      () => new PerlWord("sub { ca('unchecked_quarantine_to_maps') }"),
    ),
  ]),
];
