import { ClamAvOption } from './clamav-option';
import { RunAs } from '../run-as';
import { SIGNATURES } from './places';
import { FRESHCLAM_SIGNATURES, SignatureOptions } from './signatures';

/** What the configuration of freshclam consists of. */
export interface FreshclamSettings extends SignatureOptions {
  readonly extraLines: readonly string[];
}

/** freshclam.conf(5), and why each is as it is. */
export const FRESHCLAM_OPTIONS: ClamAvOption<FreshclamSettings>[] = [
  { directive: 'LogTime', source: 'the log is on standard output', byDefault: true },
  { directive: 'DatabaseDirectory', source: 'the volume that clamd reads', byDefault: SIGNATURES },
  { directive: 'DatabaseOwner', source: 'nobody else', byDefault: RunAs.CLAMAV.user },
  {
    directive: 'TestDatabases',
    source: 'signatures that cannot be read would end clamd; it takes memory as clamd does',
    byDefault: true,
  },
  ...FRESHCLAM_SIGNATURES,
];
