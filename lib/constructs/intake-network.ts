import { AddressBlock } from '../models/address-block';
import { uniqueLocalSubnet } from '../models/ipv6';
import { AddressFamily, Publish } from '../models/publish';
import { IPV4_SUBNET, IPV6_SUBNET } from '../models/subnet';
import { NetworkProps } from '../runtime/runtime';
import { Findings } from './findings';

/** The network that clients come from. */
export interface IntakeNetworkOptions {
  /**
   * Its IPv4 subnet.
   *
   * @default - the engine chooses one; with IPv6, the last 16 of the gateway's `addresses`
   */
  readonly subnet?: string;

  /**
   * Its IPv6 subnet.
   *
   * @default - where a port is published on IPv6, one of RFC 4193 that follows from the gateway's name; otherwise none
   */
  readonly ipv6Subnet?: string;
}

/** Holds the subnets against the rules. */
export const checkIntakeNetwork = (findings: Findings, { subnet, ipv6Subnet }: IntakeNetworkOptions): void => {
  if (subnet !== undefined) {
    findings.check('intakeNetwork.subnet', subnet, IPV4_SUBNET);
  }
  if (ipv6Subnet !== undefined) {
    findings.check('intakeNetwork.ipv6Subnet', ipv6Subnet, IPV6_SUBNET);
  }
};

/** What the network is, given what is published. */
export const intakeNetwork = (
  gateway: string,
  addresses: AddressBlock,
  options: IntakeNetworkOptions,
  published: readonly Publish[],
): NetworkProps => {
  const asked = published.some(({ family }) => family === AddressFamily.IPV6);
  const ipv6Subnet = options.ipv6Subnet ?? (asked ? uniqueLocalSubnet(gateway) : undefined);
  const subnet = options.subnet ?? (ipv6Subnet === undefined ? undefined : addresses.intake);
  return { name: `${gateway}-intake`, subnet, ipv6Subnet };
};
