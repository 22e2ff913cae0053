import { Duration } from '../models/duration';
import { ExtraMc } from '../models/extra-mc';
import { ImageSource } from '../models/image-source';
import { QueueVolume } from '../models/queue-volume';
import { Size } from '../models/size';

/** What can be chosen of MTA-TX, also as part of a gateway. */
export interface MtaTxOptions {
  /**
   * The greeting after 220 (`confSMTP_LOGIN_MSG`; README, thishost-tx.mc); only the filter sees it.
   *
   * @default "$w.tx.$m Sendmail $v/$Z; $b"
   */
  readonly greeting?: string;

  /**
   * Free space in the queue's file system below which the filter is answered with 452 (`confMIN_FREE_BLOCKS`). It must
   * lie below MTA-RX's.
   *
   * @default 16 MiB
   */
  readonly minFreeBlocks?: Size;

  /**
   * Time between two runs of the queue (`-q`; README, "Start MTA-RX and MTA-TX daemons").
   *
   * @default 30 minutes
   */
  readonly queueInterval?: Duration;

  /**
   * Where the queue `/var/spool/mqueue` lies.
   *
   * @default - a volume that destroying does not touch
   */
  readonly queue?: QueueVolume;

  /**
   * Where the mailboxes of local domains lie, each a Maildir.
   *
   * @default - a volume that destroying does not touch
   */
  readonly mailboxes?: QueueVolume;

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
