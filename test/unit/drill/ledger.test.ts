import { account, Arrival, Disturbance, Evidence, longestPause, missing, Outcome, Sent } from '../../../drill/ledger';

const sent = (number: number, outcome: Outcome = 'accepted'): Sent => ({
  number,
  begun: number * 1000,
  ended: number * 1000 + 100,
  outcome,
});

const arrived = (number: number, at = number * 1000 + 500, isBounce = false): Arrival => ({ number, at, isBounce });

const accountOf = (evidence: Partial<Evidence>): ReturnType<typeof account> =>
  account({ sent: [], arrivals: [], quarantined: [], queued: [], disturbances: [], ...evidence });

const broken = (from: number, to: number): Disturbance => ({ fault: 'kill', from: from * 1000, to: to * 1000 });

describe('the account of a drill', () => {
  test.each<[string, Partial<Evidence>, object]>([
    ['delivered', { arrivals: [arrived(1)] }, { delivered: 1, lost: [] }],
    ['bounced', { arrivals: [arrived(1, 1500, true)] }, { delivered: 0, bounced: 1, lost: [] }],
    ['quarantined', { quarantined: [1] }, { quarantined: 1, lost: [] }],
    ['queued', { queued: [1] }, { queued: 1, lost: [] }],
    ['lost', {}, { lost: [1] }],
  ])('says that a message was %s', (_, evidence, expected) => {
    expect(accountOf({ sent: [sent(1)], ...evidence })).toMatchObject({ accepted: 1, ...expected });
  });

  test('counts a message once, by where it got furthest', () => {
    const evidence = { sent: [sent(1)], arrivals: [arrived(1), arrived(1, 1600, true)], quarantined: [1], queued: [1] };

    expect(accountOf(evidence)).toMatchObject({ delivered: 1, bounced: 0, quarantined: 0, queued: 0, lost: [] });
  });

  test.each<Outcome>(['refused', 'unanswered', 'unreached'])('expects nothing of a message that was %s', (outcome) => {
    const { lost, accepted, [outcome as 'refused']: count } = accountOf({ sent: [sent(1, outcome)] });

    expect({ lost, accepted, count }).toEqual({ lost: [], accepted: 0, count: 1 });
  });

  test('takes a second copy for a fault that came while the message was on its way, and not without', () => {
    const evidence = { sent: [sent(1)], arrivals: [arrived(1, 1500), arrived(1, 4000)] };

    expect(accountOf({ ...evidence, disturbances: [broken(2, 3)] })).toMatchObject({ twice: 1, repeated: [] });
    expect(accountOf({ ...evidence, disturbances: [broken(5, 6)] })).toMatchObject({ twice: 1, repeated: [1] });
  });

  test('takes a third copy for a second fault only', () => {
    const evidence = { sent: [sent(1)], arrivals: [1500, 2500, 4000].map((at) => arrived(1, at)) };

    expect(accountOf({ ...evidence, disturbances: [broken(2, 3)] }).repeated).toEqual([1]);
    expect(accountOf({ ...evidence, disturbances: [broken(2, 2), broken(3, 3)] }).repeated).toEqual([]);
  });

  test('sees a virus that came through', () => {
    expect(accountOf({ sent: [sent(7)], arrivals: [arrived(7)] }).unfiltered).toEqual([7]);
  });
});

test('what is neither here nor there yet is missing', () => {
  const evidence = { sent: [1, 2, 3, 4].map((number) => sent(number)), arrivals: [arrived(1)], quarantined: [3] };

  expect(missing({ ...evidence, queued: [4], disturbances: [] }).map(({ number }) => number)).toEqual([2, 4]);
});

describe('the longest pause', () => {
  const pause = (...all: Sent[]): number => longestPause(all, 0, 9000);

  test('is what a client waits until its message is accepted', () => {
    expect(pause(sent(1), { ...sent(2), ended: 3500 }, sent(5))).toBe(1.5);
  });

  test('goes on until a later message is accepted, where its own is not', () => {
    expect(pause(sent(1), sent(2, 'unreached'), sent(3, 'refused'), sent(5))).toBe(3.1);
  });

  test('goes on until the end where none is', () => {
    expect(pause(sent(1), sent(2, 'unreached'))).toBe(7);
  });
});
