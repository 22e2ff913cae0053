import { ExtraMc } from '../models/extra-mc';
import { ImageSource } from '../models/image-source';
import { QueueVolume } from '../models/queue-volume';
import { RxQueueingOptions } from '../models/sendmail/receiving/queueing';
import { ResourceControlOptions } from '../models/sendmail/receiving/resource-controls';
import { ToFilterOptions } from '../models/sendmail/receiving/to-filter';
import { Size } from '../models/size';

/** What can be chosen of MTA-RX, also as part of a gateway: what lib/models/sendmail/receiving has, and its container. */
export interface MtaRxOptions extends ResourceControlOptions, RxQueueingOptions, ToFilterOptions {
  /**
   * The greeting after 220 (`confSMTP_LOGIN_MSG`); sendmail's macros such as `$j` may stand in it.
   *
   * @default "$j": the name, and no version
   */
  readonly greeting?: string;

  /**
   * Free space in the queue's file system below which new mail is answered with 452 (`confMIN_FREE_BLOCKS`). It must lie
   * above MTA-TX's, so that clients are held back before received mail stops moving (README, thishost-rx.mc, NOTE).
   *
   * @default 64 MiB
   */
  readonly minFreeBlocks?: Size;

  /**
   * Where the queue `/var/spool/mqueue-rx` lies.
   *
   * @default - a volume that destroying does not touch
   */
  readonly queue?: QueueVolume;

  /**
   * Most memory that the container may use.
   *
   * @default 256 MiB
   */
  readonly memory?: Size;

  /**
   * Where the image comes from.
   *
   * @default - built upon Debian 12
   */
  readonly image?: ImageSource;

  /**
   * Lines of your own for the `.mc` file, each in its section.
   *
   * @default - none
   */
  readonly extraMc?: ExtraMc;
}
