import { CapacityPlan, CapacityPlanOptions, Duration, FilterCapacity, Size } from 'cdktf-dual-mta';
import * as fc from 'fast-check';

const DAY = 86_400;

const plans = fc.record<CapacityPlanOptions>(
  {
    messagesPerDay: fc.integer({ min: 1, max: 1e12 }),
    peakFactor: fc.double({ min: 1, max: 20, noNaN: true }),
    mix: fc.record({ text: fc.nat(100), large: fc.integer({ min: 1, max: 100 }), spam: fc.nat(100) }),
    spamAssassin: fc.boolean(),
    lookups: fc.nat(3000).map((time) => Duration.milliseconds(time)),
    spareFilters: fc.nat(2),
    cores: fc.integer({ min: 1, max: 8 }),
    speed: fc.double({ min: 0.2, max: 5, noNaN: true }),
    memory: fc.integer({ min: 2, max: 64 }).map((size) => Size.gibibytes(size)),
  },
  { requiredKeys: ['messagesPerDay'] },
);

describe('a capacity plan', () => {
  test('carries its peak, with its spare filters down too, and has time left', () => {
    fc.assert(
      fc.property(plans, (options) => {
        const plan = CapacityPlan.of(options);

        expect(plan.peak).toBeLessThanOrEqual(0.76 * plan.passing(plan.processes));
        expect(plan.latency).toBeDefined();
        expect(plan.latencyWithoutSpares).toBeDefined();
        expect(plan.gateways * plan.peak).toBeCloseTo((options.messagesPerDay * (options.peakFactor ?? 4)) / DAY, 3);
      }),
    );
  });

  test('keeps to the memory that there is', () => {
    fc.assert(
      fc.property(plans, (options) => {
        const { filters, memory, processes } = CapacityPlan.of(options);

        expect(filters * memory.toBytes()).toBeLessThanOrEqual(options.memory?.toBytes() ?? Infinity);
        expect(memory.toBytes()).toBe(
          FilterCapacity.of({ spamAssassin: options.spamAssassin }).needed(processes).toBytes(),
        );
      }),
    );
  });

  test('has as many runners as the filters of a gateway have processes, and a filter more than are needed', () => {
    expect(CapacityPlan.of({ messagesPerDay: 100_000 })).toMatchObject({ gateways: 1, filters: 2 });
    fc.assert(
      fc.property(plans, (options) => {
        const { filters, processes, runners } = CapacityPlan.of(options);

        expect(filters).toBe(1 + (options.spareFilters ?? 1));
        expect(runners).toBe(filters * processes);
      }),
    );
  });

  test('divides more mail among more gateways', () => {
    const [few, many] = [1e6, 1e9].map((messagesPerDay) => CapacityPlan.of({ messagesPerDay }).gateways);

    expect(many / few).toBeGreaterThan(900);
    expect(many / few).toBeLessThan(1100);
  });

  test('needs fewer gateways where the machines are faster, have more cores, or SpamAssassin is not asked', () => {
    const gateways = (more: Partial<CapacityPlanOptions>): number =>
      CapacityPlan.of({ messagesPerDay: 1e8, ...more }).gateways;

    for (const easier of [{ speed: 2 }, { cores: 4 }, { spamAssassin: false }]) {
      expect(gateways(easier)).toBeLessThan(gateways({}));
    }
  });

  test('has more processes where messages wait for the network', () => {
    const processes = (lookups: Duration): number => CapacityPlan.of({ messagesPerDay: 1e8, lookups }).processes;

    expect(processes(Duration.seconds(1))).toBeGreaterThan(processes(Duration.seconds(0)));
  });

  test('has queues for what comes in an outage: at the rate of the peak, and in a day no more than a day brings', () => {
    const queue = (hours: number): number =>
      CapacityPlan.of({ messagesPerDay: DAY, peakFactor: 4, filterOutage: Duration.hours(hours) }).rxQueue.toBytes();

    expect(queue(2) / queue(1)).toBeCloseTo(2, 5);
    expect(queue(24) / queue(1)).toBeCloseTo(24 / 4, 5);
    expect(queue(48) / queue(24)).toBeCloseTo(2, 5);
  });

  test('says how long it takes until what an outage has left has passed', () => {
    const plan = CapacityPlan.of({ messagesPerDay: 200_000, filterOutage: Duration.hours(1) });
    const left = plan.peak * 3600;

    expect(plan.drain?.toSeconds()).toBeCloseTo(left / (plan.most - 200_000 / DAY / plan.gateways), 0);
  });

  test('of a fixed number of gateways says what is too much for them', () => {
    const plan = CapacityPlan.of({ messagesPerDay: 1e8, gateways: 1 });

    expect(plan.latency).toBeUndefined();
    expect(plan.drain).toBeUndefined();
  });

  test.each<[string, Partial<CapacityPlanOptions>]>([
    ['messagesPerDay', { messagesPerDay: 0 }],
    ['messagesPerDay', { messagesPerDay: NaN }],
    ['speed', { speed: -1 }],
    ['peakFactor', { peakFactor: 0.5 }],
    ['cores', { cores: 1.5 }],
    ['gateways', { gateways: 0 }],
    ['spareFilters', { spareFilters: -1 }],
    ['memory', { memory: Size.mebibytes(500) }],
    ['mix', { mix: {} }],
    ['mix', { mix: { text: 2, spam: -1 } }],
  ])('refuses a wrong "%s", and says what is right', (property, wrong) => {
    expect(() => CapacityPlan.of({ messagesPerDay: 1000, ...wrong })).toThrow(
      new RegExp(`^property "${property}" is .*: `),
    );
  });
});
