import { Construct, IConstruct } from 'constructs';
import { AddressSlot } from '../models/address-block';
import { Duration } from '../models/duration';
import { ImageSource } from '../models/image-source';
import { MailDomain } from '../models/mail-domain';
import { Publish } from '../models/publish';
import { QueueVolume } from '../models/queue-volume';
import { HOST_NAME, ONE_LINE } from '../models/rules';
import { RunAs } from '../models/run-as';
import { receivingAccess } from '../models/sendmail/maps';
import { MQUEUE_RX, MTA_RX_OPTIONS } from '../models/sendmail/mta-rx-options';
import { Size } from '../models/size';
import { INetwork, IRuntime, IService } from '../runtime/runtime';
import { writeClass, writeMap } from '../writers/map-file';
import { writeMc } from '../writers/sendmail-mc';
import { writeShellVariables } from '../writers/shell';
import { checkDomains, checkPublishes, checkVolume } from './checks';
import { Findings } from './findings';
import { IMailFilter } from './mail-filter';

/** What can be chosen of MTA-RX, also as part of a gateway. */
export interface MtaRxOptions {
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
   * Queue runners (`R=` of `QUEUE_GROUP`). They have to be as many as the filter has processes
   * (README, thishost-rx.mc), which is what you get when you leave this out.
   *
   * @default - the filter's processes
   */
  readonly queueRunners?: number;

  /**
   * Most messages in one connection to the filter (`SMTP_MAILER_MAXMSGS`; README, thishost-rx.mc).
   *
   * @default 10
   */
  readonly messagesPerConnection?: number;

  /**
   * How long the filter may take to check a message (`confTO_DATAFINAL`; README, thishost-rx.mc).
   *
   * @default 20 minutes
   */
  readonly dataTimeout?: Duration;

  /**
   * Time between two tries of a message (`confMIN_QUEUE_AGE`); the first try is at once.
   *
   * @default 10 seconds
   */
  readonly minQueueAge?: Duration;

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
   * Lines of your own for the `.mc` file, before its MAILER lines. They are not checked here; m4 and sendmail check them
   * when the image is built.
   *
   * @default - none
   */
  readonly extraMc?: string[];
}

/** Options of an MTA-RX that stands for itself. */
export interface MtaRxProps extends MtaRxOptions {
  /** What makes containers, networks and volumes. */
  readonly runtime: IRuntime;
  /** Name of the container, and of its volume with `-mqueue-rx` behind. */
  readonly name: string;
  /** Fully qualified name that it greets with (`confDOMAIN_NAME`). */
  readonly hostname: string;
  /** The domains that it accepts mail for. */
  readonly domains: MailDomain[];
  /** The network that clients come from. */
  readonly intake: INetwork;

  /**
   * Where port 25 is published on the host.
   *
   * @default - nowhere
   */
  readonly smtp?: Publish[];

  /**
   * Where port 587, mail submission, is published on the host.
   *
   * @default - nowhere
   */
  readonly submission?: Publish[];
}

/**
 * MTA-RX, the sendmail that only receives: it accepts mail on 25 and 587, queues it, and hands all of it to the filter
 * (README.sendmail-dual, `thishost-rx.mc`).
 */
export class MtaRx extends Construct {
  /** The container. */
  public readonly service: IService;
  /** Free space below which it accepts no mail. */
  public readonly minFreeBlocks: Size;
  /** How long it waits for the filter. */
  public readonly dataTimeout: Duration;

  private readonly findings: Findings;
  private filter?: IMailFilter;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: MtaRxProps,
  ) {
    super(scope, id);
    this.minFreeBlocks = props.minFreeBlocks ?? Size.mebibytes(64);
    this.dataTimeout = props.dataTimeout ?? Duration.minutes(20);
    this.findings = new Findings(this);
    this.check();

    const queue = props.runtime.createVolume(this, 'Queue', {
      name: `${props.name}-mqueue-rx`,
      volume: props.queue ?? QueueVolume.managed(),
    });
    this.service = props.runtime.createService(this, 'Service', {
      name: props.name,
      hostname: props.hostname,
      source: props.image ?? ImageSource.fromBaseImage(),
      content: { folders: ['sendmail', 'service'], renderConfiguration: () => this.renderConfiguration() },
      runAs: RunAs.SMMSP,
      startsAsRoot: true,
      memory: props.memory ?? Size.mebibytes(256),
      maxProcesses: 512,
      stopTimeout: Duration.seconds(60),
      mounts: [{ volume: queue, path: MQUEUE_RX }],
      scratch: ['/run/sendmail', '/var/lib/sendmail', '/tmp'],
      ports: [
        ...(props.smtp ?? []).map((publish) => ({ internal: 25, publish })),
        ...(props.submission ?? []).map((publish) => ({ internal: 587, publish })),
      ],
    });
    this.service.joinNetwork(props.intake);
  }

  /** Hands all mail to this filter: joins its network, and is let in there. */
  public forwardTo(filter: IMailFilter): void {
    this.filter = filter;
    const address = filter.intake.addressOf(AddressSlot.MTA);
    this.service.joinNetwork(filter.intake.network, address);
    filter.acceptFrom(address);
  }

  private check(): void {
    const { props, findings } = this;
    findings.check('hostname', props.hostname, HOST_NAME);
    findings.check('greeting', props.greeting ?? '-', ONE_LINE);
    checkDomains(findings, props.domains);
    checkPublishes(findings, 'smtp', props.smtp);
    checkPublishes(findings, 'submission', props.submission);
    checkVolume(findings, 'queue', props.queue);
    findings.atSynth(() => {
      if (this.filter === undefined) {
        findings.add('filter', undefined, {
          rule: 'MTA-RX delivers nothing itself; all its mail goes to a filter',
          source: 'README.sendmail-dual, thishost-rx.mc, MAIL_HUB and SMART_HOST',
          instead: 'rx.forwardTo(filter)',
        });
      } else if (props.queueRunners !== undefined && props.queueRunners !== this.filter.processes) {
        findings.add('queueRunners', props.queueRunners, {
          rule: `the queue runners have to be as many as the filter's processes, which are ${this.filter.processes}`,
          source: 'README.sendmail-dual, thishost-rx.mc: "Match the number of queue runners (R=) to ... $max_servers"',
          instead: 'only "filterProcesses", which sets both',
        });
      }
      this.checkPublishers();
    });
  }

  /** Two publishers of one port of the host: the second container would not start. */
  private checkPublishers(): void {
    const isMtaRx = (construct: IConstruct): construct is MtaRx => construct instanceof MtaRx;
    const everything = this.node.root.node
      .findAll()
      .filter(isMtaRx)
      .flatMap((rx) => rx.published());
    everything.forEach((mine, index) => {
      const first = everything.slice(0, index).find((other) => other.publish.clashesWith(mine.publish));
      if (mine.rx === this && first) {
        this.findings.add(`${mine.property}.port`, mine.publish.port, {
          rule: `${first.rx.node.path} publishes this port of ${first.publish.address} already, as "${first.property}"`,
          source: 'one port of one address of the host has one listener',
          instead: 'another port or another address',
        });
      }
    });
  }

  private published(): { rx: MtaRx; property: string; publish: Publish }[] {
    const of = (property: string, publishes: Publish[] = []) =>
      publishes.map((publish, index) => ({ rx: this, property: `${property}[${index}]`, publish }));
    return [...of('smtp', this.props.smtp), ...of('submission', this.props.submission)];
  }

  private renderConfiguration(): { [fileName: string]: string } {
    const { props, filter } = this;
    if (filter === undefined) {
      return {};
    }
    const settings = {
      hostname: props.hostname,
      runAs: RunAs.SMMSP,
      greeting: props.greeting ?? '$j',
      minFreeBlocks: this.minFreeBlocks,
      extraMc: props.extraMc ?? [],
      domains: props.domains,
      filter: filter.endpoint,
      queueRunners: filter.processes,
      messagesPerConnection: props.messagesPerConnection ?? 10,
      dataTimeout: this.dataTimeout,
      minQueueAge: props.minQueueAge ?? Duration.seconds(10),
      submission: true,
    };
    const title = ['To be used for MTA-RX, the first MTA instance (receiving mail)', 'Written by cdktf-dual-mta'];
    return {
      'sendmail-rx.mc': writeMc(title, MTA_RX_OPTIONS, settings),
      access: writeMap(receivingAccess(props.domains)),
      'local-host-names': writeClass(props.domains.filter((domain) => domain.isLocal).map((domain) => domain.name)),
      'relay-domains': writeClass(props.domains.filter((domain) => !domain.isLocal).map((domain) => domain.name)),
      'trusted-users': '',
      service: writeShellVariables({
        SENDMAIL_USER: RunAs.SMMSP.user,
        SENDMAIL_CF_NAME: 'sendmail-rx',
        SENDMAIL_SYSLOG_LABEL: 'sm-mta-rx',
        SENDMAIL_QUEUE: MQUEUE_RX,
        SENDMAIL_QUEUE_ARGS: '-qp',
        SENDMAIL_PORTS: '25 587',
      }),
    };
  }
}
