import { IDLE, KINDS } from '../../lib/models/capacity/message-kind';
import { CAPACITY, capacityPage, predictions } from '../tooling/capacity-page';
import { measuredRuns } from '../tooling/measured-runs';

const NEAR = 0.25;
/** The README's "start conservatively, e.g. at 2 or 3": all kinds of messages are measured with it. */
const REFERENCE = 3;

const named = predictions().map((one): [string, typeof one] => [
  `${one.kind}, ${one.workers} processes, SpamAssassin ${one.spamAssassin ? 'on' : 'off'}`,
  one,
]);

describe('docs/capacity.md', () => {
  test('is current', () => {
    CAPACITY.shouldBe(capacityPage());
  });

  test.each(named)('says within 25 %% how much passes: %s', (_, { through, predicted }) => {
    expect(predicted / through).toBeGreaterThan(1 - NEAR);
    expect(predicted / through).toBeLessThan(1 + NEAR);
  });

  test.each(named.filter(([, { kind }]) => kind === 'text'))(
    'says within 25 %% how long a message takes: %s',
    (_, { latency, predictedLatency }) => {
      expect(predictedLatency / latency).toBeGreaterThan(1 - NEAR);
      expect(predictedLatency / latency).toBeLessThan(1 + NEAR);
    },
  );

  test.each(measuredRuns().filter(({ workers }) => workers === REFERENCE))(
    'has the figures of docs/performance.md: $kind, SpamAssassin $spamAssassin',
    ({ kind, spamAssassin, work, through }) => {
      const { filter, others } = KINDS[kind];
      const figure = spamAssassin ? filter.spamAssassin : filter.plain;

      expect(figure / work.filter).toBeGreaterThan(0.9);
      expect(figure / work.filter).toBeLessThan(1.1);
      // Those are measured with and without SpamAssassin, which is none of their business.
      const measured = work.others + work.engine - IDLE / through;
      expect(others / measured).toBeGreaterThan(0.6);
      expect(others / measured).toBeLessThan(1.4);
    },
  );
});
