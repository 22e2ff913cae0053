import { disconnect } from '../engine';
import { CLAMD, FILTER, NAME, RESOLVER, RX, TX } from '../names';
import { Fault } from './fault';

const cut = (network: string, container: string, what: string): Fault => ({
  name: `cut ${network} ${container.slice(NAME.length + 1)}`,
  what: `no network between ${what}`,
  seconds: 8,
  cause: () => disconnect(`${NAME}-${network}`, container),
});

export const NETWORKS: Fault[] = [
  cut('intake', RX, 'clients and MTA-RX'),
  cut('scan-in', RX, 'MTA-RX and the filter, and MTA-RX and the resolver'),
  cut('scan-in', FILTER, 'MTA-RX, clamd, the resolver and the filter'),
  cut('scan-in', CLAMD, 'the filter and clamd'),
  cut('scan-in', RESOLVER, 'the resolver and those before MTA-TX'),
  cut('scan-out', FILTER, 'the filter and MTA-TX'),
  cut('scan-out', TX, 'the filter and MTA-TX, and MTA-TX and the resolver'),
  cut('delivery', TX, 'MTA-TX and the server behind the gateway'),
];
