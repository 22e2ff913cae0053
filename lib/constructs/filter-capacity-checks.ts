import { Annotations, Token } from 'cdktf';
import { Construct } from 'constructs';
import { FilterCapacity, ScannerKind } from '../models/amavis/filter-capacity';
import { Size } from '../models/size';
import { AmavisFilterOptions } from './amavis-filter-options';
import { Findings } from './findings';

/** What a filter with these options can do. */
export const filterCapacity = ({ work, clamav, spamAssassin }: AmavisFilterOptions): FilterCapacity =>
  FilterCapacity.of({
    work,
    scanner: clamav ? ScannerKind.DAEMON : ScannerKind.NONE,
    networkTests: spamAssassin?.networkTests,
    bayes: spamAssassin?.bayes !== undefined,
    ruleUpdates: spamAssassin?.ruleUpdates !== undefined,
  });

/** How many processes a filter has where nothing is said. */
export const defaultProcesses = (options: AmavisFilterOptions = {}): number =>
  options.memory === undefined ? 2 : filterCapacity(options).recommended(options.memory, options.replicas);

const SOURCE =
  '(README.sendmail-dual, PERFORMANCE NOTES, and thishost-rx.mc: "2 to 7 OK, 10 is plenty, 20 is way too much")';

/** More processes than fit into a container are an error, more than make sense in all of them a warning. */
export const checkCapacity = (
  scope: Construct,
  findings: Findings,
  capacity: FilterCapacity,
  { processes, memory, replicas }: { readonly processes: number; readonly memory: Size; readonly replicas: number },
): void => {
  if (Token.isUnresolved(processes)) {
    return;
  }
  const needed = capacity.needed(processes);
  if (memory.toBytes() < needed.toBytes()) {
    findings.add('memory', memory.toString(), {
      rule: `${processes} processes need ${needed.toString()}`,
      source: `measured: ${capacity.base.toString()}, and ${capacity.perProcess.toString()} for each process`,
      instead: `Size.mebibytes(${needed.toMebibytes()}) or more, or fewer processes`,
    });
  }
  if (processes * replicas > capacity.sensible) {
    const all = replicas === 1 ? '' : ` for each of ${replicas} filters, ${processes * replicas} in all`;
    const each = Math.floor(capacity.sensible / replicas);
    const instead = each < 2 ? 'fewer "replicas"' : `${each} or fewer`;
    Annotations.of(scope).addWarning(
      `property "processes" is ${processes}${all}: more than ${capacity.sensible} take memory and gain nothing ${SOURCE}. ` +
        `Write ${instead}.`,
    );
  }
};
