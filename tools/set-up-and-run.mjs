// @ts-check
// Sets up, and hands on to a program in TypeScript, which needs the npm packages.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { setUp } from './setup.mjs';
import { main } from './setup/main.mjs';
import { PROJECT } from './setup/place.mjs';

/** @param {string} program relative to the project; it gets this process's arguments */
export const setUpAndRun = (program) =>
  main(async () => {
    const env = await setUp();
    const args = ['--import', 'tsx', path.join(PROJECT, program), ...process.argv.slice(2)];
    process.exitCode = await new Promise((resolve, reject) => {
      const child = spawn(process.execPath, args, { cwd: PROJECT, env, stdio: 'inherit' });
      child.on('error', reject);
      child.on('close', (code) => resolve(code ?? 1));
    });
  });
