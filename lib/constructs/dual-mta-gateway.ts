import { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { AddressBlock } from '../models/address-block';
import { CapacityPlanOptions } from '../models/capacity';
import { DnsOptions } from '../models/dns-options';
import { DnsRecord } from '../models/dns-record';
import { dnsRecords, mtaStsPolicy } from '../models/dns-records';
import { ImageSource } from '../models/image-source';
import { MailDomain } from '../models/mail-domain';
import { PackageOptions } from '../models/packages';
import { Publish } from '../models/publish';
import { ADDRESS_BLOCK, GATEWAY_NAME } from '../models/rules';
import { hasBypass } from '../models/sendmail/receiving/bypass';
import { DockerRuntime } from '../runtime/docker/docker-runtime';
import { INetwork, IRuntime } from '../runtime/runtime';
import { AmavisFilter } from './amavis-filter';
import { AmavisFilterOptions } from './amavis-filter-options';
import { warnOfMissingRecords } from './dkim-checks';
import { checkDns } from './dns-checks';
import { defaultProcesses } from './filter-capacity-checks';
import { checkExpectedLoad } from './expected-load-checks';
import { Findings } from './findings';
import { checkGateway } from './gateway-checks';
import { checkPackages } from './image-checks';
import { checkIntakeNetwork, intakeNetwork, IntakeNetworkOptions } from './intake-network';
import { warnOfMasquerading } from './masquerading-checks';
import { MtaRx } from './mta-rx';
import { MtaRxOptions } from './mta-rx-options';
import { MtaTx } from './mta-tx';
import { MtaTxOptions } from './mta-tx-options';
import { Resolver, ResolverOptions } from './resolver';
import { ScanNetwork } from './scan-network';

/** Options of a gateway. */
export interface DualMtaGatewayProps {
  /** Fully qualified name of the gateway: what it greets with and says HELO with. */
  readonly hostname: string;

  /** The domains that it accepts mail for: the one list that sendmail's and amavisd's settings come from. */
  readonly domains: MailDomain[];

  /**
   * How many messages the filter checks at a time: amavisd's `$max_servers`, and the queue runners of MTA-RX (`R=`),
   * which have to be as many (README.sendmail-dual, thishost-rx.mc).
   *
   * @default - as many as fit into the filter's `memory` and make sense (`FilterCapacity`), or 2 where no memory is said
   */
  readonly filterProcesses?: number;

  /**
   * The mail that it is to carry, among as many `gateways` as that says (1 if it does not). Where the filters cannot pass the
   * peak, all of them or those that are left with its `spareFilters` down, there is a warning at synth, with what would.
   *
   * @default - not said, and nothing is checked
   */
  readonly expectedLoad?: CapacityPlanOptions;

  /**
   * Where port 25 is published on the host.
   *
   * @default - on port 25 of every IPv4 address
   */
  readonly smtp?: Publish[];

  /**
   * Where port 587 is published on the host.
   *
   * @default - on port 587 of every IPv4 address
   */
  readonly submission?: Publish[];

  /**
   * The addresses at which the outside reaches the gateway, for its DNS records.
   *
   * @default - none: the records of its host name are yours
   */
  readonly publicAddresses?: string[];

  /**
   * What the outside must see in DNS: the gateway's `dnsRecords` come from it.
   *
   * @default - as described there
   */
  readonly dns?: DnsOptions;

  /**
   * Name of the gateway; the names of its containers, networks and volumes begin with it.
   *
   * @default - the construct's id, in lower case
   */
  readonly name?: string;

  /**
   * The name that its volumes with mail in them were made under: a gateway that gets another name keeps them so.
   *
   * @default - `name`
   */
  readonly volumesOf?: string;

  /**
   * Addresses of the internal networks.
   *
   * @default - a block that follows from the name
   */
  readonly addresses?: AddressBlock;

  /**
   * Addresses of the network that clients come from.
   *
   * @default - as described there
   */
  readonly intakeNetwork?: IntakeNetworkOptions;

  /**
   * The network that MTA-TX delivers through.
   *
   * @default - one of its own
   */
  readonly delivery?: INetwork;

  /**
   * The image that all images are built upon: Debian 12, or one made from it. Each part can have another (`image`).
   *
   * @default "debian:bookworm-slim"
   */
  readonly baseImage?: string;

  /**
   * Which Debian packages, and in which versions, go into all images that are built upon it.
   *
   * @default - the newest that its package sources have
   */
  readonly packages?: PackageOptions;

  /**
   * More about MTA-RX.
   *
   * @default - as described there
   */
  readonly rx?: MtaRxOptions;

  /**
   * More about the filter.
   *
   * @default - as described there
   */
  readonly filter?: AmavisFilterOptions;

  /**
   * More about MTA-TX.
   *
   * @default - as described there
   */
  readonly tx?: MtaTxOptions;

  /**
   * More about the resolver.
   *
   * @default - as described there
   */
  readonly resolver?: ResolverOptions;

  /**
   * What turns all this into Terraform.
   *
   * @default - containers on the Docker engine of the stack's provider
   */
  readonly runtime?: IRuntime;
}

/**
 * A filtering mail gateway: MTA-RX receives and queues, the filter checks, MTA-TX delivers. The README's loopback
 * interface becomes two networks, so that there is no way past the filter but the one that is asked for (`bypass`).
 */
export class DualMtaGateway extends Construct {
  /** Name of the gateway. */
  public readonly gatewayName: string;
  /** The receiving sendmail. */
  public readonly rx: MtaRx;
  /** The filter. */
  public readonly filter: AmavisFilter;
  /** The delivering sendmail. */
  public readonly tx: MtaTx;
  /** The resolver. */
  public readonly resolver: Resolver;
  /** The network that clients come from. */
  public readonly intake: INetwork;
  /** The network that MTA-TX delivers through; servers on the same engine join it. */
  public readonly delivery: INetwork;
  /** Depend on this (`dependsOn`), and the gateway is healthy before you begin. */
  public readonly ready: ITerraformDependable;
  /** The internal networks' addresses. */
  public readonly addresses: AddressBlock;
  /** The records that the outside must see, for the provider that serves the domains' zones. Nothing here makes them. */
  public readonly dnsRecords: DnsRecord[];
  /** What `https://mta-sts.DOMAIN/.well-known/mta-sts.txt` has to answer, for each domain; undefined without MTA-STS. */
  public readonly mtaStsPolicy?: string;
  /** Where port 25 is published. */
  public readonly smtp: Publish[];
  /** Where port 587 is published. */
  public readonly submission: Publish[];
  /** Whether some mail goes past the filter (`bypass` of MTA-RX). */
  public readonly hasBypass: boolean;

  public constructor(scope: Construct, id: string, props: DualMtaGatewayProps) {
    super(scope, id);
    const name = props.name ?? id.toLowerCase();
    const volumes = props.volumesOf ?? name;
    const runtime = props.runtime ?? new DockerRuntime();
    // Other languages than TypeScript can leave out what is required; the findings say so.
    const { hostname, domains = [] } = props;
    this.gatewayName = name;
    this.addresses = props.addresses ?? AddressBlock.derivedFrom(name);
    this.smtp = [...(props.smtp ?? [Publish.onIpv4(25)])];
    this.submission = [...(props.submission ?? [Publish.onIpv4(587)])];
    this.hasBypass = hasBypass(props.rx ?? {});
    const findings = new Findings(this);
    findings.check('name', name, GATEWAY_NAME);
    if (props.volumesOf !== undefined) {
      findings.check('volumesOf', props.volumesOf, GATEWAY_NAME);
    }
    findings.check('addresses', this.addresses.cidr, ADDRESS_BLOCK);
    findings.atSynth(() => {
      checkGateway(findings, this, props);
      this.checkTwin(findings);
    });
    checkPackages(findings, props.packages);
    const { dns = {}, publicAddresses = [] } = props;
    const records = { hostname, domains: domains.map((domain) => domain.name), publicAddresses, options: dns };
    checkDns(findings, records);
    warnOfMissingRecords(this, dns, props.filter?.dkim);
    warnOfMasquerading(this, { tx: props.tx, domains, dkim: props.filter?.dkim });
    this.dnsRecords = dnsRecords(records);
    this.mtaStsPolicy = dns.mtaSts && mtaStsPolicy(hostname, dns.mtaSts);

    checkIntakeNetwork(findings, props.intakeNetwork ?? {});
    const further = props.rx?.listeners?.flatMap(({ publish }) => publish) ?? [];
    const published = [...this.smtp, ...this.submission, ...further];
    const intake = intakeNetwork(name, this.addresses, props.intakeNetwork ?? {}, published);
    this.intake = runtime.createNetwork(this, 'Intake', intake);
    this.delivery = props.delivery ?? runtime.createNetwork(this, 'Delivery', { name: `${name}-delivery` });
    const resolution = runtime.createNetwork(this, 'Resolution', { name: `${name}-resolution` });
    const { scanIn: scanInSubnet, scanOut: scanOutSubnet } = this.addresses;
    const scanIn = new ScanNetwork(this, 'ScanIn', { runtime, name: `${name}-scan-in`, subnet: scanInSubnet });
    const scanOut = new ScanNetwork(this, 'ScanOut', { runtime, name: `${name}-scan-out`, subnet: scanOutSubnet });

    const image = ImageSource.fromBaseImage(props.baseImage, props.packages);
    const shared = { runtime, hostname, domains };
    this.rx = new MtaRx(this, 'MtaRx', {
      image,
      ...props.rx,
      ...shared,
      name: `${name}-mta-rx`,
      volumeName: `${volumes}-mta-rx`,
      intake: this.intake,
      smtp: this.smtp,
      submission: this.submission,
    });
    const processes = props.filterProcesses ?? defaultProcesses(props.filter);
    this.filter = new AmavisFilter(this, 'Filter', {
      image,
      ...props.filter,
      ...shared,
      name: `${name}-filter`,
      volumeName: `${volumes}-filter`,
      processes,
      intake: scanIn,
    });
    this.tx = new MtaTx(this, 'MtaTx', {
      image,
      ...props.tx,
      ...shared,
      name: `${name}-mta-tx`,
      volumeName: `${volumes}-mta-tx`,
      intake: scanOut,
      delivery: this.delivery,
    });
    this.resolver = new Resolver(this, 'Resolver', {
      image,
      ...props.resolver,
      runtime,
      hostname,
      name: `${name}-resolver`,
      outside: resolution,
    });

    checkExpectedLoad(this, findings, props.expectedLoad, { processes, replicas: this.filter.services.length });
    this.rx.forwardTo(this.filter);
    this.filter.returnTo(this.tx);
    if (this.hasBypass) {
      const bypass = { runtime, name: `${name}-bypass`, subnet: this.addresses.bypass };
      this.rx.bypassTo(this.tx, new ScanNetwork(this, 'Bypass', bypass));
    }
    this.resolver.serve(scanIn, [this.rx.service, ...this.filter.services], this.filter.localZone);
    this.resolver.serve(scanOut, [this.tx.service]);
    const scanning = [...this.filter.services, ...(this.filter.clamav?.services ?? [])];
    // Terraform ends first and makes last what comes after something. So what accepting needs is replaced when all else has
    // ended and nothing else begins: MTA-RX can queue meanwhile, and clients are kept out as briefly as the machine can do it.
    [...scanning, this.tx.service].forEach((service) =>
      [this.rx.service, this.resolver.service].forEach((first) => service.startAfter(first)),
    );
    const services = [this.resolver.service, this.rx.service, ...scanning, this.tx.service];
    this.ready = runtime.markReady(this, 'Ready', services);
  }

  private checkTwin(findings: Findings): void {
    const isTwin = (other: unknown): other is DualMtaGateway =>
      other instanceof DualMtaGateway &&
      other !== this &&
      (other.gatewayName === this.gatewayName || other.addresses.cidr === this.addresses.cidr);
    const twin = this.node.root.node.findAll().find(isTwin);
    if (twin) {
      findings.add('addresses', this.addresses.cidr, {
        rule: `the gateway ${twin.node.path} has the same name or the same addresses`,
        source: 'networks of one engine must not overlap',
        instead: 'another "name", or AddressBlock.of(...)',
      });
    }
  }
}
