import { Duration } from 'cdktf-dual-mta';

describe('a duration', () => {
  test.each([
    [Duration.days(5), '5d'],
    [Duration.hours(2), '2h'],
    [Duration.hours(24), '1d'],
    [Duration.minutes(20), '20m'],
    [Duration.minutes(90), '90m'],
    [Duration.seconds(90), '90s'],
    [Duration.seconds(0), '0s'],
  ])('%s is written for sendmail in the largest unit that divides it: %s', (duration, written) => {
    expect(duration.toSendmail()).toBe(written);
  });

  test('below a second is rounded up for sendmail, which knows no smaller unit', () => {
    expect(Duration.milliseconds(1).toSendmail()).toBe('1s');
    expect(Duration.milliseconds(1500).toSendmail()).toBe('2s');
  });

  test('converts between its units', () => {
    expect(Duration.minutes(2).toSeconds()).toBe(120);
    expect(Duration.minutes(2).toMilliseconds()).toBe(120_000);
    expect(Duration.milliseconds(1500).toSeconds()).toBe(1.5);
  });

  test('shows itself in seconds, or in milliseconds where it is no whole number of them', () => {
    expect(`${Duration.minutes(1).toString()} ${Duration.milliseconds(250).toString()}`).toBe('60s 250ms');
  });

  test.each([-1, 0.5, NaN, Infinity])('cannot be %d milliseconds', (amount) => {
    expect(() => Duration.milliseconds(amount)).toThrow(
      new RangeError(`a duration is a whole number of milliseconds, 0 or more; found ${amount} ms`),
    );
  });
});
