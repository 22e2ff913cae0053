export { CapacityPlan, ExpectedLatency } from './capacity-plan';
export { CapacityPlanOptions } from './capacity-plan-options';
export { MessageMix } from './message-mix';
