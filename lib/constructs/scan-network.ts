import { Construct } from 'constructs';
import { AddressSlot, filterSlot } from '../models/address-block';
import { addressAfter } from '../models/ipv4';
import { INetwork, IRuntime } from '../runtime/runtime';

/** Options of an internal network. */
export interface ScanNetworkProps {
  /** What makes it. */
  readonly runtime: IRuntime;
  /** The engine's name of it. */
  readonly name: string;
  /** Its IPv4 subnet of 16 addresses, such as `10.20.30.0/28`. */
  readonly subnet: string;
}

/**
 * One of the networks that stand for the README's loopback interface: MTA-RX and the filter share one, the filter and
 * MTA-TX the other; where some mail goes past the filter, MTA-RX and MTA-TX share a third. Nothing else is on them but
 * the resolver, and every address is fixed.
 */
export class ScanNetwork extends Construct {
  /** The network. */
  public readonly network: INetwork;
  /** Its subnet. */
  public readonly subnet: string;

  public constructor(scope: Construct, id: string, props: ScanNetworkProps) {
    super(scope, id);
    this.subnet = props.subnet;
    this.network = props.runtime.createNetwork(this, 'Network', {
      name: props.name,
      internal: true,
      subnet: props.subnet,
    });
  }

  /** The address that a part of the gateway has on this network. */
  public addressOf(slot: AddressSlot): string {
    return addressAfter(this.subnet.split('/')[0], slot);
  }

  /** The address that a filter has on this network; the first one's number is 0. */
  public addressOfFilter(index: number): string {
    return addressAfter(this.subnet.split('/')[0], filterSlot(index));
  }
}
