import { ResolverSettings } from '../models/resolver/resolver-settings';

/** Writes unbound's configuration. */
export const writeUnboundConf = (settings: ResolverSettings): string => {
  const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
  const zones = settings.localZones.flatMap((zone) => [
    `    local-zone: ${quoted(zone.name)} static`,
    ...zone.records.map((record) => `    local-data: '${record}'`),
  ]);
  const forward = [
    'forward-zone:',
    '    name: "."',
    ...settings.forwardTo.map((address) => `    forward-addr: ${address}`),
  ];
  return [
    'server:',
    ...settings.clients.map((subnet) => `    access-control: ${subnet} allow`),
    ...zones,
    ...(settings.forwardTo.length > 0 ? forward : []),
    '',
  ].join('\n');
};
