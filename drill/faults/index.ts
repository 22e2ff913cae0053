import { CLOCKS } from './clock';
import { DEPLOYS } from './deploys';
import { DISKS_FULL } from './disks';
import { ENGINE } from './engine';
import { Fault } from './fault';
import { FILTER_FAULTS } from './filter';
import { KILLS } from './kills';
import { NETWORKS } from './networks';
import { OUTAGES } from './outages';
import { STOPS } from './stops';

/** Everything that is broken, in the order of the table. */
export const FAULTS: readonly Fault[] = [
  ...KILLS,
  ...STOPS,
  ...OUTAGES,
  ...FILTER_FAULTS,
  ...NETWORKS,
  ...DEPLOYS,
  ...CLOCKS,
  ...DISKS_FULL,
  ENGINE,
];

/** Those of the short drill: one of each kind. */
export const SHORT: readonly string[] = [
  ...['kill drill-mta-rx', 'kill drill-filter', 'kill drill-mta-tx'],
  ...['kill a queue runner of MTA-RX', 'kill a process of the filter', 'kill a process of MTA-TX'],
  ...['stop drill-mta-rx', 'pause drill-filter', 'restart drill-mta-tx'],
  ...['drill-filter down', 'drill-filter-clamd down', 'destination tempfail', 'destination silent'],
  ...['hang', 'poison', 'memory', 'leftovers'],
  ...['cut scan-in mta-rx', 'cut scan-out mta-tx'],
  ...["full MTA-RX's queue", "full MTA-TX's queue"],
  ...['certificate', 'deploy greeting', 'deploy spamTagLevel', 'deploy refused'],
];
