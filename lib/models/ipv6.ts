import { createHash } from 'crypto';
import { isIPv6 } from 'net';

/** Whether it is an IPv6 address, without a zone. */
export const isIpv6 = (value: unknown): value is string =>
  typeof value === 'string' && isIPv6(value) && !value.includes('%');

/** The address as RFC 5952 writes it: in lower case, its longest run of zeros left out. */
export const shortIpv6 = (address: string): string => new URL(`http://[${address}]`).hostname.slice(1, -1);

/** The address with all of its eight numbers, none with zeros before it. */
export const fullIpv6 = (address: string): string => {
  const [head, tail] = shortIpv6(address)
    .split('::')
    .map((part) => part.split(':').filter((group) => group !== ''));
  const zeros = Array<string>(8 - head.length - (tail ?? []).length).fill('0');
  return [...head, ...zeros, ...(tail ?? [])].join(':');
};

/** A subnet of the addresses that are nobody's (RFC 4193), which follows from a name: always the same. */
export const uniqueLocalSubnet = (name: string): string => {
  const digest = createHash('sha256').update(name).digest('hex');
  return `${shortIpv6(`fd${digest.slice(0, 2)}:${digest.slice(2, 6)}:${digest.slice(6, 10)}::`)}/64`;
};
