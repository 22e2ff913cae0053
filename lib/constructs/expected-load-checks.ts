import { Annotations, Token } from 'cdktf';
import { Construct } from 'constructs';
import { CapacityPlan, CapacityPlanOptions } from '../models/capacity';
import { Findings } from './findings';

const SOURCE = '(CapacityPlan; docs/capacity.md says how well it tells)';

/** What there is to carry a load. */
interface Filters {
  /** Processes of each filter. */
  readonly processes: number;
  readonly replicas: number;
}

const perSecond = (rate: number): string => rate.toPrecision(3);

const enough = (load: CapacityPlanOptions): string => {
  const { gateways, filters, processes } = CapacityPlan.of({ ...load, gateways: undefined });
  const among = gateways === 1 ? 'one gateway' : `${gateways} gateways`;
  return `${among} with "replicas" ${filters} and "filterProcesses" ${processes} would do`;
};

/** A load that cannot be carried is a warning: the mail is not lost, it waits. */
const warningOf = (load: CapacityPlanOptions, { processes, replicas }: Filters): string | undefined => {
  const plan = CapacityPlan.of({ ...load, gateways: load.gateways ?? 1 });
  const all = processes * replicas;
  const most = plan.passing(all);
  if (plan.peak >= most) {
    return `${perSecond(plan.peak)} messages a second come at the peak, and ${all} processes pass ${perSecond(most)} at most`;
  }
  const spares = load.spareFilters ?? 1;
  const left = Math.max(0, replicas - spares) * processes;
  const mostLeft = left === 0 ? 0 : plan.passing(left);
  return plan.peak < mostLeft
    ? undefined
    : `${perSecond(plan.peak)} messages a second come at the peak, and of ${replicas} "replicas" ${spares} may be down ` +
        `("spareFilters"): the ${left} processes that are left pass ${perSecond(mostLeft)} at most`;
};

/** Warns where what was chosen cannot carry the load that is said. */
export const checkExpectedLoad = (
  scope: Construct,
  findings: Findings,
  load: CapacityPlanOptions | undefined,
  { processes, replicas }: Filters,
): void => {
  if (load === undefined || Token.isUnresolved(processes)) {
    return;
  }
  try {
    const warning = warningOf(load, { processes, replicas });
    if (warning !== undefined) {
      Annotations.of(scope).addWarning(`property "expectedLoad": ${warning} ${SOURCE}. ${enough(load)}.`);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) {
      throw error;
    }
    findings.add('expectedLoad', load.messagesPerDay, {
      rule: error.message,
      source: 'CapacityPlan',
      instead: 'what CapacityPlanOptions allow',
    });
  }
};
