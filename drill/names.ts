/** The stack that is drilled: no name and no port of the example's, which may be deployed beside it. */
export const NAME = 'drill';
export const SMTP_PORT = 5525;

/** Its containers. */
export const [RX, FILTER, TX, RESOLVER, CLAMD, DESTINATION] = [
  'mta-rx',
  'filter',
  'mta-tx',
  'resolver',
  'filter-clamd',
  'destination',
].map((part) => `${NAME}-${part}`);
export const CONTAINERS = [RX, FILTER, TX, RESOLVER, CLAMD, DESTINATION];

/** Small file systems, for the faults that fill them. */
export const DISKS = { rx: `${NAME}-small-mqueue-rx`, work: `${NAME}-small-work`, tx: `${NAME}-small-mqueue` };
