import { fullIpv6, isIpv6 } from '../ipv6';
import { IPV4_ADDRESS } from '../rules';

/** How sendmail takes an address apart in the access map: it looks up the whole, then with one number less, and so on. */
interface Family {
  readonly numbers: (address: string) => number[];
  readonly bitsOfNumber: number;
  readonly write: (numbers: readonly number[]) => string;
}

const IPV4: Family = {
  numbers: (address) => address.split('.').map(Number),
  bitsOfNumber: 8,
  write: (numbers) => numbers.join('.'),
};

/** Debian's sendmail writes all eight numbers of an IPv6 address. */
const IPV6: Family = {
  numbers: (address) =>
    fullIpv6(address)
      .split(':')
      .map((number) => parseInt(number, 16)),
  bitsOfNumber: 16,
  write: (numbers) => `IPv6:${numbers.map((number) => number.toString(16)).join(':')}`,
};

/** The shortest prefix that is a network and not half of the Internet. */
const SHORTEST_PREFIX = 8;

/** Most entries that one network may become. */
const MOST_KEYS = 256;

const familyOf = (address: string): Family | undefined =>
  IPV4_ADDRESS.holds(address) ? IPV4 : isIpv6(address) && !address.includes('.') ? IPV6 : undefined;

/**
 * The keys of an address or a network such as `192.0.2.0/23` in the access map; undefined if it is none. A prefix that
 * ends within a number becomes one key for each value that this number can have.
 */
export const addressKeys = (range: string): string[] | undefined => {
  const [, address, prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(range) ?? [];
  const family = address === undefined ? undefined : familyOf(address);
  if (family === undefined) {
    return undefined;
  }
  const numbers = family.numbers(address);
  const size = family.bitsOfNumber;
  const bits = prefix === undefined ? numbers.length * size : Number(prefix);
  const count = Math.ceil(bits / size);
  const values = 2 ** (count * size - bits);
  const [last, rest] = [numbers[count - 1], numbers.slice(count)];
  const isFirstAddress = last % values === 0 && rest.every((number) => number === 0);
  if (bits < SHORTEST_PREFIX || count > numbers.length || values > MOST_KEYS || !isFirstAddress) {
    return undefined;
  }
  return Array.from({ length: values }, (_, index) => family.write([...numbers.slice(0, count - 1), last + index]));
};
