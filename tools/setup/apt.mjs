// @ts-check
import { during } from './progress.mjs';
import { asRoot, onPath, runOrThrow } from './program.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * Installs Debian packages.
 * @param {string} what the thing they are for
 * @param {readonly string[]} packages
 */
export const aptInstall = async (what, packages) => {
  const command = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (!onPath('apt-get'))
    throw new SetupError(what, "only Debian's apt-get is known here", `install it yourself; on Debian: ${command}`);
  const apt = (/** @type {string[]} */ ...args) =>
    runOrThrow(
      ...asRoot(what, [
        'env',
        'DEBIAN_FRONTEND=noninteractive',
        'apt-get',
        '-qq',
        '-o',
        'DPkg::Lock::Timeout=120',
        ...args,
      ]),
    );
  await during(`installing Debian's ${packages.join(', ')} (${what})`, async () => {
    try {
      await apt('update');
      await apt('install', '-y', '--no-install-recommends', ...packages);
    } catch (error) {
      if (error instanceof SetupError) throw error;
      throw new SetupError(what, /** @type {Error} */ (error).message, `as root: ${command}`);
    }
  });
};
