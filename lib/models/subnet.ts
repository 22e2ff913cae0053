import { addressAfter } from './ipv4';
import { fullIpv6, isIpv6, shortIpv6 } from './ipv6';
import { IPV4_ADDRESS, Rule } from './rules';

const isSubnet = (value: unknown, isAddress: (address: string) => boolean, least: number, most: number): boolean => {
  const [, address, prefix] = /^([^/]+)\/(\d{1,3})$/.exec(String(value)) ?? [];
  return address !== undefined && isAddress(address) && Number(prefix) >= least && Number(prefix) <= most;
};

export const IPV4_SUBNET: Rule = {
  rule: 'an IPv4 subnet has an address, and a prefix from 8 to 29',
  source: 'the engine, its gateway and a container need an address each',
  instead: 'a subnet such as "10.20.30.0/24"',
  holds: (value) => isSubnet(value, IPV4_ADDRESS.holds, 8, 29),
};

export const IPV6_SUBNET: Rule = {
  rule: 'an IPv6 subnet has an address, and a prefix from 16 to 124',
  source: 'the engine, its gateway and a container need an address each',
  instead: 'a subnet such as "fd12:3456:789a::/64"',
  holds: (value) => isSubnet(value, isIpv6, 16, 124),
};

/** The address that the engine gives itself on a network: the first one. */
export const engineGateway = (subnet: string): string => {
  const [address] = subnet.split('/');
  if (!isIpv6(address)) {
    return addressAfter(address, 1);
  }
  const groups = fullIpv6(address).split(':');
  return shortIpv6([...groups.slice(0, 7), (parseInt(groups[7], 16) + 1).toString(16)].join(':'));
};
