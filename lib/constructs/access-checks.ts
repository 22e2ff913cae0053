import { addressKeys } from '../models/sendmail/address-range';
import { AccessEntry } from '../models/sendmail/access-entry';
import { ACCESS_ACTION, ACCESS_PATTERNS } from '../models/sendmail/receiving/access';
import { Findings } from './findings';

/** Holds the entries of the access map against the rules of their tags. */
export const checkAccess = (findings: Findings, access: readonly AccessEntry[] = []): void =>
  access.forEach(({ tag, pattern, action }, index) => {
    findings.check(`access[${index}].pattern`, pattern, ACCESS_PATTERNS[tag]);
    findings.check(`access[${index}].action`, action, ACCESS_ACTION);
  });

/** Whether an address is in what a key of the access map stands for: itself, or all that begins with it. */
const isWithin = (address: string, key: string): boolean =>
  addressKeys(address)?.some(
    (whole) => whole === key || ['.', ':'].some((mark) => whole.startsWith(`${key}${mark}`)),
  ) ?? false;

/** A network that may relay and has an address of the engine's own in it is a misunderstanding: that one never relays. */
export const checkRelayHosts = (
  findings: Findings,
  relayHosts: readonly string[] = [],
  gateways: readonly string[] = [],
): void =>
  relayHosts.forEach((host, index) => {
    const gateway = gateways.find((address) => addressKeys(host)?.some((key) => isWithin(address, key)));
    if (gateway !== undefined) {
      findings.add(`relayHosts[${index}]`, host, {
        rule: `${gateway} in it is the engine's own address, which clients of every kind have, and never relays`,
        source: 'docker: a published port hands on clients of the host, and of IPv6, under the address of the gateway',
        instead: 'the addresses of the clients themselves',
      });
    }
  });
