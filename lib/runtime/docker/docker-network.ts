import { Network } from '@cdktf/provider-docker/lib/network';
import { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { engineGateway } from '../../models/subnet';
import { INetwork, NetworkProps } from '../runtime';

const OF_INTERNAL_NETWORKS = {
  // "internal" alone leaves the host an address on the bridge, from which it reaches every port.
  'com.docker.network.bridge.inhibit_ipv4': 'true',
  // No packet leaves the machine: the largest there are, as on a loopback interface. Each goes through the host's filter twice.
  'com.docker.network.driver.mtu': '65535',
};

/** A bridge network of one engine. */
export class DockerNetwork extends Construct implements INetwork {
  public readonly networkName: string;
  public readonly gateways?: string[];

  /** The network itself, for what has no property. */
  public readonly network: Network;

  public constructor(scope: Construct, id: string, props: NetworkProps, provider?: TerraformProvider) {
    super(scope, id);
    const subnets = [props.subnet, props.ipv6Subnet].filter((subnet) => subnet !== undefined);
    this.network = new Network(this, 'Network', {
      provider,
      name: props.name,
      driver: 'bridge',
      internal: props.internal,
      ipv6: props.ipv6Subnet === undefined ? undefined : true,
      ipamConfig: subnets.length === 0 ? undefined : subnets.map((subnet) => ({ subnet })),
      options: props.internal ? OF_INTERNAL_NETWORKS : undefined,
    });
    this.networkName = this.network.name;
    // The host has no address on an internal one.
    this.gateways = props.internal ? [] : subnets.map(engineGateway);
  }
}
