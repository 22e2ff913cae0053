import { AddressExtensionOptions } from '../models/amavis/address-extensions';
import { BannedFileOptions } from '../models/amavis/banned-files';
import { DecoderOptions } from '../models/amavis/decoders';
import { DestinyOptions } from '../models/amavis/destinies';
import { DkimSettingsOptions } from '../models/amavis/dkim';
import { HeaderTestOptions } from '../models/amavis/header-tests';
import { HeaderOptions } from '../models/amavis/headers';
import { NotificationOptions } from '../models/amavis/notifications';
import { PolicyOptions } from '../models/amavis/policies';
import { AmavisProcessOptions } from '../models/amavis/processes';
import { QuarantineSettingsOptions } from '../models/amavis/quarantine';
import { SpamLevelOptions } from '../models/amavis/spam-levels';
import { SpamScannerOptions } from '../models/amavis/spam-scanner';
import { SubmissionOptions } from '../models/amavis/submission-policy';
import { UncheckedOptions } from '../models/amavis/unchecked';
import { VirusScannerOptions } from '../models/amavis/virus-scanner';
import { ImageSource } from '../models/image-source';
import { Size } from '../models/size';
import { SpamAssassinOptions } from '../models/spamassassin';
import { WorkDirectory } from '../models/work-directory';
import { ClamAvOptions } from './clamav-options';

/** What can be chosen of the filter, also as part of a gateway: what lib/models/amavis has, and its container. */
export interface AmavisFilterOptions
  extends
    AddressExtensionOptions,
    AmavisProcessOptions,
    BannedFileOptions,
    DecoderOptions,
    DestinyOptions,
    DkimSettingsOptions,
    HeaderOptions,
    HeaderTestOptions,
    NotificationOptions,
    PolicyOptions,
    QuarantineSettingsOptions,
    SpamLevelOptions,
    SpamScannerOptions,
    SubmissionOptions,
    UncheckedOptions,
    VirusScannerOptions {
  /**
   * ClamAV, in containers of its own: `{}` is enough. It takes 2 GiB of memory with the signatures of the ClamAV project.
   *
   * @default - none: no mail is looked through for viruses, unless `scanWith` says with what
   */
  readonly clamav?: ClamAvOptions;

  /**
   * How many filters there are, each a container with all the processes, and a work directory of its own. MTA-RX finds
   * them by DNS and shares the mail among them; its queue runners are as many as all their processes. Where one is down,
   * the others go on.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * Where the work directory lies (`$TEMPBASE`).
   *
   * @default - a volume that destroying removes
   */
  readonly work?: WorkDirectory;

  /**
   * Most memory that the container may use. All processes must fit.
   *
   * @default - 256 MiB more than the processes need
   */
  readonly memory?: Size;

  /**
   * How much processor time each filter gets against other containers, each of which has 1024 if nothing is said
   * (`cpu_shares`). It matters only where there is not enough for all: then mail waits in the queue of MTA-RX.
   *
   * @default 512
   */
  readonly cpuShares?: number;

  /**
   * More about SpamAssassin.
   *
   * @default - as described there
   */
  readonly spamAssassin?: SpamAssassinOptions;

  /**
   * Where the image comes from.
   *
   * @default - built upon Debian 12
   */
  readonly image?: ImageSource;

  /**
   * Where the image of the container comes from that brings the list of domains into its volume.
   *
   * @default - as that of the filter; built upon Debian 12 where that one is from a registry
   */
  readonly mapsImage?: ImageSource;

  /**
   * Lines of Perl of your own, at the end of the settings. They are not checked here; perl and amavisd check them when
   * the image is built.
   *
   * @default - none
   */
  readonly extraPerl?: string[];
}
