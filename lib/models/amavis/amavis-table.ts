import { ADDRESS_EXTENSIONS, AddressExtensionOptions } from './address-extensions';
import { AmavisOption } from './amavis-option';
import { BANNED_FILES, BannedFileOptions } from './banned-files';
import { DECODERS, DecoderOptions } from './decoders';
import { DESTINY_ROWS } from './destinies';
import { DKIM, DkimSettings } from './dkim';
import { HEADER_TESTS, HeaderTestOptions } from './header-tests';
import { HEADERS, HeaderSettings } from './headers';
import { NAMES } from './names';
import { NOTIFICATIONS, NotificationSettings } from './notifications';
import { PLACES } from './places';
import { POLICIES, PolicySettings } from './policies';
import { AmavisProcessSettings, PROCESSES } from './processes';
import { QUARANTINE_ROWS, QuarantineSettings } from './quarantine';
import { SPAM_LEVELS, SpamLevelOptions } from './spam-levels';
import { SPAM_SCANNER, SpamScannerSettings } from './spam-scanner';
import { SUBMISSION, SubmissionOptions } from './submission-policy';
import { UNCHECKED } from './unchecked';
import { VIRUS_SCANNER, VirusScannerSettings } from './virus-scanner';
import { WIRING, WiringSettings } from './wiring';

/** What the configuration of amavisd-new consists of. */
export interface AmavisSettings
  extends
    AddressExtensionOptions,
    AmavisProcessSettings,
    BannedFileOptions,
    DecoderOptions,
    DkimSettings,
    HeaderSettings,
    HeaderTestOptions,
    NotificationSettings,
    PolicySettings,
    QuarantineSettings,
    SpamLevelOptions,
    SpamScannerSettings,
    SubmissionOptions,
    VirusScannerSettings,
    WiringSettings {
  readonly extraPerl: readonly string[];
}

/** README.sendmail-dual, the picture and NOTES, and what has to be set today: one table a topic. */
export const AMAVIS_OPTIONS: AmavisOption<AmavisSettings>[] = [
  ...NAMES,
  ...PROCESSES,
  ...PLACES,
  ...WIRING,
  ...SUBMISSION,
  ...VIRUS_SCANNER,
  ...SPAM_SCANNER,
  ...SPAM_LEVELS,
  ...DECODERS,
  ...BANNED_FILES,
  ...HEADER_TESTS,
  ...DESTINY_ROWS,
  ...UNCHECKED,
  ...QUARANTINE_ROWS,
  ...NOTIFICATIONS,
  ...ADDRESS_EXTENSIONS,
  ...POLICIES,
  ...HEADERS,
  ...DKIM,
];
