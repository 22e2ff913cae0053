// @ts-check
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setUpGo } from './go.mjs';
import { CACHE, PROJECT } from './place.mjs';
import { ARCHITECTURE } from './platform.mjs';
import { during, say } from './progress.mjs';
import { run, tail } from './program.mjs';
import { SetupError } from './setup-error.mjs';

const REGISTRY = 'registry.terraform.io';
const REGISTRY_MS = 3_000;
const MIRROR = path.join(CACHE, 'terraform-mirror');
const CONFIGURATION = path.join(CACHE, 'terraform.rc');

/**
 * @typedef {object} BuiltProvider
 * @property {string} source
 * @property {string} version
 * @property {string} folder a Go module whose go.mod and go.sum pin everything
 * @property {string} target the Go package that is the provider's program
 */

/** @type {readonly BuiltProvider[]} */
const BUILT = [
  {
    source: 'kreuzwerker/docker',
    version: '4.6.0',
    folder: path.join(PROJECT, 'tools/setup/providers/docker'),
    target: 'github.com/terraform-providers/terraform-provider-docker',
  },
  { source: 'hashicorp/null', version: '3.2.4', folder: path.join(PROJECT, 'test/tooling/null-stand-in'), target: '.' },
];

/** Whether Terraform's own way to its providers is open. */
export const registryAnswers = async () => {
  try {
    const response = await fetch(`https://${REGISTRY}/.well-known/terraform.json`, {
      signal: AbortSignal.timeout(REGISTRY_MS),
    });
    return response.ok;
  } catch {
    return false;
  }
};

/** @returns {string | undefined} the user's own Terraform configuration */
const userConfiguration = () =>
  [process.env.TF_CLI_CONFIG_FILE, path.join(os.homedir(), '.terraformrc')].find(
    (file) => file && file !== CONFIGURATION && fs.existsSync(file),
  );

/** @param {BuiltProvider} provider */
const programOf = ({ source, version }) => {
  const platform = `${process.platform}_${ARCHITECTURE}`;
  return path.join(
    MIRROR,
    REGISTRY,
    source,
    version,
    platform,
    `terraform-provider-${path.basename(source)}_v${version}`,
  );
};

/** @param {BuiltProvider} provider what it is built from, as one number */
export const sourcesHash = ({ folder, target }) => {
  const hash = createHash('sha256').update(target);
  for (const name of fs.readdirSync(folder).sort()) hash.update(name).update(fs.readFileSync(path.join(folder, name)));
  return hash.digest('hex');
};

/** @param {BuiltProvider} provider */
const stampOf = (provider) => path.join(MIRROR, `${provider.source.replace('/', '-')}.sha256`);

/** @param {BuiltProvider} provider */
const isBuilt = (provider) =>
  fs.existsSync(programOf(provider)) &&
  fs.existsSync(stampOf(provider)) &&
  fs.readFileSync(stampOf(provider), 'utf8') === sourcesHash(provider);

/** @param {BuiltProvider} provider @param {string} go @param {NodeJS.ProcessEnv} env */
const build = async (provider, go, env) => {
  const program = programOf(provider);
  const partial = path.join(MIRROR, `${path.basename(program)}.${process.pid}`);
  fs.mkdirSync(path.dirname(program), { recursive: true });
  const args = ['build', '-trimpath', '-mod=readonly', '-ldflags=-s -w', '-o', partial, provider.target];
  const { code, stderr } = await run(go, args, {
    cwd: provider.folder,
    env: { ...env, CGO_ENABLED: '0', GOWORK: 'off' },
  });
  if (code !== 0)
    throw new SetupError(
      `Terraform provider ${provider.source}`,
      tail(stderr),
      `cd ${provider.folder} && ${go} build ${provider.target}`,
    );
  fs.renameSync(partial, program);
  fs.writeFileSync(stampOf(provider), sourcesHash(provider));
};

const setUpMirror = async () => {
  const missing = BUILT.filter((provider) => !isBuilt(provider));
  if (missing.length > 0) {
    say(
      `  Terraform's providers: ${REGISTRY} does not answer, so they are built from Go modules (once; about 3 minutes)`,
    );
    const { go, env } = await setUpGo();
    for (const provider of missing)
      await during(`building the Terraform provider ${provider.source} ${provider.version}`, () =>
        build(provider, go, env),
      );
  }
  const text = `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(MIRROR)}\n  }\n}\n`;
  fs.writeFileSync(CONFIGURATION, text);
  return createHash('sha256').update(BUILT.map(sourcesHash).join()).digest('hex');
};

/**
 * Terraform's lock files name the providers by their hash, so they hold for one way to the providers only. They lie in cdktf's output, where nobody edits them.
 * @param {string} way
 */
const forgetOtherLocks = (way) => {
  const out = path.join(PROJECT, 'cdktf.out');
  const stacks = path.join(out, 'stacks');
  const mark = path.join(out, '.providers-from');
  if (fs.existsSync(mark) && fs.readFileSync(mark, 'utf8') === way) return;
  for (const stack of fs.existsSync(stacks) ? fs.readdirSync(stacks) : [])
    fs.rmSync(path.join(stacks, stack, '.terraform.lock.hcl'), { force: true });
  fs.mkdirSync(out, { recursive: true });
  fs.writeFileSync(mark, way);
};

/**
 * @param {Promise<boolean>} [answers] asked early by the caller, so that a slow answer costs no time
 * @returns {Promise<{ way: string, env: { TF_CLI_CONFIG_FILE?: string } }>}
 */
export const setUpProviders = async (answers = registryAnswers()) => {
  const own = userConfiguration();
  if (own && /^\s*provider_installation\b/m.test(fs.readFileSync(own, 'utf8'))) {
    forgetOtherLocks(`own ${own}`);
    return { way: `as ${own} says`, env: { TF_CLI_CONFIG_FILE: own } };
  }
  if (await answers) {
    forgetOtherLocks('registry');
    // A variable that names a missing file makes Terraform warn at every command.
    return { way: `from ${REGISTRY}`, env: { TF_CLI_CONFIG_FILE: own } };
  }
  const hash = await setUpMirror();
  forgetOtherLocks(hash);
  return {
    way: `built from Go modules, with a stand-in for hashicorp/null (${REGISTRY} does not answer)`,
    env: { TF_CLI_CONFIG_FILE: CONFIGURATION },
  };
};
