// @ts-check
import fs from 'node:fs';
import path from 'node:path';
import { PROJECT } from './place.mjs';
import { during } from './progress.mjs';
import { runOrThrow } from './program.mjs';
import { SetupError } from './setup-error.mjs';

/** @param {string} file @returns {Record<string, {integrity?: string, version?: string, optional?: boolean}> | undefined} */
const lockedPackages = (file) => {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
};

/**
 * npm writes what it installed into node_modules/.package-lock.json. Contents are compared, not times: git gives every file of a checkout a new time.
 * @param {string} project
 */
export const npmPackagesAreCurrent = (project) => {
  const wanted = lockedPackages(path.join(project, 'package-lock.json'));
  const installed = lockedPackages(path.join(project, 'node_modules/.package-lock.json'));
  if (wanted === undefined || installed === undefined) return false;
  return Object.entries(wanted).every(([name, { integrity, version, optional }]) => {
    if (name === '') return true;
    const there = installed[name];
    if (there === undefined) return optional === true; // left out on this platform
    return there.integrity === integrity && there.version === version;
  });
};

export const setUpNpmPackages = async () => {
  if (npmPackagesAreCurrent(PROJECT)) return;
  await during('installing the npm packages of package-lock.json (npm ci)', async () => {
    try {
      await runOrThrow('npm', ['ci', '--no-audit', '--no-fund'], { cwd: PROJECT });
    } catch (error) {
      throw new SetupError('npm packages', /** @type {Error} */ (error).message, 'npm ci');
    }
  });
};
