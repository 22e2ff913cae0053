import { Construct } from 'constructs';
import { MOST_FILTERS } from '../models/address-block';
import { keyFile } from '../models/amavis/dkim';
import { AMAVIS_MAPS, LOCAL_DOMAINS } from '../models/amavis/names';
import { QUARANTINE, TEMPBASE } from '../models/amavis/places';
import { MAX_EXPANSION_QUOTA } from '../models/amavis/decoders';
import { LEAST_PROCESSES } from '../models/amavis/filter-capacity';
import { CHILD_TIMEOUT } from '../models/amavis/processes';
import { RETENTION, SIZE_LIMIT } from '../models/amavis/quarantine';
import { SOCKET, SUBMISSION_PORT } from '../models/amavis/wiring';
import { Duration } from '../models/duration';
import { ImageSource } from '../models/image-source';
import { LocalZone } from '../models/local-zone';
import { MailDomain } from '../models/mail-domain';
import { QueueVolume } from '../models/queue-volume';
import { CPU_SHARES, HOST_NAME, Rule } from '../models/rules';
import { RunAs } from '../models/run-as';
import { Size } from '../models/size';
import { SmtpEndpoint } from '../models/smtp-endpoint';
import { IRuntime, IService } from '../runtime/runtime';
import { writeAmavisdConf } from '../writers/amavisd-conf';
import { writeNames } from '../writers/map-file';
import { writeShellVariables } from '../writers/shell';
import { checkAmavis } from './amavis-checks';
import { AmavisFilterOptions } from './amavis-filter-options';
import { ClamAv } from './clamav';
import { ClamAvOptions } from './clamav-options';
import { checkDkim } from './dkim-checks';
import { checkDomains } from './domain-checks';
import { checkCapacity, filterCapacity } from './filter-capacity-checks';
import { checkWork, numbered, workMounts } from './filter-replicas';
import { Findings } from './findings';
import { checkImages } from './image-checks';
import { IMailFilter, IMailReturn } from './mail-filter';
import { MapsVolume } from './maps-volume';
import { ScanNetwork } from './scan-network';
import { secretMounts } from './secret-mounts';
import { SpamAssassin } from './spamassassin';
import { IVirusScanner } from './virus-scanner';

/** The port that the filter listens on (README.sendmail-dual, picture). */
const PORT = 10024;

/** What the container may take beyond what its processes need. */
const SPARE_MEMORY = Size.mebibytes(256);
/** Nobody waits for the filter: mail that it has not checked yet lies in MTA-RX's queue. */
const CPU_SHARES_OF_FILTER = 512;

/** The name of several filters together. The zone "internal" is nobody's. */
const FILTERS = 'filters.dual-mta.internal';

const REPLICAS: Rule = {
  rule: `there are 1 to ${MOST_FILTERS} filters`,
  source: 'each has an address on the internal networks, which have 16',
  instead: 'a number such as 2',
  holds: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MOST_FILTERS,
};

/** Options of a filter that stands for itself. */
export interface AmavisFilterProps extends AmavisFilterOptions {
  /** What makes containers, networks and volumes. */
  readonly runtime: IRuntime;
  /** Name of the container, and of its volumes with `-work` and `-quarantine` behind. Further ones have a number. */
  readonly name: string;

  /**
   * What the names of its volumes begin with instead, where they are those of a filter that was called so.
   *
   * @default - `name`
   */
  readonly volumeName?: string;

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
  /** The containers, one for each replica. */
  public readonly services: IService[];
  public readonly intake: ScanNetwork;
  public readonly endpoint: SmtpEndpoint;
  /** Where it takes the mail of authenticated users (`$policy_bank{'ORIGINATING'}`). */
  public readonly submissionEndpoint?: SmtpEndpoint;
  public readonly processes: number;
  /** After this time a message is given up. */
  public readonly childTimeout: Duration;
  /** Its ClamAV (`clamav`). */
  public readonly clamav?: ClamAv;

  private readonly findings: Findings;
  private readonly replicas: number;
  private readonly addresses: string[];
  private readonly spamAssassin: SpamAssassin;
  private readonly clients: string[] = [];
  private mailReturn?: IMailReturn;
  private scanner?: IVirusScanner;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: AmavisFilterProps,
  ) {
    super(scope, id);
    this.intake = props.intake;
    this.replicas = this.countOfReplicas();
    this.processes = props.processes * this.replicas;
    this.childTimeout = props.childTimeout ?? CHILD_TIMEOUT;
    this.addresses = this.addressesOn(props.intake);
    // Not the engine's name of a container: it is forgotten while the container is down, and "unknown host" is final.
    const host = this.replicas === 1 ? this.addresses[0] : FILTERS;
    this.endpoint = SmtpEndpoint.lmtp(host, PORT);
    this.submissionEndpoint = SmtpEndpoint.lmtp(host, SUBMISSION_PORT);
    this.findings = new Findings(this);
    const capacity = filterCapacity(props);
    const needed = capacity.needed(props.processes);
    const memory = props.memory ?? Size.bytes(needed.toBytes() + SPARE_MEMORY.toBytes());
    this.check();
    checkCapacity(this, this.findings, capacity, { processes: props.processes, memory, replicas: this.replicas });

    const quarantine = props.runtime.createVolume(this, 'Quarantine', {
      name: `${props.volumeName ?? props.name}-quarantine`,
      volume: props.quarantine?.volume ?? QueueVolume.managed(),
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
    this.spamAssassin = new SpamAssassin(this, 'SpamAssassin', {
      ...props.spamAssassin,
      runtime: props.runtime,
      name: props.name,
      volumeName: props.volumeName,
      hostname: props.hostname,
      image: props.image,
      findings: this.findings,
    });
    const mounts = [
      { volume: quarantine, path: QUARANTINE },
      maps.mount,
      ...this.spamAssassin.mounts,
      ...secretMounts(this, props.runtime, { dkim: props.dkim?.keys }),
    ];
    this.services = this.addresses.map((address, index) => {
      const service = props.runtime.createService(this, numbered('Service', index), {
        name: numbered(props.name, index, '-'),
        hostname: `${numbered('filter', index)}.${props.hostname}`,
        source: props.image ?? ImageSource.fromBaseImage(),
        content: { folders: ['amavis', 'service'], renderConfiguration: () => this.renderConfiguration(index) },
        runAs: RunAs.AMAVIS,
        memory,
        cpuShares: props.cpuShares ?? CPU_SHARES_OF_FILTER,
        maxProcesses: 256,
        stopTimeout: Duration.seconds(60),
        mounts: [...workMounts(this, props, index), ...mounts],
        tasks: [maps.task],
        scratch: ['/run/amavis', '/tmp'],
        sizedScratch: props.work?.memory && [{ path: TEMPBASE, size: props.work.memory }],
      });
      service.joinNetwork(props.intake.network, address);
      return service;
    });
    if (props.clamav) {
      this.clamav = this.createClamAv(props.clamav);
      this.scanWith(this.clamav);
    }
  }

  /** The name under which MTA-RX finds several filters, and their addresses, for the resolver to answer. */
  public get localZone(): LocalZone | undefined {
    return this.replicas === 1
      ? undefined
      : LocalZone.of(
          FILTERS,
          this.addresses.map((address) => `${FILTERS}. 0 IN A ${address}`),
        );
  }

  /** Lets a peer hand mail to ports 10024 and 10026 (`@inet_acl`). Everybody else is refused. */
  public acceptFrom(address: string): void {
    this.clients.push(address);
  }

  /** Returns checked mail and notifications there: joins its network, and is let in there. */
  public returnTo(mailReturn: IMailReturn): void {
    this.mailReturn = mailReturn;
    this.addressesOn(mailReturn.intake).forEach((address, index) => {
      this.services[index].joinNetwork(mailReturn.intake.network, address);
      mailReturn.acceptFrom(address);
    });
  }

  private addressesOn(network: ScanNetwork): string[] {
    return Array.from({ length: this.replicas }, (_, index) => network.addressOfFilter(index));
  }

  /** What is no number of filters is said at synth; until then there is one. */
  private countOfReplicas(): number {
    const { replicas = 1 } = this.props;
    return REPLICAS.holds(replicas) ? replicas : 1;
  }

  /** Has mail looked through for viruses by this one (`@av_scanners`). Mail waits while it does not answer. */
  public scanWith(scanner: IVirusScanner): void {
    this.scanner = scanner;
  }

  private createClamAv(options: ClamAvOptions): ClamAv {
    const { runtime, name, hostname, intake: network, image } = this.props;
    return new ClamAv(this, 'ClamAv', {
      image: image?.reference === undefined ? image : undefined,
      streamMaxLength: this.largestFile,
      ...options,
      runtime,
      name,
      hostname,
      network,
    });
  }

  /** The largest file that a message may unpack to. */
  private get largestFile(): Size {
    return this.props.maxExpansionQuota ?? MAX_EXPANSION_QUOTA;
  }

  private check(): void {
    const { props, findings } = this;
    findings.check('hostname', props.hostname, HOST_NAME);
    checkDomains(findings, props.domains);
    checkAmavis(findings, props, props.domains);
    findings.check('cpuShares', props.cpuShares ?? CPU_SHARES_OF_FILTER, CPU_SHARES);
    findings.check('replicas', props.replicas ?? 1, REPLICAS);
    checkWork(findings, props.work, this.replicas);
    checkDkim(findings, props, props.domains);
    checkImages(findings, props.image, props.mapsImage);
    findings.check('processes', props.processes, {
      rule: 'the filter has at least 2 processes, and a whole number of them',
      source: 'amavisd-new with $max_servers = 1 ends after 20 messages; README, PERFORMANCE NOTES: start with 2 or 3',
      instead: '2 or more',
      holds: (value) => typeof value === 'number' && Number.isInteger(value) && value >= LEAST_PROCESSES,
    });
    findings.atSynth(() => {
      this.checkScanner();
      if (this.mailReturn === undefined) {
        findings.add('returnTo', undefined, {
          rule: 'a filter delivers nothing itself; checked mail goes to MTA-TX',
          source: 'README.sendmail-dual, picture: $forward_method',
          instead: 'filter.returnTo(tx)',
        });
      }
    });
  }

  private checkScanner(): void {
    const taken = this.scanner?.streamMaxLength;
    if (taken !== undefined && taken.toBytes() < this.largestFile.toBytes()) {
      this.findings.add('clamav.streamMaxLength', taken.toString(), {
        rule: `a message may unpack to a file of ${this.largestFile.toString()}, and would wait until it is given up`,
        source: 'clamd(8), INSTREAM; amavisd.conf-default, $MAX_EXPANSION_QUOTA',
        instead: `${this.largestFile.toString()} or more, or less for "maxExpansionQuota"`,
      });
    }
  }

  private renderConfiguration(index: number): { [fileName: string]: string } {
    const { props, mailReturn, spamAssassin } = this;
    if (mailReturn === undefined) {
      return {};
    }
    return {
      '60-dual-mta': writeAmavisdConf({
        ...props,
        hostname: `${numbered('filter', index)}.${props.hostname}`,
        gatewayHostname: props.hostname,
        port: PORT,
        clients: this.clients,
        returnTo: mailReturn.endpoint,
        clamd: this.scanner?.endpoint,
        networkTests: spamAssassin.networkTests,
        rulesPath: spamAssassin.rulesPath,
        extraPerl: props.extraPerl ?? [],
      }),
      ...spamAssassin.configuration(this.clients),
      service: writeShellVariables({
        AMAVIS_USER: RunAs.AMAVIS.user,
        AMAVIS_GROUP: RunAs.AMAVIS.user,
        AMAVIS_TEMPBASE: TEMPBASE,
        AMAVIS_QUARANTINE: QUARANTINE,
        AMAVIS_SOCKET: SOCKET,
        AMAVIS_LOCAL_DOMAINS: `${AMAVIS_MAPS}/${LOCAL_DOMAINS}`,
        AMAVIS_DKIM_KEYS: (props.dkim?.signing ?? []).map(keyFile).join(' '),
        AMAVIS_PORTS: `${PORT} ${SUBMISSION_PORT}`,
        AMAVIS_QUARANTINE_DAYS: String(Math.ceil((props.quarantine?.retention ?? RETENTION).toSeconds() / 86_400)),
        AMAVIS_QUARANTINE_BYTES: String((props.quarantine?.sizeLimit ?? SIZE_LIMIT).toBytes()),
        ...spamAssassin.shellVariables,
      }),
    };
  }
}
