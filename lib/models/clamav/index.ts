// The public options; the tables beside them are the package's own.
export { ClamAvContainerOptions } from './clamav-container';
export { ClamAvHeuristicOptions } from './heuristics';
export { ClamAvLimitOptions } from './limits';
export { ClamdEndpoint } from './clamd-endpoint';
export { SignatureOptions } from './signatures';
