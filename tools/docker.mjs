// @ts-check
// Thin calls of Docker's command line.
import { run, runOrThrow } from './setup/program.mjs';

/**
 * Runs a program in a container.
 * @param {string} container
 * @param {readonly string[]} command
 * @param {{ input?: string, timeoutMs?: number }} [options]
 */
export const exec = (container, command, { input, timeoutMs = 30_000 } = {}) =>
  run('docker', ['exec', ...(input === undefined ? [] : ['-i']), container, ...command], { input, timeoutMs });

/**
 * @param {string} container
 * @returns {Promise<any>} what `docker inspect` knows, or undefined when there is no such container
 */
export const inspect = async (container) => {
  const { code, stdout, stderr } = await run('docker', ['inspect', '--type', 'container', container]);
  if (code === 0) return JSON.parse(stdout)[0];
  if (/no such container/i.test(stderr)) return undefined;
  throw new Error(`docker inspect ${container}: ${stderr.trim()}`);
};

/** @param {string} container */
export const isRunning = async (container) => (await inspect(container))?.State.Running === true;

/** @param {string} container */
export const logs = async (container) => {
  const { stdout, stderr } = await runOrThrow('docker', ['logs', container]);
  return stdout + stderr;
};

/**
 * The last words of the containers of a stack that do not run or are not healthy: Terraform says only that they are not.
 * @param {string} stack
 * @returns {Promise<{ name: string, status: string, lastWords: string[] }[]>}
 */
export const ailing = async (stack) => {
  const format = '{{.Names}}\t{{.Status}}';
  const { stdout } = await runOrThrow('docker', ['ps', '--all', '--filter', `name=^${stack}-`, '--format', format]);
  const containers = stdout.trim().split('\n').filter(Boolean);
  // A container that has brought maps where they are read has ended, and well.
  const sick = containers
    .map((line) => line.split('\t'))
    .filter(
      ([name, status]) => !status.includes('(healthy)') && !(name.endsWith('-maps') && /^Exited \(0\)/.test(status)),
    );
  return Promise.all(
    sick.map(async ([name, status]) => {
      const { stdout: out, stderr } = await run('docker', ['logs', '--tail', '5', name]);
      return { name, status, lastWords: `${out}${stderr}`.trim().split('\n') };
    }),
  );
};
