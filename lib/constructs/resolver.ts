import { Construct } from 'constructs';
import { AddressSlot } from '../models/address-block';
import { Duration } from '../models/duration';
import { ImageSource } from '../models/image-source';
import { LocalZone } from '../models/local-zone';
import { DOMAIN, IPV4_ADDRESS, ONE_LINE, Rule } from '../models/rules';
import { RunAs } from '../models/run-as';
import { Size } from '../models/size';
import { INetwork, IRuntime, IService } from '../runtime/runtime';
import { writeUnboundConf } from '../writers/unbound-conf';
import { Findings } from './findings';
import { checkImages } from './image-checks';
import { ScanNetwork } from './scan-network';

const ONE_KIND_OF_QUOTES: Rule = {
  rule: 'a record has no more than one kind of quotes',
  source: 'unbound.conf(5) has no way to write a quote within quotes of its kind',
  instead: 'a record such as \'example.com. IN TXT "v=spf1 mx -all"\'',
  holds: (value) => !(String(value).includes('"') && String(value).includes("'")),
};

/** What can be chosen of the resolver, also as part of a gateway. */
export interface ResolverOptions {
  /**
   * Zones that it answers itself.
   *
   * @default - none
   */
  readonly localZones?: LocalZone[];

  /**
   * Addresses of resolvers to ask instead of the root servers (`forward-addr`).
   *
   * @default - it asks the root servers itself
   */
  readonly forwardTo?: string[];

  /**
   * Whether answers are held against the signatures of DNSSEC (`module-config`). Resolvers that are asked instead of the
   * root servers have to hand the signatures on, or everything counts as forged.
   *
   * @default true
   */
  readonly dnssecValidation?: boolean;

  /**
   * Most memory that the container may use.
   *
   * @default 128 MiB
   */
  readonly memory?: Size;

  /**
   * Where the image comes from.
   *
   * @default - built upon Debian 12
   */
  readonly image?: ImageSource;
}

/** Options of a resolver that stands for itself. */
export interface ResolverProps extends ResolverOptions {
  /** What makes containers, networks and volumes. */
  readonly runtime: IRuntime;
  /** Name of the container. */
  readonly name: string;
  /** Fully qualified name of the gateway; the resolver calls itself `resolver.` and this. */
  readonly hostname: string;
  /** The network through which it asks the outside. */
  readonly outside: INetwork;
}

/**
 * The resolver, unbound: the only way out that the filter has, and the one place that all parts of the gateway ask. On a
 * network that is cut off, the engine's own DNS leaves every question about the outside hanging.
 */
export class Resolver extends Construct {
  /** The container. */
  public readonly service: IService;
  private readonly clients: string[] = [];
  private readonly ownZones: LocalZone[] = [];

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ResolverProps,
  ) {
    super(scope, id);
    const findings = new Findings(this);
    checkImages(findings, props.image);
    props.localZones?.forEach((zone, index) => {
      findings.check(`localZones[${index}].name`, zone.name, DOMAIN);
      zone.records.forEach((record) => {
        findings.check(`localZones[${index}].records`, record, ONE_LINE);
        findings.check(`localZones[${index}].records`, record, ONE_KIND_OF_QUOTES);
      });
    });
    props.forwardTo?.forEach((address, index) => findings.check(`forwardTo[${index}]`, address, IPV4_ADDRESS));
    this.service = props.runtime.createService(this, 'Service', {
      name: props.name,
      hostname: `resolver.${props.hostname}`,
      source: props.image ?? ImageSource.fromBaseImage(),
      content: { folders: ['resolver', 'service'], renderConfiguration: () => this.renderConfiguration() },
      runAs: RunAs.UNBOUND,
      memory: props.memory ?? Size.mebibytes(128),
      maxProcesses: 64,
      stopTimeout: Duration.seconds(10),
      scratch: ['/tmp'],
    });
    this.service.joinNetwork(props.outside);
  }

  /**
   * Answers services' questions on an internal network.
   *
   * @param zone names of the gateway's own that they look for
   */
  public serve(network: ScanNetwork, services: IService[], zone?: LocalZone): void {
    this.ownZones.push(...(zone ? [zone] : []));
    const address = network.addressOf(AddressSlot.RESOLVER);
    this.clients.push(network.subnet);
    this.service.joinNetwork(network.network, address);
    services.forEach((service) => service.useResolver(address));
  }

  private renderConfiguration(): { [fileName: string]: string } {
    return {
      'unbound.conf': writeUnboundConf({
        clients: this.clients,
        localZones: [...(this.props.localZones ?? []), ...this.ownZones],
        forwardTo: this.props.forwardTo ?? [],
        dnssecValidation: this.props.dnssecValidation ?? true,
      }),
    };
  }
}
