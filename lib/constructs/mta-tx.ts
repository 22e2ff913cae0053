import { Construct } from 'constructs';
import { AddressSlot } from '../models/address-block';
import { Duration } from '../models/duration';
import { ImageSource } from '../models/image-source';
import { MailDomain } from '../models/mail-domain';
import { QueueVolume } from '../models/queue-volume';
import { HOST_NAME } from '../models/rules';
import { RunAs } from '../models/run-as';
import { MapEntry } from '../models/sendmail/maps';
import { PROTECTED_IN_BOTH } from '../models/sendmail/protected-settings';
import { AUTHINFO } from '../models/sendmail/delivering/authinfo';
import { MAILBOXES } from '../models/sendmail/delivering/local-delivery';
import { deliveringMaps } from '../models/sendmail/delivering/maps';
import { MTA_TX_OPTIONS } from '../models/sendmail/delivering/mta-tx-table';
import { HOST_STATUS, MQUEUE, txQueueArgument, txQueueDirectories } from '../models/sendmail/delivering/queueing';
import { Size } from '../models/size';
import { SmtpEndpoint } from '../models/smtp-endpoint';
import { INetwork, IRuntime, IService } from '../runtime/runtime';
import { writeMc } from '../writers/sendmail-mc';
import { writeShellVariables } from '../writers/shell';
import { checkOptions, checkVolume } from './checks';
import { checkDelivering } from './delivering-checks';
import { checkDomains } from './domain-checks';
import { checkExtraMc } from './extra-mc-checks';
import { Findings } from './findings';
import { checkImages } from './image-checks';
import { IMailBypass, IMailReturn } from './mail-filter';
import { MtaTxOptions } from './mta-tx-options';
import { checkRunAs } from './run-as-checks';
import { ScanNetwork } from './scan-network';
import { secretMounts } from './secret-mounts';
import { SendmailMaps } from './sendmail-maps';

/** The port that the filter returns mail to (README.sendmail-dual, picture). */
const PORT = 10025;

/** Options of an MTA-TX that stands for itself. */
export interface MtaTxProps extends MtaTxOptions {
  /** What makes containers, networks and volumes. */
  readonly runtime: IRuntime;
  /** Name of the container, and of its volumes with `-mqueue` and `-mailboxes` behind. */
  readonly name: string;

  /**
   * What the names of its volumes begin with instead, where they are those of an MTA-TX that was called so.
   *
   * @default - `name`
   */
  readonly volumeName?: string;

  /** Fully qualified name that it says HELO with (`confDOMAIN_NAME`). */
  readonly hostname: string;
  /** The domains that it delivers itself or hands to a certain server. */
  readonly domains: MailDomain[];
  /** The network that the filter is on. */
  readonly intake: ScanNetwork;
  /** The network that it delivers through. */
  readonly delivery: INetwork;
}

/**
 * MTA-TX, the sendmail that delivers: it takes checked mail from the filter on 10025 and brings it to its destination,
 * a mailbox of its own or a server (README.sendmail-dual, `thishost-tx.mc`).
 */
export class MtaTx extends Construct implements IMailBypass, IMailReturn {
  /** The container. */
  public readonly service: IService;
  public readonly intake: ScanNetwork;
  public readonly endpoint: SmtpEndpoint;
  /** Free space below which it accepts no mail. */
  public readonly minFreeBlocks: Size;

  private readonly runAs: RunAs;
  private readonly filterAddresses: string[] = [];

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: MtaTxProps,
  ) {
    super(scope, id);
    this.intake = props.intake;
    this.minFreeBlocks = props.minFreeBlocks ?? Size.mebibytes(16);
    const address = props.intake.addressOf(AddressSlot.MTA);
    // An address, not a name: the engine forgets the name of a container that is down, and "unknown host" is final.
    this.endpoint = SmtpEndpoint.smtp(address, PORT);
    this.runAs = props.runAs ?? RunAs.SMMTA;
    const findings = new Findings(this);
    findings.check('hostname', props.hostname, HOST_NAME);
    checkOptions(findings, MTA_TX_OPTIONS, props);
    checkDelivering(findings, props);
    checkDomains(findings, props.domains);
    checkVolume(findings, 'queue', props.queue);
    checkRunAs(findings, props.runAs);
    checkImages(findings, props.image, props.mapsImage);
    checkExtraMc(findings, props.extraMc, PROTECTED_IN_BOTH);
    checkVolume(findings, 'mailboxes', props.mailboxes);
    checkVolume(findings, 'authinfo', props.authinfo?.volume);

    const queue = props.runtime.createVolume(this, 'Queue', {
      name: `${props.volumeName ?? props.name}-mqueue`,
      volume: props.queue ?? QueueVolume.managed(),
    });
    const mailboxes = props.runtime.createVolume(this, 'Mailboxes', {
      name: `${props.volumeName ?? props.name}-mailboxes`,
      volume: props.mailboxes ?? QueueVolume.managed(),
    });
    const maps = new SendmailMaps(this, 'Maps', {
      ...props,
      findings,
      entries: () => this.mapEntries(),
      mc: () => this.renderConfiguration()['sendmail.mc'],
    });
    this.service = props.runtime.createService(this, 'Service', {
      name: props.name,
      hostname: props.hostname,
      source: props.image ?? ImageSource.fromBaseImage(),
      content: {
        folders: ['sendmail', 'prompt-sendmail', 'mailboxes', 'service'],
        renderConfiguration: () => this.renderConfiguration(),
      },
      runAs: this.runAs,
      startsAsRoot: true,
      memory: props.memory ?? Size.mebibytes(256),
      maxProcesses: 256,
      stopTimeout: Duration.seconds(60),
      tasks: [maps.task],
      mounts: [
        { volume: queue, path: MQUEUE },
        { volume: mailboxes, path: MAILBOXES },
        maps.mount,
        ...secretMounts(this, props.runtime, { authinfo: props.authinfo }),
      ],
      scratch: ['/run/sendmail', '/var/lib/sendmail', '/tmp'],
    });
    this.service.joinNetwork(props.delivery, props.sourceAddress);
    this.service.joinNetwork(props.intake.network, address);
  }

  /** Lets a filter hand mail to port 10025. Everybody else is told to come back later. */
  public acceptFrom(address: string): void {
    this.filterAddresses.push(address);
  }

  /** Joins a network that mail comes on which is not checked. */
  public openBypass(network: ScanNetwork, from: string): SmtpEndpoint {
    const address = network.addressOf(AddressSlot.MTA);
    this.service.joinNetwork(network.network, address);
    this.acceptFrom(from);
    return SmtpEndpoint.smtp(address, PORT);
  }

  /** What changes with a domain, a recipient or an alias; all else is in the configuration. */
  private mapEntries(): { [map: string]: MapEntry[] } {
    return deliveringMaps(this.props);
  }

  private renderConfiguration(): { [fileName: string]: string } {
    const { props, filterAddresses } = this;
    const settings = {
      ...props,
      runAs: this.runAs,
      greeting: props.greeting ?? '$w.tx.$m Sendmail $v/$Z; $b',
      minFreeBlocks: this.minFreeBlocks,
      port: PORT,
      filterAddresses,
    };
    const title = [
      'To be used for MTA-TX, the second MTA instance',
      '(delivering outgoing and local mail)',
      'Written by cdktf-dual-mta',
    ];
    return {
      'sendmail.mc': writeMc(title, MTA_TX_OPTIONS, settings),
      'trusted-users': '',
      service: writeShellVariables({
        SENDMAIL_USER: this.runAs.user,
        SENDMAIL_UID: String(this.runAs.id),
        SENDMAIL_CF_NAME: 'sendmail',
        SENDMAIL_SYSLOG_LABEL: 'sm-mta-tx',
        SENDMAIL_QUEUE: MQUEUE,
        SENDMAIL_QUEUE_DIRECTORIES: txQueueDirectories(props).join(' '),
        SENDMAIL_QUEUE_SPLIT: '',
        SENDMAIL_QUEUE_ARGS: txQueueArgument(props),
        SENDMAIL_HOST_STATUS: HOST_STATUS,
        SENDMAIL_AUTHINFO: props.authinfo ? AUTHINFO : '',
        SENDMAIL_PORTS: String(PORT),
        SENDMAIL_MAILBOXES: MAILBOXES,
      }),
    };
  }
}
