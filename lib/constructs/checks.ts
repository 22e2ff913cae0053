import { Token } from 'cdktf';
import { AddressFamily, Publish } from '../models/publish';
import { QueueVolume } from '../models/queue-volume';
import { ABSOLUTE_PATH, IPV4_ADDRESS, IPV6_ADDRESS, PORT, Rule } from '../models/rules';
import { Findings } from './findings';

/** Ports that carry mail past or out of the filter; nobody may reach them from outside. */
export const INNER_PORTS = [10024, 10025, 10026, 9998];

const ADDRESS_OF = { [AddressFamily.IPV4]: IPV4_ADDRESS, [AddressFamily.IPV6]: IPV6_ADDRESS };

/** Holds published ports against the rules. */
export const checkPublishes = (findings: Findings, property: string, publishes: readonly Publish[] = []): void =>
  publishes.forEach((publish, index) => {
    findings.check(`${property}[${index}].port`, publish.port, PORT);
    findings.check(`${property}[${index}].address`, publish.address, ADDRESS_OF[publish.family]);
    if (!Token.isUnresolved(publish.port) && INNER_PORTS.includes(publish.port)) {
      findings.add(`${property}[${index}].port`, publish.port, {
        rule: `${publish.port} is a port between the gateway's parts and is published nowhere`,
        source: 'README.sendmail-dual, picture: loopback interface',
        instead: 'another port of the host, such as 25 or 2525',
      });
    }
  });

/** Holds a volume against the rules. */
export const checkVolume = (findings: Findings, property: string, volume?: QueueVolume): void => {
  if (volume?.hostPath !== undefined) {
    findings.check(`${property}.hostPath`, volume.hostPath, ABSOLUTE_PATH);
  }
};

/** Holds what was chosen against the rules of the rows that write it; of a list, each element. */
export const checkOptions = (
  findings: Findings,
  options: readonly { readonly property?: string; readonly rule?: Rule }[],
  chosen: object,
): void =>
  options.forEach(({ property, rule }) => {
    if (property === undefined || rule === undefined) {
      return;
    }
    const value = (chosen as Record<string, unknown>)[property];
    if (Array.isArray(value) && !Token.isUnresolved(value)) {
      value.forEach((element, index) => findings.check(`${property}[${index}]`, element, rule));
    } else if (value !== undefined) {
      findings.check(property, value, rule);
    }
  });
