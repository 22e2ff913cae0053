// @ts-check
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { CACHE } from './place.mjs';
import { ARCHITECTURE } from './platform.mjs';
import { during, say } from './progress.mjs';
import { onPath, run } from './program.mjs';
import { SetupError } from './setup-error.mjs';
import { fileFromZip } from './zip.mjs';

const WHAT = 'Terraform';
const VERSION = '1.11.4';
const LEAST = [1, 5];
const RELEASES = `https://releases.hashicorp.com/terraform/${VERSION}`;
const FOLDER = path.join(CACHE, 'terraform', VERSION);

/** @param {string} text what `terraform version` prints */
export const isNewEnough = (text) => {
  const [, major, minor] = /^Terraform v(\d+)\.(\d+)/m.exec(text) ?? [];
  if (major === undefined) return false;
  return Number(major) > LEAST[0] || (Number(major) === LEAST[0] && Number(minor) >= LEAST[1]);
};

/** @param {string} url */
const download = async (url) => {
  const response = await fetch(url, { signal: AbortSignal.timeout(300_000) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
};

const fetchTerraform = async () => {
  const name = `terraform_${VERSION}_${process.platform}_${ARCHITECTURE}.zip`;
  const sums = (await download(`${RELEASES}/terraform_${VERSION}_SHA256SUMS`)).toString('utf8');
  const wanted = sums
    .split('\n')
    .find((line) => line.endsWith(`  ${name}`))
    ?.split(' ')[0];
  if (wanted === undefined) throw new Error(`Terraform ${VERSION} is not released as ${name}`);
  const zip = await download(`${RELEASES}/${name}`);
  const found = createHash('sha256').update(zip).digest('hex');
  if (found !== wanted) throw new Error(`${name} has the SHA-256 ${found} instead of ${wanted}`);
  fs.mkdirSync(FOLDER, { recursive: true });
  // Renamed into place, so that an interrupted set-up leaves no half a program behind.
  const partial = path.join(FOLDER, `terraform.${process.pid}`);
  fs.writeFileSync(partial, fileFromZip(zip, 'terraform'), { mode: 0o755 });
  fs.renameSync(partial, path.join(FOLDER, 'terraform'));
};

/** @returns {Promise<string | undefined>} the folder to put on the PATH, where Terraform is not on it already */
export const setUpTerraform = async () => {
  const installed = onPath('terraform');
  if (installed) {
    const env = { ...process.env, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: '/dev/null' };
    const { stdout } = await run(installed, ['version'], { env });
    if (isNewEnough(stdout)) return undefined;
    say(`  ${WHAT}: ${installed} is older than ${LEAST.join('.')} and is passed over`);
  }
  if (fs.existsSync(path.join(FOLDER, 'terraform'))) return FOLDER;
  try {
    await during(`fetching Terraform ${VERSION}`, fetchTerraform);
  } catch (error) {
    const { message, cause } = /** @type {Error} */ (error);
    throw new SetupError(
      WHAT,
      `no Terraform from ${LEAST.join('.')} on is installed, and it cannot be fetched (${cause instanceof Error ? cause.message : message})`,
      `put a terraform program, version ${LEAST.join('.')} or later, on the PATH (on Debian, with HashiCorp's package source: apt-get install terraform)`,
    );
  }
  return FOLDER;
};
