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
  });

/** How many processes a filter has where nothing is said. */
export const defaultProcesses = (options: AmavisFilterOptions = {}): number =>
  options.memory === undefined ? 2 : filterCapacity(options).recommended(options.memory);

/** More processes than fit are an error, more than make sense a warning. */
export const checkCapacity = (
  scope: Construct,
  findings: Findings,
  capacity: FilterCapacity,
  { processes, memory }: { readonly processes: number; readonly memory: Size },
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
  if (processes > capacity.sensible) {
    Annotations.of(scope).addWarning(
      `property "processes" is ${processes}: more than ${capacity.sensible} take memory and gain nothing ` +
        '(README.sendmail-dual, PERFORMANCE NOTES, and thishost-rx.mc: "2 to 7 OK, 10 is plenty, 20 is way too much"). ' +
        `Write ${capacity.sensible} or fewer.`,
    );
  }
};
