import { ClamAvContainerOptions } from '../models/clamav/clamav-container';
import { ClamAvHeuristicOptions } from '../models/clamav/heuristics';
import { ClamAvLimitOptions } from '../models/clamav/limits';
import { SignatureOptions } from '../models/clamav/signatures';

/** What can be chosen of ClamAV, also as part of a filter. */
export interface ClamAvOptions
  extends ClamAvContainerOptions, ClamAvHeuristicOptions, ClamAvLimitOptions, SignatureOptions {}
