import { DualMtaStackProps, MailDomain, SecretDirectory } from 'cdktf-dual-mta';
import { PLACES, Props, SERVER } from './free-texts';

/** What the files have in any case: everything that a text is written with. */
const BASE: Partial<Props> = {
  domains: [MailDomain.relayed('base.invalid', SERVER)],
  rx: {
    certificate: SecretDirectory.existing('certificate'),
    users: SecretDirectory.existing('users'),
    msp: {},
  },
};

/** One value of several: lists one behind the other, objects in one. */
const joined = (values: readonly unknown[]): unknown => {
  if (values.every(Array.isArray)) {
    return values.flat();
  }
  // Not Object.assign: "__proto__" may be a key.
  return values.length === 1
    ? values[0]
    : Object.fromEntries(values.flatMap((value) => Object.entries(value as object)));
};

const together = (values: readonly object[]): object => {
  const names = [...new Set(values.flatMap((value) => Object.keys(value)))];
  const all = (name: string): unknown[] =>
    values.flatMap((value) => (name in value ? [(value as Record<string, unknown>)[name]] : []));
  return Object.fromEntries(names.map((name) => [name, joined(all(name))]));
};

/** A gateway with a text at each place, in their order. */
export const propsWith = (texts: readonly string[]): Partial<DualMtaStackProps> => {
  const parts = [BASE, ...Object.values(PLACES).map(({ put }, index) => put(texts[index]))];
  return {
    ...together(parts.map(({ hostname }) => (hostname === undefined ? {} : { hostname }))),
    filterProcesses: 10,
    domains: parts.flatMap(({ domains = [] }) => domains),
    rx: together(parts.map(({ rx = {} }) => rx)),
    tx: together(parts.map(({ tx = {} }) => tx)),
  };
};
