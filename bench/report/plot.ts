/** One line of a plot: its value at each place, with the least and the most that was seen. */
export interface Line {
  readonly name: string;
  readonly values: readonly ({ readonly value: number; readonly least: number; readonly most: number } | undefined)[];
}

export interface PlotProps {
  readonly title: string;
  readonly xTitle: string;
  readonly xs: readonly number[];
  readonly lines: readonly Line[];
  /** Each step upwards is ten times as much. */
  readonly isLogarithmic?: boolean;
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [760, 360, 60, 300, 40, 48];
/** Colours that colour-blind readers can tell apart (Okabe and Ito). */
const COLOURS = ['#d55e00', '#0072b2', '#009e73', '#56b4e9', '#cc79a7', '#e69f00', '#000000'];

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

const text = (x: number, y: number, content: string, more = ''): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${escaped(content)}</text>`;

/** Round numbers from 0, or powers of ten, that have all values between them. */
export const ticksFor = (values: readonly number[], isLogarithmic: boolean): number[] => {
  const most = Math.max(...values);
  if (isLogarithmic) {
    const [from, to] = [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(most))];
    return Array.from({ length: Math.max(2, to - from + 1) }, (_, index) => 10 ** (from + index));
  }
  const power = 10 ** Math.floor(Math.log10(most / 4 || 1));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one * 5 >= most) ?? power * 10;
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step);
};

/** A plot with lines, as SVG. */
export const plot = ({ title, xTitle, xs, lines, isLogarithmic = false }: PlotProps): string => {
  const known = lines.flatMap(({ values }) => values.flatMap((one) => (one ? [one.least, one.most] : [])));
  const positive = known.map((value) => (isLogarithmic ? Math.max(value, 0.001) : value));
  const ticks = ticksFor(positive.length > 0 ? positive : [1], isLogarithmic);
  const scale = (value: number): number => (isLogarithmic ? Math.log10(Math.max(value, ticks[0])) : value);
  const [low, high] = [scale(ticks[0]), scale(ticks[ticks.length - 1])];
  const xOf = (index: number): number => LEFT + ((index + 0.5) * (WIDTH - LEFT - RIGHT)) / xs.length;
  const yOf = (value: number): number =>
    HEIGHT - BOTTOM - ((scale(value) - low) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const grid = ticks.map((tick) => {
    const y = yOf(tick).toFixed(1);
    return (
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y}" y2="${y}" stroke="#ddd"/>` +
      text(LEFT - 6, yOf(tick) + 4, String(Number(tick.toPrecision(3))), 'text-anchor="end"')
    );
  });
  const drawn = lines.map(({ name, values }, number) => {
    const colour = COLOURS[number % COLOURS.length];
    // Side by side, so that no spread hides another.
    const shift = (number - (lines.length - 1) / 2) * 3;
    const points = values.flatMap((one, index) => (one ? [{ ...one, x: xOf(index) + shift }] : []));
    const path = points.map(({ x, value }) => `${x.toFixed(1)},${yOf(value).toFixed(1)}`).join(' ');
    return [
      `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      ...points.map(
        ({ x, value, least, most }) =>
          `<line x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="${yOf(least).toFixed(1)}" y2="${yOf(most).toFixed(1)}" stroke="${colour}"/>` +
          `<circle cx="${x.toFixed(1)}" cy="${yOf(value).toFixed(1)}" r="3" fill="${colour}"/>`,
      ),
      `<rect x="${WIDTH - RIGHT + 16}" y="${TOP + number * 22}" width="14" height="4" fill="${colour}"/>`,
      text(WIDTH - RIGHT + 36, TOP + number * 22 + 6, name),
    ].join('');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif" font-size="12">`,
    '<rect width="100%" height="100%" fill="#fff"/>',
    text(LEFT, 22, title, 'font-size="15"'),
    ...grid,
    ...xs.map((x, index) => text(xOf(index), HEIGHT - BOTTOM + 18, String(x), 'text-anchor="middle"')),
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, xTitle, 'text-anchor="middle"'),
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
};
