// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import { aptInstall } from './apt.mjs';
import { CACHE } from './place.mjs';
import { during, say, seconds } from './progress.mjs';
import { asRoot, isRoot, onPath, run, runOrThrow, tail } from './program.mjs';
import { SetupError } from './setup-error.mjs';

const WHAT = 'base image';
const IMAGE = 'debian:bookworm-slim';
const SUITE = 'bookworm';

/** @param {string} image */
const isThere = async (image) => (await run('docker', ['image', 'inspect', image])).code === 0;

/** @returns {Promise<string | undefined>} why not */
const pull = async () => {
  const start = Date.now();
  say(`… pulling ${IMAGE}`);
  // The client prints its first line as soon as the registry has answered.
  const { code, stderr } = await run('docker', ['pull', IMAGE], { firstWordMs: 10_000, timeoutMs: 600_000 });
  if (code !== 0) return tail(stderr, 1);
  say(`✓ pulling ${IMAGE}: done in ${seconds(start)}`);
  return undefined;
};

const fromDebianPackages = async () => {
  if (!onPath('mmdebstrap')) await aptInstall(WHAT, ['mmdebstrap']);
  const tar = path.join(CACHE, `${SUITE}.tar`);
  fs.mkdirSync(CACHE, { recursive: true });
  await during(`making ${IMAGE} from Debian's packages (mmdebstrap)`, async () => {
    try {
      await runOrThrow(...asRoot(WHAT, ['mmdebstrap', '--quiet', '--variant=minbase', SUITE, tar]));
      if (!isRoot()) await runOrThrow(...asRoot(WHAT, ['chmod', '0644', tar]));
      await runOrThrow('docker', ['import', tar, IMAGE]);
    } catch (error) {
      if (error instanceof SetupError) throw error;
      const command = `mmdebstrap --variant=minbase ${SUITE} ${tar} && docker import ${tar} ${IMAGE}`;
      throw new SetupError(WHAT, /** @type {Error} */ (error).message, `as root: ${command}`);
    } finally {
      fs.rmSync(tar, { force: true });
    }
  });
};

export const setUpBaseImage = async () => {
  if (await isThere(IMAGE)) return;
  const why = await pull();
  if (why === undefined) return say(`  ${WHAT}: ${IMAGE} from the image registry`);
  say(`  ${WHAT}: it cannot be pulled (${why})`);
  await fromDebianPackages();
  say(`  ${WHAT}: ${IMAGE} made from Debian's packages`);
};
