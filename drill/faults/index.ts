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
  ENGINE,
  ...DEPLOYS,
  ...CLOCKS,
  ...DISKS_FULL,
];
