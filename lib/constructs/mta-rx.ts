import { Construct, IConstruct } from 'constructs';
import { AddressSlot } from '../models/address-block';
import { Duration } from '../models/duration';
import { ImageSource } from '../models/image-source';
import { MailDomain } from '../models/mail-domain';
import { Publish } from '../models/publish';
import { QueueVolume } from '../models/queue-volume';
import { HOST_NAME } from '../models/rules';
import { RunAs } from '../models/run-as';
import { receivingAccess } from '../models/sendmail/maps';
import { MTA_RX_OPTIONS } from '../models/sendmail/receiving/mta-rx-table';
import { MQUEUE_RX } from '../models/sendmail/receiving/queueing';
import { DATA_TIMEOUT } from '../models/sendmail/receiving/to-filter';
import { Size } from '../models/size';
import { INetwork, IRuntime, IService } from '../runtime/runtime';
import { writeClass, writeMap } from '../writers/map-file';
import { writeMc } from '../writers/sendmail-mc';
import { writeShellVariables } from '../writers/shell';
import { checkDomains, checkOptions, checkPublishes, checkVolume } from './checks';
import { Findings } from './findings';
import { IMailFilter } from './mail-filter';
import { MtaRxOptions } from './mta-rx-options';

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
    this.dataTimeout = props.dataTimeout ?? DATA_TIMEOUT;
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
    checkOptions(findings, MTA_RX_OPTIONS, props);
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
      ...props,
      runAs: RunAs.SMMSP,
      greeting: props.greeting ?? '$j',
      minFreeBlocks: this.minFreeBlocks,
      filter: filter.endpoint,
      queueRunners: filter.processes,
      listensOnSubmission: true,
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
