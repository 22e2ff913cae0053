// The public options; the tables beside them are the package's own.
export { RxQueueingOptions } from './receiving/queueing';
export { ResourceControlOptions } from './receiving/resource-controls';
export { ToFilterOptions } from './receiving/to-filter';
