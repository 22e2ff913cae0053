/** The value below which so great a part of the others lies; between two values it lies as far as the part does. */
export const quantile = (values: readonly number[], part: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * part;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  // The difference of two endless times is none.
  return low === high ? low : low + (high - low) * (place - Math.floor(place));
};

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** A median with the least and the greatest value. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export const spreadOf = (values: readonly number[]): Spread => ({
  median: median(values),
  least: Math.min(...values),
  most: Math.max(...values),
});

/** How one thing compares with another, round by round: what disturbs a round disturbs both. */
export const ratiosOf = (values: readonly number[], others: readonly number[]): number[] =>
  values.slice(0, others.length).map((value, round) => value / others[round]);
