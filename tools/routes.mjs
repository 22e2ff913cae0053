// @ts-check
// Which networks this machine is on, as Linux's routing table says.
import fs from 'node:fs';

const ROUTES = '/proc/net/route';

/** @param {string} address @returns {number} */
const toNumber = (address) => address.split('.').reduce((number, octet) => number * 256 + Number(octet), 0);

/** The table has addresses as the processor stores them: `0100007F` is 127.0.0.1. @param {string} hex */
const fromTable = (hex) => Buffer.from(hex, 'hex').reverse().readUInt32BE();

/**
 * Whether an IPv4 address is on the loopback or on a network that this machine has more than a default route to. Where
 * there is no table to look at, it may be.
 * @param {string} address
 */
export const hasNetworkOfItsOwn = (address) => {
  if (address.startsWith('127.') || address.includes(':') || !fs.existsSync(ROUTES)) return true;
  const routes = fs.readFileSync(ROUTES, 'utf8').trim().split('\n').slice(1);
  return routes.some((route) => {
    const [, destination, , , , , , mask] = route.split(/\s+/);
    const bits = fromTable(mask);
    return bits !== 0 && (toNumber(address) & bits) >>> 0 === fromTable(destination);
  });
};
