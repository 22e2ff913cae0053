import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { NullProvider } from '@cdktf/provider-null/lib/provider';
import { TerraformOutput, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { gatewayChecks } from '../models/gateway-checks';
import {
  backupCommand,
  dkimRecordsCommand,
  gatewayCommands,
  mailboxCommand,
  quarantineCommands,
  restoreCommand,
} from '../models/gateway-commands';
import { Publish } from '../models/publish';
import { RunAs } from '../models/run-as';
import { escapeTemplate } from '../writers/terraform';
import { writeZoneLine } from '../writers/zone-file';
import { DockerRuntime } from '../runtime/docker/docker-runtime';
import { DualMtaGateway, DualMtaGatewayProps } from './dual-mta-gateway';

/** Options of a stack with one gateway. */
export interface DualMtaStackProps extends DualMtaGatewayProps {
  /**
   * The Docker engine (`host` of the provider), such as `ssh://admin@mx.example.com`.
   *
   * @default - `DOCKER_HOST`, or the engine of this machine
   */
  readonly dockerHost?: string;
}

/**
 * A stack for the person who wants a gateway: the providers, the gateway, and as outputs where it listens and the
 * README's shell aliases. Whoever has a stack already puts a `DualMtaGateway` into it.
 */
export class DualMtaStack extends TerraformStack {
  /** The gateway. */
  public readonly gateway: DualMtaGateway;

  public constructor(scope: Construct, id: string, props: DualMtaStackProps) {
    super(scope, id);
    const docker = new DockerProvider(this, 'docker', { host: props.dockerHost });
    const containers = new DockerProvider(this, 'containers', { alias: 'containers', host: props.dockerHost });
    const runtime = new DockerRuntime({ provider: docker, containerProvider: containers });
    containers.certPath = runtime.imagesFirst;
    new NullProvider(this, 'null');
    // The bindings were made from 3.6 and ask for 3.x; the same configuration runs on 4.x.
    this.addOverride('terraform.required_providers.docker.version', '>= 3.6.2, < 5.0.0');

    this.gateway = new DualMtaGateway(this, 'Gateway', { name: id, runtime, ...props });
    this.addOutputs(props);
  }

  private addOutputs(props: DualMtaStackProps): void {
    const { gatewayName, addresses, smtp, submission, hasBypass, dnsRecords, mtaStsPolicy } = this.gateway;
    const { domains = [] } = props;
    const listen = (publishes: readonly Publish[]): string => publishes.map(String).join(', ');
    this.addOutput('smtp', 'Where mail is received', listen(smtp));
    this.addOutput('submission', 'Where mail is submitted', listen(submission));
    for (const [name, command] of Object.entries(gatewayCommands(gatewayName))) {
      this.addOutput(name, "README.sendmail-dual's shell alias of this name", command);
    }
    const queues = { rx: props.rx?.runAs ?? RunAs.SMMSP, tx: props.tx?.runAs ?? RunAs.SMMTA };
    for (const [side, runAs] of Object.entries(queues)) {
      const container = `${gatewayName}-mta-${side}`;
      this.addOutput(`backup_${side}`, 'Prints the messages that wait, as a tar file', backupCommand(container, runAs));
      this.addOutput(`restore_${side}`, 'Puts messages of such a file back', restoreCommand(container, runAs));
    }
    const { quarantine, quarantine_release: release } = quarantineCommands(gatewayName);
    this.addOutput('quarantine', 'Lists what the filter has kept', quarantine);
    this.addOutput('quarantine_release', 'With an ID of the list behind it, delivers that message', release);
    const local = domains.find((domain) => domain.mailboxes?.includes('postmaster'));
    if (local) {
      const address = `postmaster@${local.name}`;
      this.addOutput('mailbox', `What was delivered to ${address}`, mailboxCommand(gatewayName, address));
    }
    const checks = gatewayChecks(gatewayName, addresses, {
      smtp,
      submission,
      hasBypass,
      listeners: props.rx?.listeners,
      filters: this.gateway.filter.services.length,
    });
    this.addOutput('dns_records', 'What the outside must see in DNS', dnsRecords.map(writeZoneLine).join('\n'));
    if (props.filter?.dkim) {
      this.addOutput('dkim_records', 'The DNS records of the DKIM keys', dkimRecordsCommand(gatewayName));
    }
    if (mtaStsPolicy !== undefined) {
      this.addOutput('mta_sts_policy', 'https://mta-sts.DOMAIN/.well-known/mta-sts.txt of each domain', mtaStsPolicy);
    }
    this.addOutput('checks', 'Who can reach which port from where, for "verify"', JSON.stringify(checks));
  }

  private addOutput(name: string, description: string, value: string): void {
    new TerraformOutput(this, name, { staticId: true, description, value: escapeTemplate(value) });
  }
}
