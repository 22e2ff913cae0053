// @ts-check
// Sets up the machine for this project's commands. Safe to run again: what is there is left alone.
import path from 'node:path';
import { setUpBaseImage } from './setup/base-image.mjs';
import { setUpEngine } from './setup/engine.mjs';
import { isMain, main } from './setup/main.mjs';
import { setUpNpmPackages } from './setup/npm-packages.mjs';
import { checkNode } from './setup/node.mjs';
import { say, seconds } from './setup/progress.mjs';
import { registryAnswers, setUpProviders } from './setup/providers.mjs';
import { setUpTerraform } from './setup/terraform.mjs';

/** @typedef {"packages" | "synth" | "everything"} Extent what a command needs */

/**
 * @param {Extent} extent
 * @returns {Promise<NodeJS.ProcessEnv>} the environment for the commands that follow
 */
export const setUp = async (extent = 'everything') => {
  const start = Date.now();
  checkNode();
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...process.env,
    // Terraform's and cdktf's checks for newer versions and their crash reports, which would go out from every run.
    CHECKPOINT_DISABLE: '1',
    TF_IN_AUTOMATION: '1',
    PATH: [process.env.PATH, '/usr/sbin', '/sbin'].filter(Boolean).join(path.delimiter),
  };
  if (extent === 'packages') {
    await setUpNpmPackages();
    return env;
  }
  const registry = registryAnswers();
  await setUpNpmPackages();
  const terraform = await setUpTerraform();
  if (terraform) env.PATH = [terraform, env.PATH].join(path.delimiter);
  const providers = await setUpProviders(registry);
  if (providers.env.TF_CLI_CONFIG_FILE) env.TF_CLI_CONFIG_FILE = providers.env.TF_CLI_CONFIG_FILE;
  else delete env.TF_CLI_CONFIG_FILE;
  if (extent === 'everything') {
    await setUpEngine();
    await setUpBaseImage();
  }
  say(`✓ set-up: complete (${seconds(start)}); Terraform's providers: ${providers.way}`);
  return env;
};

if (isMain(import.meta.url)) await main(async () => void (await setUp()));
