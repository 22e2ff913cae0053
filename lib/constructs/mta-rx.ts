import { Construct, IConstruct } from 'constructs';
import { AddressSlot } from '../models/address-block';
import { Duration } from '../models/duration';
import { ImageSource } from '../models/image-source';
import { MailDomain } from '../models/mail-domain';
import { AddressFamily, Publish } from '../models/publish';
import { QueueVolume } from '../models/queue-volume';
import { CPU_SHARES, HOST_NAME } from '../models/rules';
import { RunAs } from '../models/run-as';
import { MapEntry } from '../models/sendmail/maps';
import { PROTECTED_IN_RX } from '../models/sendmail/protected-settings';
import { authRealm, USERS } from '../models/sendmail/receiving/authentication';
import { listenedPorts } from '../models/sendmail/receiving/listeners';
import { hasBypass } from '../models/sendmail/receiving/bypass';
import { receivingMaps } from '../models/sendmail/receiving/maps';
import { MTA_RX_OPTIONS } from '../models/sendmail/receiving/mta-rx-table';
import { clientQueueArgument, MQUEUE_CLIENT, MSP_TABLE, QUEUE_INTERVAL } from '../models/sendmail/receiving/msp';
import { queueDirectories, queueVolume, MQUEUE_RX } from '../models/sendmail/receiving/queue-layout';
import { queueVariables } from '../models/sendmail/receiving/queueing';
import { MAX_SESSION_TIME } from '../models/sendmail/receiving/resource-controls';
import { receivingMemory } from '../models/sendmail/receiving/session-memory';
import { CERTIFICATE } from '../models/sendmail/receiving/starttls';
import { DATA_TIMEOUT } from '../models/sendmail/receiving/to-filter';
import { Size } from '../models/size';
import { SmtpEndpoint } from '../models/smtp-endpoint';
import { INetwork, IRuntime, IService } from '../runtime/runtime';
import { writeMc } from '../writers/sendmail-mc';
import { writeShellVariables } from '../writers/shell';
import { checkAccess, checkRelayHosts } from './access-checks';
import { checkAntiSpam } from './anti-spam-checks';
import { checkOptions, checkPublishes, checkVolume } from './checks';
import { checkBypass, checkDomains } from './domain-checks';
import { checkExtraMc } from './extra-mc-checks';
import { Findings } from './findings';
import { checkImages } from './image-checks';
import { checkListeners } from './listener-checks';
import { IMailBypass, IMailFilter } from './mail-filter';
import { checkMilters } from './milter-checks';
import { MtaRxOptions } from './mta-rx-options';
import { secretMounts } from './secret-mounts';
import { checkQueueing } from './queue-checks';
import { checkRunAs } from './run-as-checks';
import { ScanNetwork } from './scan-network';
import { checkSessionMemory } from './session-memory-checks';
import { SendmailMaps } from './sendmail-maps';

/** Clients wait for their 250: against the filter, which has eight times less, they come first. */
const CPU_SHARES_OF_RX = 4096;
/** How long a stop waits for what is at the filter: nobody is let in meanwhile. */
const RUNNER_GRACE = Duration.seconds(1);

/** Options of an MTA-RX that stands for itself. */
export interface MtaRxProps extends MtaRxOptions {
  /** What makes containers, networks and volumes. */
  readonly runtime: IRuntime;
  /** Name of the container, and of its volume with `-mqueue-rx` behind. */
  readonly name: string;

  /**
   * What the names of its volumes begin with instead, where they are those of an MTA-RX that was called so.
   *
   * @default - `name`
   */
  readonly volumeName?: string;

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
   * Where port 587, mail submission, is published on the host. An empty list: it does not even listen there.
   *
   * @default - nowhere, but it listens
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
  private readonly runAs: RunAs;
  private filter?: IMailFilter;
  private bypassEndpoint?: SmtpEndpoint;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: MtaRxProps,
  ) {
    super(scope, id);
    this.minFreeBlocks = props.minFreeBlocks ?? Size.mebibytes(64);
    this.dataTimeout = props.dataTimeout ?? DATA_TIMEOUT;
    this.runAs = props.runAs ?? RunAs.SMMSP;
    this.findings = new Findings(this);
    this.check();

    const queue = props.runtime.createVolume(this, 'Queue', {
      name: `${props.volumeName ?? props.name}-mqueue-rx`,
      volume: props.queue ?? QueueVolume.managed(),
    });
    const clientQueue =
      props.msp &&
      props.runtime.createVolume(this, 'ClientQueue', {
        name: `${props.volumeName ?? props.name}-mqueue-client`,
        volume: props.msp.queue ?? QueueVolume.managed(),
      });
    const maps = new SendmailMaps(this, 'Maps', {
      ...props,
      findings: this.findings,
      entries: () => this.mapEntries(),
      mc: () => this.renderConfiguration()['sendmail-rx.mc'] ?? '',
    });
    this.service = props.runtime.createService(this, 'Service', {
      name: props.name,
      hostname: props.hostname,
      source: props.image ?? ImageSource.fromBaseImage(),
      content: {
        folders: ['sendmail', 'prompt-sendmail', 'service'],
        renderConfiguration: () => this.renderConfiguration(),
      },
      runAs: this.runAs,
      startsAsRoot: true,
      memory: props.memory ?? receivingMemory(props),
      cpuShares: props.cpuShares ?? CPU_SHARES_OF_RX,
      maxProcesses: 512,
      stopTimeout: Duration.seconds(60),
      tasks: [maps.task],
      mounts: [
        { volume: queue, path: queueVolume(props) },
        ...(clientQueue ? [{ volume: clientQueue, path: MQUEUE_CLIENT }] : []),
        maps.mount,
        ...secretMounts(this, props.runtime, props),
      ],
      scratch: ['/run/sendmail', '/var/lib/sendmail', '/tmp', ...(props.separateWorkArea ? [MQUEUE_RX] : [])],
      listensOnIpv6: this.listensOnIpv6,
      ports: [
        ...(props.smtp ?? []).map((publish) => ({ internal: 25, publish })),
        ...(props.submission ?? []).map((publish) => ({ internal: 587, publish })),
        ...(props.listeners ?? []).flatMap(({ port, publish }) =>
          publish.map((one) => ({ internal: port, publish: one })),
        ),
      ],
    });
    [props.intake, ...(props.milterNetworks ?? [])].forEach((network) => this.service.joinNetwork(network));
  }

  /** Hands all mail to this filter: joins its network, and is let in there. */
  public forwardTo(filter: IMailFilter): void {
    this.filter = filter;
    const address = filter.intake.addressOf(AddressSlot.MTA);
    this.service.joinNetwork(filter.intake.network, address);
    filter.acceptFrom(address);
  }

  /** Hands mail that is not checked to MTA-TX: the two share this network and nothing else. */
  public bypassTo(tx: IMailBypass, network: ScanNetwork): void {
    const address = network.addressOf(AddressSlot.MTA_RX);
    this.service.joinNetwork(network.network, address);
    this.bypassEndpoint = tx.openBypass(network, address);
  }

  private check(): void {
    const { props, findings } = this;
    findings.check('hostname', props.hostname, HOST_NAME);
    findings.check('cpuShares', props.cpuShares ?? CPU_SHARES_OF_RX, CPU_SHARES);
    checkOptions(findings, MTA_RX_OPTIONS, props);
    checkDomains(findings, props.domains);
    checkAccess(findings, props.access);
    checkRelayHosts(findings, props.relayHosts, props.intake.gateways);
    checkBypass(findings, props);
    checkPublishes(findings, 'smtp', props.smtp);
    checkPublishes(findings, 'submission', props.submission);
    checkListeners(findings, props, this.listensOnSubmission);
    checkVolume(findings, 'queue', props.queue);
    checkVolume(findings, 'msp.queue', props.msp?.queue);
    if (props.msp?.queueInterval !== undefined) {
      findings.check('msp.queueInterval', props.msp.queueInterval, QUEUE_INTERVAL);
    }
    checkRunAs(findings, props.runAs);
    checkImages(findings, props.image, props.mapsImage);
    checkSessionMemory(this, props);
    checkAntiSpam(findings, props);
    checkMilters(findings, props.milters);
    checkExtraMc(findings, props.extraMc, PROTECTED_IN_RX);
    findings.atSynth(() => {
      if (this.filter === undefined) {
        findings.add('filter', undefined, {
          rule: 'MTA-RX delivers nothing itself; all its mail goes to a filter',
          source: 'README.sendmail-dual, thishost-rx.mc, MAIL_HUB and SMART_HOST',
          instead: 'rx.forwardTo(filter)',
        });
      } else {
        checkQueueing(findings, props, this.filter.processes);
      }
      if (hasBypass(props) && this.bypassEndpoint === undefined) {
        findings.add('bypass', props.bypass, {
          rule: 'mail that goes past the filter needs a network between MTA-RX and MTA-TX',
          source: 'README.sendmail-dual, NOTES: mailertables',
          instead: 'rx.bypassTo(tx, network), as DualMtaGateway does',
        });
      }
      this.checkPublishers();
    });
  }

  private get listensOnIpv6(): boolean {
    const isIpv6 = ({ publish }: { publish: Publish }): boolean => publish.family !== AddressFamily.IPV4;
    return this.props.listensOnIpv6 ?? this.published().some(isIpv6);
  }

  /** 587 can be off (README: "optionally"). */
  private get listensOnSubmission(): boolean {
    return this.props.submission === undefined || this.props.submission.length > 0;
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
    return [
      ...of('smtp', this.props.smtp),
      ...of('submission', this.props.submission),
      ...(this.props.listeners ?? []).flatMap(({ publish }, index) => of(`listeners[${index}].publish`, publish)),
    ];
  }

  /** What changes with a domain, a recipient or a sender; all else is in the configuration. */
  private mapEntries(): { [map: string]: MapEntry[] } {
    return receivingMaps({ ...this.props, bypassTo: this.bypassEndpoint });
  }

  private renderConfiguration(): { [fileName: string]: string } {
    const { props, filter } = this;
    if (filter === undefined) {
      return {};
    }
    const settings = {
      ...props,
      runAs: this.runAs,
      greeting: props.greeting ?? '$j',
      minFreeBlocks: this.minFreeBlocks,
      filter: filter.endpoint,
      bypassTo: this.bypassEndpoint,
      queueRunners: filter.processes,
      authenticatedFilter: props.users && filter.submissionEndpoint,
      listensOnIpv6: this.listensOnIpv6,
      listensOnSubmission: this.listensOnSubmission,
    };
    const title = ['To be used for MTA-RX, the first MTA instance (receiving mail)', 'Written by cdktf-dual-mta'];
    return {
      'sendmail-rx.mc': writeMc(title, MTA_RX_OPTIONS, settings),
      ...(props.msp && {
        'submit.mc': writeMc(['To be used for the mail submission program (-Ac)', title[1]], MSP_TABLE, settings),
      }),
      'trusted-users': '',
      service: writeShellVariables({
        SENDMAIL_USER: this.runAs.user,
        SENDMAIL_UID: String(this.runAs.id),
        SENDMAIL_CF_NAME: 'sendmail-rx',
        SENDMAIL_SYSLOG_LABEL: 'sm-mta-rx',
        SENDMAIL_QUEUE: queueVolume(props),
        SENDMAIL_QUEUE_DIRECTORIES: queueDirectories(props).join(' '),
        SENDMAIL_QUEUE_SPLIT: props.splitQueueFiles ? 'qf df xf' : '',
        ...queueVariables(settings),
        SENDMAIL_CLIENT_QUEUE: props.msp ? MQUEUE_CLIENT : '',
        SENDMAIL_CLIENT_QUEUE_ARGS: props.msp ? clientQueueArgument(props.msp) : '',
        SENDMAIL_RUNNER_GRACE: String(RUNNER_GRACE.toSeconds()),
        SENDMAIL_MAX_SESSION: String((props.maxSessionTime ?? MAX_SESSION_TIME).toSeconds()),
        SENDMAIL_ADDRESSES: this.listensOnIpv6 ? '127.0.0.1 ::1' : '127.0.0.1',
        SENDMAIL_PORTS: listenedPorts(settings, false).join(' '),
        SENDMAIL_SMTPS_PORTS: listenedPorts(settings, true).join(' '),
        SENDMAIL_CERTIFICATE: props.certificate ? CERTIFICATE : '',
        SENDMAIL_USERS: props.users ? USERS : '',
        SENDMAIL_AUTH_REALM: authRealm(props),
      }),
    };
  }
}
