// @ts-check
import { SetupError } from './setup-error.mjs';

const LEAST = [20, 9];

/** Debian 12's own Node.js is 18; cdktf refuses that with a stack trace. */
export const checkNode = (version = process.versions.node) => {
  const [major, minor] = version.split('.').map(Number);
  if (major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1])) return;
  throw new SetupError(
    'Node.js',
    `this is ${version}, and cdktf needs ${LEAST.join('.')} or later`,
    `install Node.js ${LEAST.join('.')} or later`,
  );
};
