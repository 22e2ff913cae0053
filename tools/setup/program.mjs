// @ts-check
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { SetupError } from './setup-error.mjs';

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cwd]
 * @property {string} [input] written to the program's standard input, which is closed otherwise
 * @property {number} [stdin] an open file that it reads instead
 * @property {number} [stdout] an open file that it writes to, and of which nothing is kept
 * @property {number} [timeoutMs]
 * @property {number} [firstWordMs] gives up when the program has printed nothing by then
 *
 * @typedef {object} Result
 * @property {number} code
 * @property {string} stdout
 * @property {string} stderr
 */

/**
 * Runs a program without a shell and keeps what it prints.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<Result>}
 */
export const run = (
  program,
  args,
  { env = process.env, cwd, input, stdin, stdout: file, timeoutMs, firstWordMs } = {},
) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env,
      timeout: timeoutMs,
      stdio: [stdin ?? (input === undefined ? 'ignore' : 'pipe'), file ?? 'pipe', 'pipe'],
    });
    const speechless = firstWordMs === undefined ? undefined : setTimeout(() => child.kill(), firstWordMs);
    child.stdout?.once('data', () => clearTimeout(speechless));
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk) => (stdout += chunk));
    child.stderr?.setEncoding('utf8').on('data', (chunk) => (stderr += chunk));
    child.on('error', (error) => {
      clearTimeout(speechless);
      reject(error);
    });
    child.on('close', (code, signal) => {
      clearTimeout(speechless);
      resolve({ code: code ?? 1, stdout, stderr: signal ? `${stderr}\nended by ${signal}` : stderr });
    });
    if (input !== undefined) child.stdin?.end(input);
  });

/** The last lines are where programs say what went wrong. @param {string} text */
export const tail = (text, lines = 15) => text.trim().split('\n').slice(-lines).join('\n');

/**
 * As `run`, but a status other than 0 is an error with what the program said.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export const runOrThrow = async (program, args, options) => {
  const result = await run(program, args, options);
  if (result.code !== 0) {
    const said = tail(result.stderr.trim() || result.stdout);
    throw new Error(`"${[program, ...args].join(' ')}" ended with status ${result.code}\n${said}`);
  }
  return result;
};

/** @param {string} program @param {NodeJS.ProcessEnv} [env] @returns {string | undefined} its full path */
export const onPath = (program, env = process.env) =>
  // The daemons lie in /usr/sbin, which is not on the PATH of an ordinary user.
  [...(env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/sbin']
    .filter((folder) => folder !== '')
    .map((folder) => path.join(folder, program))
    .find((file) => {
      try {
        fs.accessSync(file, fs.constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });

export const isRoot = () => process.getuid?.() === 0;

/**
 * The command as root runs it: as it is for root, with sudo for others.
 * @param {string} what for the error when neither is possible
 * @param {readonly string[]} command
 * @returns {[string, string[]]}
 */
export const asRoot = (what, command) => {
  const [program, ...args] = command;
  if (isRoot()) return [program, args];
  if (!onPath('sudo'))
    throw new SetupError(what, 'this needs root, and there is no sudo', `as root: ${command.join(' ')}`);
  // sudo asks for its password on the terminal itself; without one it must not wait for an answer.
  return ['sudo', [...(process.stdin.isTTY ? [] : ['-n']), ...command]];
};
