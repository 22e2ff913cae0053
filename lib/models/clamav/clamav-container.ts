import { ImageSource } from '../image-source';
import { Size } from '../size';
import { WorkDirectory } from '../work-directory';

/** ClamAV's two containers. */
export interface ClamAvContainerOptions {
  /**
   * Most memory that clamd's container may use. What it does not suffice for does not start, and mail waits.
   *
   * @default - 2 GiB with the ClamAV project's signatures, 512 MiB without
   */
  readonly memory?: Size;

  /**
   * Most memory that freshclam's container may use: it reads new signatures once itself, to try them.
   *
   * @default - as clamd's
   */
  readonly updateMemory?: Size;

  /**
   * Where clamd puts what it looks through (`TemporaryDirectory`): as much as `streamMaxLength` for each of its threads.
   *
   * @default - a volume that destroying removes
   */
  readonly work?: WorkDirectory;

  /**
   * Where the image of clamd comes from.
   *
   * @default - built upon Debian 12
   */
  readonly image?: ImageSource;

  /**
   * Where the image of freshclam comes from.
   *
   * @default - as that of clamd; built upon Debian 12 where that one is from a registry
   */
  readonly freshclamImage?: ImageSource;

  /**
   * Lines of clamd.conf of your own, at its end. clamd checks them when the image is built.
   *
   * @default - none
   */
  readonly extraClamdConf?: string[];

  /**
   * Lines of freshclam.conf of your own, at its end, such as those for a proxy. freshclam checks them when the image is
   * built.
   *
   * @default - none
   */
  readonly extraFreshclamConf?: string[];
}

/** What the ClamAV project's signatures take when they are only read (docs.clamav.net, ClamAV in Docker). */
export const OFFICIAL_MEMORY = Size.mebibytes(1229);
