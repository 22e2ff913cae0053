import { ClamAvOption } from './clamav-option';

/** What clamd reports beside what a signature finds. What it reports is a virus to amavisd (`virusDestiny`). */
export interface ClamAvHeuristicOptions {
  /**
   * Whether what exceeds a limit is reported, as `Heuristics.Limits.Exceeded` (`AlertExceedsMax`). Without it, clamd says of
   * what it has not looked into that it is clean.
   *
   * @default true
   */
  readonly alertExceedsMax?: boolean;

  /**
   * Whether encrypted archives are reported (`AlertEncryptedArchive`). The filter's `encryptedDestiny` is for these already.
   *
   * @default false
   */
  readonly alertEncryptedArchive?: boolean;

  /**
   * Whether encrypted documents are reported, such as PDF with a password (`AlertEncryptedDoc`).
   *
   * @default false
   */
  readonly alertEncryptedDoc?: boolean;

  /**
   * Whether damaged programs are reported (`AlertBrokenExecutables`).
   *
   * @default false
   */
  readonly alertBrokenExecutables?: boolean;

  /**
   * Whether documents with macros are reported (`AlertOLE2Macros`).
   *
   * @default false
   */
  readonly alertOle2Macros?: boolean;

  /**
   * Whether programs are reported that somebody may want to have (`DetectPUA`).
   *
   * @default false
   */
  readonly detectPua?: boolean;
}

export const HEURISTICS: ClamAvOption<ClamAvHeuristicOptions>[] = [
  {
    property: 'alertExceedsMax',
    directive: 'AlertExceedsMax',
    source: 'what was not looked into is not clean; clamd.conf(5) has no',
    byDefault: true,
  },
  {
    property: 'alertEncryptedArchive',
    directive: 'AlertEncryptedArchive',
    source: 'clamd.conf(5); amavisd has a destiny for these',
    byDefault: false,
  },
  { property: 'alertEncryptedDoc', directive: 'AlertEncryptedDoc', source: 'clamd.conf(5)', byDefault: false },
  {
    property: 'alertBrokenExecutables',
    directive: 'AlertBrokenExecutables',
    source: 'clamd.conf(5)',
    byDefault: false,
  },
  { property: 'alertOle2Macros', directive: 'AlertOLE2Macros', source: 'clamd.conf(5)', byDefault: false },
  { property: 'detectPua', directive: 'DetectPUA', source: 'clamd.conf(5)', byDefault: false },
];
