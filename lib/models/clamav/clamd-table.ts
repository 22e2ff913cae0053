import { Duration } from '../duration';
import { ClamAvOption } from './clamav-option';
import { ClamAvHeuristicOptions, HEURISTICS } from './heuristics';
import { ClamAvLimitOptions, LIMITS } from './limits';
import { CLAMD_PORT, CLAMD_WORK } from './places';
import { CLAMD_SIGNATURES, SignatureOptions } from './signatures';

/** What the configuration of clamd consists of. */
export interface ClamdSettings extends ClamAvHeuristicOptions, ClamAvLimitOptions, SignatureOptions {
  /** The directory that the signatures are in. */
  readonly signatures: string;
  readonly extraLines: readonly string[];
}

/** clamd.conf(5), and why each is as it is. */
export const CLAMD_OPTIONS: ClamAvOption<ClamdSettings>[] = [
  { directive: 'Foreground', source: "the container's process is the daemon", byDefault: true },
  { directive: 'LogTime', source: 'the log is on standard output', byDefault: true },
  { directive: 'TCPSocket', source: 'README, PERFORMANCE NOTES: a daemon; 3310 is its port', byDefault: CLAMD_PORT },
  { directive: 'TCPAddr', source: 'the container is on the internal network alone', byDefault: '0.0.0.0' },
  {
    property: 'signatures',
    directive: 'DatabaseDirectory',
    source: 'a volume that it only reads, or the image',
  },
  { directive: 'TemporaryDirectory', source: 'a volume: in memory, large files would end it', byDefault: CLAMD_WORK },
  {
    directive: 'ConcurrentDatabaseReload',
    source: 'clamd.conf(5): with it, signatures are in memory twice; so mail waits while they are read',
    byDefault: false,
  },
  {
    directive: 'IdleTimeout',
    source:
      'new signatures are not read before the last thread has ended: with the 30 s of clamd.conf(5), mail waits so long',
    byDefault: Duration.seconds(1),
  },
  { directive: 'ExitOnOOM', source: 'it is started again, and mail waits', byDefault: true },
  { directive: 'ReadTimeout', source: 'clamd.conf(5)', byDefault: Duration.seconds(120) },
  ...CLAMD_SIGNATURES,
  ...LIMITS,
  ...HEURISTICS,
];
