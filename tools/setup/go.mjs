// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import { aptInstall } from './apt.mjs';
import { ARCHITECTURE } from './platform.mjs';
import { during } from './progress.mjs';
import { onPath, run, tail } from './program.mjs';
import { SetupError } from './setup-error.mjs';

const WHAT = 'Go';
/** The least version that the providers' go.mod files ask for. */
const LEAST = [1, 25];
/** Go can fetch its own later versions since this one. */
const SELF_UPDATING = [1, 21];
const TOOLCHAIN = 'go1.26.8';

/** @param {string} text what `go version` prints @param {readonly number[]} least */
export const isAtLeast = (text, [major, minor]) => {
  const [, foundMajor, foundMinor] = /go(\d+)\.(\d+)/.exec(text) ?? [];
  return Number(foundMajor) > major || (Number(foundMajor) === major && Number(foundMinor) >= minor);
};

/**
 * Debian 12's Go is too old to build the providers and too old to fetch a later one by itself, but it can fetch one as the module that later ones are published as.
 * @param {string} go
 */
const toolchainModule = async (go) => {
  const module = `golang.org/toolchain@v0.0.1-${TOOLCHAIN}.linux-${ARCHITECTURE}`;
  const { stdout, stderr } = await run(go, ['mod', 'download', '-json', module], { cwd: '/' });
  const { Dir: folder, Error: error } = /** @type {{Dir?: string, Error?: string}} */ (
    stdout.trim() ? JSON.parse(stdout) : {}
  );
  if (folder === undefined) throw new Error(error ?? tail(stderr));
  // Modules carry no permissions.
  const tools = path.join(folder, 'pkg/tool', `linux_${ARCHITECTURE}`);
  for (const tool of [path.join(folder, 'bin'), tools].flatMap((place) =>
    fs.readdirSync(place).map((name) => path.join(place, name)),
  ))
    fs.chmodSync(tool, 0o755);
  return path.join(folder, 'bin/go');
};

/** @returns {Promise<{ go: string, env: NodeJS.ProcessEnv }>} a Go that builds the providers, installed where there is none */
export const setUpGo = async () => {
  const find = () => onPath('go') ?? ['/usr/local/go/bin/go', '/usr/lib/go/bin/go'].find((file) => fs.existsSync(file));
  if (find() === undefined)
    await aptInstall(`${WHAT}, to build Terraform's providers`, ['golang-go', 'ca-certificates']);
  const go = find();
  const remedy = `install Go ${LEAST.join('.')} or later and put its bin folder on the PATH`;
  if (go === undefined) throw new SetupError(WHAT, 'it is not there after its installation', remedy);
  const { stdout: version } = await run(go, ['version'], { cwd: '/' });
  if (isAtLeast(version, LEAST)) return { go, env: process.env };
  if (isAtLeast(version, SELF_UPDATING)) return { go, env: { ...process.env, GOTOOLCHAIN: 'auto' } };
  try {
    const newer = await during(`fetching ${TOOLCHAIN}, because ${version.trim()} is too old`, () =>
      toolchainModule(go),
    );
    return { go: newer, env: { ...process.env, GOTOOLCHAIN: 'local' } };
  } catch (error) {
    throw new SetupError(
      WHAT,
      `${version.trim()} is too old, and a later one cannot be fetched: ${/** @type {Error} */ (error).message}`,
      remedy,
    );
  }
};
