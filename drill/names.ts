/** The stack that is drilled: no name and no port of the example's, which may be deployed beside it. */
export const NAME = 'drill';
export const SMTP_PORT = 5525;

/** Its containers; the last is no part of the gateway. */
export const [RX, FILTER, TX, RESOLVER, CLAMD, DESTINATION] = [
  'mta-rx',
  'filter',
  'mta-tx',
  'resolver',
  'filter-clamd',
  'destination',
].map((part) => `${NAME}-${part}`);
export const PARTS = [RX, FILTER, TX, RESOLVER, CLAMD];
export const CONTAINERS = [...PARTS, DESTINATION];

/** Small file systems, for the faults that fill them. */
export const DISKS = { rx: `${NAME}-small-mqueue-rx`, work: `${NAME}-small-work`, tx: `${NAME}-small-mqueue` };

/** The image below, for the faults that move the clock. */
export const CLOCK_BASE = `${NAME}-clock`;
