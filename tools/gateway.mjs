// @ts-check
// The example's stack, as the commands see it: how cdktf is started for it and what it put out.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { CommandFailed } from './setup/main.mjs';
import { PROJECT } from './setup/place.mjs';
import { run, runOrThrow } from './setup/program.mjs';

export const STACK = 'gateway';
export const DOMAIN = 'example.com';

const CDKTF = path.join(PROJECT, 'node_modules/cdktf-cli/bundle/bin/cdktf');
/** Where cdktf's local backend keeps the state. */
const STATE = path.join(PROJECT, `terraform.${STACK}.tfstate`);

/**
 * Starts cdktf and hands on every line while it is printed.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {(line: string) => void} show
 * @returns {Promise<{ code: number, said: string }>}
 */
export const cdktf = (args, env, show) =>
  new Promise((resolve, reject) => {
    // Without CI cdktf draws a spinner with cursor movements, on a terminal or not. Without --skip-provider-lock it asks the registry, reachable or not,
    // for hashes that only a remote run on another platform would need.
    const [subcommand, ...rest] = args;
    const options = subcommand === 'synth' ? [] : ['--no-color', '--skip-provider-lock'];
    const child = spawn(process.execPath, [CDKTF, subcommand, ...rest, ...options], {
      cwd: PROJECT,
      env: { ...env, CI: 'true', FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const closed = [child.stdout, child.stderr].map(async (stream) => {
      for await (const line of readline.createInterface({ input: stream })) {
        said += `${line}\n`;
        show(line);
      }
    });
    child.on('error', reject);
    child.on('close', (code) => void Promise.all(closed).then(() => resolve({ code: code ?? 1, said }), reject));
  });

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Record<string, any>>} empty where nothing is deployed
 */
export const outputs = async (env) => {
  if (!fs.existsSync(STATE)) return {};
  const { stdout } = await runOrThrow('terraform', ['output', '-json', `-state=${STATE}`], { cwd: PROJECT, env });
  const found = /** @type {Record<string, { value: unknown }>} */ (JSON.parse(stdout));
  return Object.fromEntries(Object.entries(found).map(([name, { value }]) => [name, value]));
};

/** @param {NodeJS.ProcessEnv} env */
export const isDeployed = async (env) =>
  fs.existsSync(STATE) &&
  (await runOrThrow('terraform', ['state', 'list', `-state=${STATE}`], { cwd: PROJECT, env })).stdout.trim() !== '';

/** @returns {{ name: string, image: string }[]} the containers that are deployed, by name, and their images */
export const containers = () => {
  const { resources } = JSON.parse(fs.readFileSync(STATE, 'utf8'));
  return resources
    .filter((/** @type {{ type: string }} */ { type }) => type === 'docker_container')
    .flatMap((/** @type {{ instances: { attributes: { name: string, image: string } }[] }} */ { instances }) =>
      instances.map(({ attributes: { name, image } }) => ({ name, image })),
    )
    .sort((/** @type {{ name: string }} */ one, /** @type {{ name: string }} */ other) =>
      one.name < other.name ? -1 : 1,
    );
};

/** @param {NodeJS.ProcessEnv} env @param {readonly string[]} names those that the command cannot do without */
export const outputsOrThrow = async (env, names) => {
  const found = await outputs(env);
  const missing = names.filter((name) => found[name] === undefined);
  if (Object.keys(found).length === 0)
    throw new CommandFailed(`the stack "${STACK}" is not deployed`, 'npm run deploy');
  if (missing.length > 0)
    throw new CommandFailed(`the stack "${STACK}" has no output ${missing.join(', ')}`, 'npm run deploy');
  return found;
};

/**
 * @param {string} addresses an output such as `smtp`: `host:port, host:port`
 * @returns {{ host: string, port: number }} the first
 */
export const firstPlace = (addresses) => {
  const [, host, port] = /^\[?([^\],]+)\]?:(\d+)(?:$|, )/.exec(addresses) ?? [];
  if (host === undefined)
    throw new CommandFailed(`"${addresses}" is not host:port`, 'publish port 25: smtp: [Publish.onLoopback(2525)]');
  return { host, port: Number(port) };
};

/**
 * @typedef {object} Check as the stack's output `checks` lists them
 * @property {string} name
 * @property {string} from "host" or a container's name
 * @property {string} host
 * @property {number} port
 * @property {"smtp" | "smtps" | "lmtp" | "dns"} protocol
 * @property {"greets" | "closed"} expect
 */

/**
 * Where a stranger may come to: each published port, and the same port on IPv6, where nobody else may answer for it.
 * @param {readonly Check[]} checks
 */
export const doors = (checks) => {
  const published = checks.filter(({ from, expect }) => from === 'host' && expect === 'greets');
  const places = published.flatMap(({ host, port, protocol }) =>
    [host, '::1'].map((address) => ({ host: address, port, isSmtps: protocol === 'smtps' })),
  );
  return [...new Map(places.map((place) => [`${place.host} ${place.port}`, place])).values()];
};

/** Runs one of the stack's ready-to-paste commands. @param {string} command @param {NodeJS.ProcessEnv} env */
export const paste = (command, env) => run('sh', ['-c', command], { env, timeoutMs: 30_000 });

/**
 * Why an image could not be built: Terraform says only that it could not.
 * @param {number} since only logs written after this time (milliseconds) count
 * @returns {string[]}
 */
export const buildFailures = (since) => {
  const folder = path.join(PROJECT, 'cdktf.out/stacks', STACK);
  const files = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  const logs = files.filter((name) => /^build-.*\.log$/.test(name)).map((name) => path.join(folder, name));
  return logs
    .filter((log) => fs.statSync(log).mtimeMs >= since)
    .map((log) => fs.readFileSync(log, 'utf8').trim().split('\n').slice(-20))
    .filter((lines) => lines.some((line) => line.includes('ERROR')))
    .flat();
};
