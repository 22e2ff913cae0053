import { ClamdEndpoint } from '../clamav/clamd-endpoint';
import { AmavisOption } from './amavis-option';
import { PerlWord } from './perl-value';

/** What happens where a virus scanner was asked and did not answer. */
export interface VirusScannerOptions {
  /**
   * Whether mail waits for a scanner that does not answer (`$virus_scanners_failure_is_fatal`): MTA-RX keeps it and tries
   * again. Otherwise `uncheckedDestiny` is for it.
   *
   * @default true
   */
  readonly virusScannersFailureIsFatal?: boolean;
}

export interface VirusScannerSettings extends VirusScannerOptions {
  /** Where ClamAV's daemon listens; none where there is no scanner. */
  readonly clamd?: ClamdEndpoint;
}

/** So many names are one question: well below the 4,000 characters where amavisd makes another one. */
const FILES_AT_A_TIME = 50;

/**
 * ClamAV's answers, as amavisd's own entry for it reads them; what is looked through goes to it over the connection.
 * amavisd itself asks several times for a message of many files, and takes it for clean when the first answer is, even if
 * a later one is an error. So it is asked here, and each answer counts.
 */
const clamd = ({ host, port }: ClamdEndpoint): PerlWord =>
  new PerlWord(
    "(['ClamAV-clamd', sub { my ($files, $parts, $directory, @av) = @_; my @files = @$files; " +
      `while (my @some = splice @files, 0, ${FILES_AT_A_TIME}) { ` +
      'my @answer = ask_daemon(\\@some, $parts, $directory, @av); return @answer if !@files || $answer[0] || !defined $answer[0] } }, ' +
      `['*', 'clamd:[${host}]:${port}'], ` +
      'qr/\\bOK$/m, qr/\\bFOUND$/m, qr/^.*?: (?!Infected Archive)(.*) FOUND$/m])',
  );

export const VIRUS_SCANNER: AmavisOption<VirusScannerSettings>[] = [
  {
    property: 'clamd',
    variable: '@av_scanners',
    source: 'amavisd.conf-default, 15-av_scanners; over TCP, so that the two share no files',
    value: (s) => (s.clamd ? clamd(s.clamd) : []),
  },
  {
    variable: '@av_scanners_backup',
    source: 'what no scanner has seen waits',
    value: () => [],
  },
  {
    property: 'virusScannersFailureIsFatal',
    variable: '$virus_scanners_failure_is_fatal',
    source: 'mail waits for a scanner that does not answer',
    byDefault: true,
  },
];
