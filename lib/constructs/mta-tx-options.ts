import { ExtraMc } from '../models/extra-mc';
import { ImageSource } from '../models/image-source';
import { QueueVolume } from '../models/queue-volume';
import { RunAs } from '../models/run-as';
import { AliasOptions } from '../models/sendmail/delivering/aliases';
import { AuthinfoOptions } from '../models/sendmail/delivering/authinfo';
import { BounceOptions } from '../models/sendmail/delivering/bounces';
import { LocalDeliveryOptions } from '../models/sendmail/delivering/local-delivery';
import { MasqueradingOptions } from '../models/sendmail/delivering/masquerading';
import { OutgoingOptions } from '../models/sendmail/delivering/outgoing';
import { TxQueueingOptions } from '../models/sendmail/delivering/queueing';
import { RoutingOptions } from '../models/sendmail/delivering/routes';
import { OutgoingTlsOptions } from '../models/sendmail/delivering/tls';
import { VirtualUserOptions } from '../models/sendmail/delivering/virtual-users';
import { MapOptions } from '../models/sendmail/map-options';
import { Size } from '../models/size';

/** What can be chosen of MTA-TX, also as part of a gateway: what lib/models/sendmail/delivering has, and its container. */
export interface MtaTxOptions
  extends
    AliasOptions,
    AuthinfoOptions,
    BounceOptions,
    LocalDeliveryOptions,
    MapOptions,
    MasqueradingOptions,
    OutgoingOptions,
    OutgoingTlsOptions,
    RoutingOptions,
    TxQueueingOptions,
    VirtualUserOptions {
  /**
   * The greeting after 220 (`confSMTP_LOGIN_MSG`; README, thishost-tx.mc); only the filter sees it.
   *
   * @default "$w.tx.$m Sendmail $v/$Z; $b"
   */
  readonly greeting?: string;

  /**
   * The user that everything of it runs as (`confRUN_AS_USER`; README, SECURITY NOTE). Owner and mode of the queue follow.
   *
   * @default RunAs.SMMTA
   */
  readonly runAs?: RunAs;

  /**
   * Free space in the queue's file system below which the filter is answered with 452 (`confMIN_FREE_BLOCKS`). It must
   * lie below MTA-RX's.
   *
   * @default 16 MiB
   */
  readonly minFreeBlocks?: Size;

  /**
   * Where the queue `/var/spool/mqueue` lies.
   *
   * @default - a volume that destroying does not touch
   */
  readonly queue?: QueueVolume;

  /**
   * Where the mailboxes of local domains lie.
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
