import { Construct } from 'constructs';
import { AddressSlot } from '../models/address-block';
import { AMAVIS_MAPS, LOCAL_DOMAINS, QUARANTINE, SUBMISSION_PORT, TEMPBASE } from '../models/amavis/amavis-options';
import { Destiny } from '../models/destiny';
import { Duration } from '../models/duration';
import { ImageSource } from '../models/image-source';
import { MailDomain } from '../models/mail-domain';
import { QueueVolume, RemovalPolicy } from '../models/queue-volume';
import { HOST_NAME } from '../models/rules';
import { RunAs } from '../models/run-as';
import { Size } from '../models/size';
import { SmtpEndpoint } from '../models/smtp-endpoint';
import { IRuntime, IService } from '../runtime/runtime';
import { writeAmavisdConf } from '../writers/amavisd-conf';
import { writeNames } from '../writers/map-file';
import { writeShellVariables } from '../writers/shell';
import { writeSpamAssassinCf } from '../writers/spamassassin-cf';
import { checkVolume } from './checks';
import { checkDomains } from './domain-checks';
import { Findings } from './findings';
import { IMailFilter, IMailReturn } from './mail-filter';
import { MapsVolume } from './maps-volume';
import { ScanNetwork } from './scan-network';

/** The port that the filter listens on (README.sendmail-dual, picture). */
const PORT = 10024;

/** What the master process takes, and what each further process adds; measured with SpamAssassin's local tests. */
const MASTER_MEMORY = Size.mebibytes(164);
const PROCESS_MEMORY = Size.mebibytes(72);

/** What can be chosen of the filter, also as part of a gateway. */
export interface AmavisFilterOptions {
  /**
   * What is done with a message that has a virus (`$final_virus_destiny`).
   *
   * @default Destiny.DISCARD: into the quarantine, and nobody is told
   */
  readonly virusDestiny?: Destiny;

  /**
   * What is done with a message that has a forbidden kind of file (`$final_banned_destiny`).
   *
   * @default Destiny.DISCARD: into the quarantine, and nobody is told
   */
  readonly bannedDestiny?: Destiny;

  /**
   * What is done with spam (`$final_spam_destiny`).
   *
   * @default Destiny.PASS: delivered, with "X-Spam-Flag: YES"
   */
  readonly spamDestiny?: Destiny;

  /**
   * What is done with a message whose header breaks the standard (`$final_bad_header_destiny`).
   *
   * @default Destiny.PASS
   */
  readonly badHeaderDestiny?: Destiny;

  /**
   * After this time a message is given up and tried again later (`$child_timeout`). It must be less than MTA-RX waits.
   *
   * @default 8 minutes
   */
  readonly childTimeout?: Duration;

  /**
   * Where the work directory, `$TEMPBASE`, lies. What is in it is in MTA-RX's queue too.
   *
   * @default - a volume that destroying removes
   */
  readonly work?: QueueVolume;

  /**
   * Where the quarantine, `$QUARANTINEDIR`, lies.
   *
   * @default - a volume that destroying does not touch
   */
  readonly quarantine?: QueueVolume;

  /**
   * Most memory that the container may use. All processes must fit.
   *
   * @default - 256 MiB more than the processes need
   */
  readonly memory?: Size;

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

/** Options of a filter that stands for itself. */
export interface AmavisFilterProps extends AmavisFilterOptions {
  /** What makes containers, networks and volumes. */
  readonly runtime: IRuntime;
  /** Name of the container, and of its volumes with `-work` and `-quarantine` behind. */
  readonly name: string;
  /** Fully qualified name of the gateway; the filter calls itself `filter.` and this (`$myhostname`). */
  readonly hostname: string;
  /** The domains whose mail is incoming mail (`@local_domains_maps`). */
  readonly domains: MailDomain[];
  /** How many messages are checked at a time (`$max_servers`). */
  readonly processes: number;
  /** The network that it is handed mail on. */
  readonly intake: ScanNetwork;
}

/**
 * The filter: amavisd-new with SpamAssassin. It takes mail on 10024 at its own pace, and returns what passes to MTA-TX
 * (README.sendmail-dual, "POSTFIX or EXIM V4 or dual MTA setup" of amavisd.conf).
 */
export class AmavisFilter extends Construct implements IMailFilter {
  /** The container. */
  public readonly service: IService;
  public readonly intake: ScanNetwork;
  public readonly endpoint: SmtpEndpoint;
  /** Where it takes the mail of authenticated users (`$policy_bank{'ORIGINATING'}`). */
  public readonly submissionEndpoint?: SmtpEndpoint;
  public readonly processes: number;
  /** After this time a message is given up. */
  public readonly childTimeout: Duration;

  private readonly findings: Findings;
  private readonly clients: string[] = [];
  private mailReturn?: IMailReturn;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: AmavisFilterProps,
  ) {
    super(scope, id);
    this.intake = props.intake;
    this.processes = props.processes;
    this.childTimeout = props.childTimeout ?? Duration.minutes(8);
    const address = props.intake.addressOf(AddressSlot.FILTER);
    // An address, not a name: the engine forgets the name of a container that is down, and "unknown host" is final.
    this.endpoint = SmtpEndpoint.lmtp(address, PORT);
    this.submissionEndpoint = SmtpEndpoint.lmtp(address, SUBMISSION_PORT);
    this.findings = new Findings(this);
    const needed = Size.bytes(
      MASTER_MEMORY.toBytes() + Math.max(0, Math.trunc(props.processes) || 0) * PROCESS_MEMORY.toBytes(),
    );
    const memory = props.memory ?? Size.bytes(needed.toBytes() + Size.mebibytes(256).toBytes());
    this.check(needed, memory);

    const work = props.runtime.createVolume(this, 'Work', {
      name: `${props.name}-work`,
      volume: props.work ?? QueueVolume.managed(RemovalPolicy.DESTROY),
    });
    const quarantine = props.runtime.createVolume(this, 'Quarantine', {
      name: `${props.name}-quarantine`,
      volume: props.quarantine ?? QueueVolume.managed(),
    });
    const maps = new MapsVolume(this, 'Maps', {
      ...props,
      path: AMAVIS_MAPS,
      content: {
        folders: ['filter-maps', 'maps', 'service'],
        renderConfiguration: () => ({
          [LOCAL_DOMAINS]: writeNames(props.domains.map(({ name }) => name)),
        }),
      },
    });
    this.service = props.runtime.createService(this, 'Service', {
      name: props.name,
      hostname: `filter.${props.hostname}`,
      source: props.image ?? ImageSource.fromBaseImage(),
      content: {
        folders: ['amavis', 'service'],
        renderConfiguration: () => this.renderConfiguration(),
      },
      runAs: RunAs.AMAVIS,
      memory,
      maxProcesses: 256,
      stopTimeout: Duration.seconds(60),
      mounts: [{ volume: work, path: TEMPBASE }, { volume: quarantine, path: QUARANTINE }, maps.mount],
      tasks: [maps.task],
      scratch: ['/run/amavis', '/tmp'],
    });
    this.service.joinNetwork(props.intake.network, address);
  }

  /** Lets a peer hand mail to ports 10024 and 10026 (`@inet_acl`). Everybody else is refused. */
  public acceptFrom(address: string): void {
    this.clients.push(address);
  }

  /** Returns checked mail and notifications there: joins its network, and is let in there. */
  public returnTo(mailReturn: IMailReturn): void {
    this.mailReturn = mailReturn;
    const address = mailReturn.intake.addressOf(AddressSlot.FILTER);
    this.service.joinNetwork(mailReturn.intake.network, address);
    mailReturn.acceptFrom(address);
  }

  private check(needed: Size, memory: Size): void {
    const { props, findings } = this;
    findings.check('hostname', props.hostname, HOST_NAME);
    checkDomains(findings, props.domains);
    checkVolume(findings, 'work', props.work);
    checkVolume(findings, 'quarantine', props.quarantine);
    findings.check('processes', props.processes, {
      rule: 'the filter has at least 2 processes, and a whole number of them',
      source: 'amavisd-new with $max_servers = 1 ends after 20 messages; README, PERFORMANCE NOTES: start with 2 or 3',
      instead: '2 or more',
      holds: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 2,
    });
    for (const property of ['virusDestiny', 'bannedDestiny', 'spamDestiny', 'badHeaderDestiny'] as const) {
      findings.check(property, props[property]?.name ?? 'D_PASS', {
        rule: 'mail that MTA-RX has accepted cannot be rejected any more; D_REJECT would make it bounce',
        source: 'README.sendmail-dual, NOTES: "should not specify D_REJECT"',
        instead: 'Destiny.PASS, Destiny.BOUNCE or Destiny.DISCARD',
        holds: (value) => ['D_PASS', 'D_BOUNCE', 'D_DISCARD'].includes(String(value)),
      });
    }
    if (memory.toBytes() < needed.toBytes()) {
      findings.add('memory', memory.toString(), {
        rule: `${props.processes} processes need ${needed.toString()}`,
        source: `measured: ${MASTER_MEMORY.toString()}, and ${PROCESS_MEMORY.toString()} for each process`,
        instead: `Size.mebibytes(${needed.toMebibytes()}) or more, or fewer processes`,
      });
    }
    findings.atSynth(() => {
      if (this.mailReturn === undefined) {
        findings.add('returnTo', undefined, {
          rule: 'a filter delivers nothing itself; checked mail goes to MTA-TX',
          source: 'README.sendmail-dual, picture: $forward_method',
          instead: 'filter.returnTo(tx)',
        });
      }
    });
  }

  private renderConfiguration(): { [fileName: string]: string } {
    const { props, mailReturn } = this;
    if (mailReturn === undefined) {
      return {};
    }
    return {
      '60-dual-mta': writeAmavisdConf({
        hostname: `filter.${props.hostname}`,
        domains: props.domains,
        processes: props.processes,
        port: PORT,
        clients: this.clients,
        returnTo: mailReturn.endpoint,
        virusDestiny: props.virusDestiny ?? Destiny.DISCARD,
        bannedDestiny: props.bannedDestiny ?? Destiny.DISCARD,
        spamDestiny: props.spamDestiny ?? Destiny.PASS,
        badHeaderDestiny: props.badHeaderDestiny ?? Destiny.PASS,
        childTimeout: this.childTimeout,
        extraPerl: props.extraPerl ?? [],
      }),
      'local.cf': writeSpamAssassinCf(this.clients),
      service: writeShellVariables({
        AMAVIS_USER: RunAs.AMAVIS.user,
        AMAVIS_GROUP: RunAs.AMAVIS.user,
        AMAVIS_TEMPBASE: TEMPBASE,
        AMAVIS_QUARANTINE: QUARANTINE,
        AMAVIS_LOCAL_DOMAINS: `${AMAVIS_MAPS}/${LOCAL_DOMAINS}`,
        AMAVIS_PORTS: `${PORT} ${SUBMISSION_PORT}`,
      }),
    };
  }
}
