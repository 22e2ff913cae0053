import { ExtraMc } from '../models/extra-mc';
import { ImageSource } from '../models/image-source';
import { QueueVolume } from '../models/queue-volume';
import { RunAs } from '../models/run-as';
import { AccessOptions } from '../models/sendmail/receiving/access';
import { AntiSpamOptions } from '../models/sendmail/receiving/anti-spam';
import { BypassOptions } from '../models/sendmail/receiving/bypass';
import { AuthenticationOptions } from '../models/sendmail/receiving/authentication';
import { EngineGatewayOptions } from '../models/sendmail/receiving/engine-gateways';
import { MapOptions } from '../models/sendmail/map-options';
import { InputMilterOptions } from '../models/sendmail/receiving/milters';
import { ListenerOptions } from '../models/sendmail/receiving/listeners';
import { SubmissionProgramOptions } from '../models/sendmail/receiving/msp';
import { RxQueueingOptions } from '../models/sendmail/receiving/queueing';
import { ResourceControlOptions } from '../models/sendmail/receiving/resource-controls';
import { StarttlsOptions } from '../models/sendmail/receiving/starttls';
import { ToFilterOptions } from '../models/sendmail/receiving/to-filter';
import { Size } from '../models/size';
import { INetwork } from '../runtime/runtime';

/** What can be chosen of MTA-RX, also as part of a gateway: what lib/models/sendmail/receiving has, and its container. */
export interface MtaRxOptions
  extends
    AccessOptions,
    AntiSpamOptions,
    AuthenticationOptions,
    BypassOptions,
    EngineGatewayOptions,
    InputMilterOptions,
    ListenerOptions,
    MapOptions,
    ResourceControlOptions,
    RxQueueingOptions,
    StarttlsOptions,
    SubmissionProgramOptions,
    ToFilterOptions {
  /**
   * The greeting after 220 (`confSMTP_LOGIN_MSG`); sendmail's macros such as `$j` may stand in it.
   *
   * @default "$j": the name, and no version
   */
  readonly greeting?: string;

  /**
   * The user that everything of it runs as (`confRUN_AS_USER`; README, SECURITY NOTE). Owner and mode of the queue follow.
   *
   * @default RunAs.SMMSP
   */
  readonly runAs?: RunAs;

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
   * Networks that the container joins because its milters are there.
   *
   * @default - only those that it is on anyway
   */
  readonly milterNetworks?: INetwork[];

  /**
   * Most memory that the container may use.
   *
   * @default - what suffices when each of `maxDaemonChildren` clients names as many recipients as it may (with the defaults of
   * both 637 MiB), and beside that 977 MiB for what the kernel knows of the files of 100,000 messages in the queue; little of it
   * is ever used in peace, and none is reserved
   */
  readonly memory?: Size;

  /**
   * How much processor time it gets against other containers, each of which has 1024 if nothing is said (`cpu_shares`). It
   * matters only where there is not enough for all: clients wait for MTA-RX, and nobody waits for the filter.
   *
   * @default 4096
   */
  readonly cpuShares?: number;

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
