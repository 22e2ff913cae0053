// @ts-check
// Progress goes to standard error, so that what a command answers (a JSON document, a count of tests) stays alone on standard output.

const HEARTBEAT_MS = 30_000;

/** @param {NodeJS.WriteStream} stream */
const colours = (stream) => Boolean(stream.isTTY) && !process.env.NO_COLOR;

/**
 * @param {string} text
 * @param {"bold" | "dim" | "green" | "red" | "yellow"} colour
 * @param {NodeJS.WriteStream} [stream]
 */
export const paint = (text, colour, stream = process.stderr) => {
  const code = { bold: 1, dim: 2, green: 32, red: 31, yellow: 33 }[colour];
  return colours(stream) ? `\u001b[${code}m${text}\u001b[0m` : text;
};

/** @param {string} text */
export const say = (text) => void process.stderr.write(`${text}\n`);

/** @param {number} since as `Date.now()` gave it */
export const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/**
 * Says what begins, does it, says how long it took. For everything that can take longer than two seconds.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export const during = async (what, work) => {
  const start = Date.now();
  say(`${paint('…', 'dim')} ${what}`);
  const heartbeat = setInterval(() => say(`  ${paint(`still ${what} (${seconds(start)})`, 'dim')}`), HEARTBEAT_MS);
  try {
    const result = await work();
    say(`${paint('✓', 'green')} ${what}: done in ${seconds(start)}`);
    return result;
  } catch (error) {
    say(`${paint('✗', 'red')} ${what}: failed after ${seconds(start)}`);
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
};
