import { Token } from 'cdktf';
import { CapacityPlan } from 'cdktf-dual-mta';
import { findingsOf } from '../../tooling/findings';
import { warningsOf } from '../../tooling/warnings';

const HEAVY = { messagesPerDay: 1_000_000 };

describe('DualMtaGateway.expectedLoad', () => {
  test('is no matter where nothing is said, or what was chosen can carry it', () => {
    expect(warningsOf({})).toEqual([]);
    expect(warningsOf({ expectedLoad: { messagesPerDay: 10_000 }, filter: { replicas: 2 } })).toEqual([]);
    expect(warningsOf({ expectedLoad: { messagesPerDay: 10_000, spareFilters: 0 } })).toEqual([]);
  });

  test('warns where more comes at the peak than all filters can pass, and says what would do', () => {
    const { gateways, processes } = CapacityPlan.of(HEAVY);

    expect(warningsOf({ expectedLoad: HEAVY, filterProcesses: 3 })).toEqual([
      expect.stringMatching(
        `^property "expectedLoad": 46.3 messages a second come at the peak, and 3 processes pass .* at most .*` +
          `${gateways} gateways with "replicas" 2 and "filterProcesses" ${processes} would do`,
      ),
    ]);
  });

  test('does not warn of the gateways that the plan proposes', () => {
    const { gateways, filters, processes } = CapacityPlan.of(HEAVY);
    const proposed = { filterProcesses: processes, filter: { replicas: filters } };

    expect(warningsOf({ ...proposed, expectedLoad: { ...HEAVY, gateways } })).toEqual(
      // Of their number: what is proposed to two filters is too much for the README's advice only where both are up.
      warningsOf(proposed),
    );
  });

  test('warns where there is nothing left when one filter is down', () => {
    expect(warningsOf({ expectedLoad: { messagesPerDay: 10_000 } })).toEqual([
      expect.stringContaining(
        'of 1 "replicas" 1 may be down ("spareFilters"): the 0 processes that are left pass 0.00',
      ),
    ]);
  });

  test('passes what Terraform alone knows', () => {
    expect(warningsOf({ expectedLoad: HEAVY, filterProcesses: Token.asNumber('${var.processes}') })).toEqual([]);
  });

  test('refuses a load that is none, at synth', () => {
    expect(findingsOf({ expectedLoad: { messagesPerDay: -1 } })).toEqual([
      expect.stringContaining('property "messagesPerDay" is -1: write a number above 0'),
    ]);
  });
});
