import { Network } from '@cdktf/provider-docker/lib/network';
import { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import { INetwork, NetworkProps } from '../runtime';

/** A bridge network of one engine. */
export class DockerNetwork extends Construct implements INetwork {
  public readonly networkName: string;

  public constructor(scope: Construct, id: string, props: NetworkProps, provider?: TerraformProvider) {
    super(scope, id);
    const network = new Network(this, 'Network', {
      provider,
      name: props.name,
      driver: 'bridge',
      internal: props.internal,
      ipamConfig: props.subnet === undefined ? undefined : [{ subnet: props.subnet }],
      // "internal" alone leaves the host an address on the bridge, from which it reaches every port.
      options: props.internal ? { 'com.docker.network.bridge.inhibit_ipv4': 'true' } : undefined,
    });
    this.networkName = network.name;
  }
}
