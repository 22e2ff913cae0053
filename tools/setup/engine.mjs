// @ts-check
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { aptInstall } from './apt.mjs';
import { CACHE } from './place.mjs';
import { during, say } from './progress.mjs';
import { asRoot, isRoot, onPath, run, runOrThrow, tail } from './program.mjs';
import { SetupError } from './setup-error.mjs';

const WHAT = 'Docker engine';
const SOCKET = '/var/run/docker.sock';
const START_MS = 60_000;

/**
 * Asks an engine for its version by HTTP, which needs no client program.
 * @param {string} socket
 * @returns {Promise<"answers" | "forbidden" | "silent">}
 */
export const engineState = (socket = SOCKET) =>
  new Promise((resolve) => {
    const request = http.get({ socketPath: socket, path: '/_ping', timeout: 3_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200 ? 'answers' : 'silent');
    });
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', (error) =>
      resolve(/** @type {NodeJS.ErrnoException} */ (error).code === 'EACCES' ? 'forbidden' : 'silent'),
    );
  });

/**
 * Starts the daemon in a session of its own, so that neither the end of npm nor an interrupt key ends the engine and every container with it.
 * @param {string} dockerd
 * @param {string} log
 * @param {readonly string[]} [args]
 */
export const startDetached = (dockerd, log, args = []) =>
  new Promise((resolve, reject) => {
    fs.mkdirSync(path.dirname(log), { recursive: true });
    const out = fs.openSync(log, 'a');
    // setsid forks by itself: sudo has to stay on this terminal to ask for a password.
    const child = spawn(...asRoot(WHAT, ['setsid', '--fork', dockerd, ...args]), { stdio: ['ignore', out, out] });
    fs.closeSync(out);
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve(undefined) : reject(new Error(`setsid ended with status ${code}`)),
    );
  });

/**
 * Waits by condition for an engine that was just started, and stops waiting when it gave up.
 * @param {string} socket
 * @param {() => boolean} gaveUp
 */
export const engineComesUp = async (socket, gaveUp, withinMs = START_MS) => {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    if ((await engineState(socket)) !== 'silent') return true;
    if (gaveUp()) return false;
    await delay(200);
  }
  return false;
};

const startWithSystemd = async () => {
  await runOrThrow(...asRoot(WHAT, ['systemctl', 'start', 'docker']));
  if (!(await engineComesUp(SOCKET, () => false)))
    throw new SetupError(
      WHAT,
      'systemd started it, but it does not answer',
      'journalctl -u docker --no-pager | tail -50',
    );
};

const startWithoutSystemd = async () => {
  const log = path.join(CACHE, 'dockerd.log');
  const dockerd = onPath('dockerd');
  if (!dockerd) throw new SetupError(WHAT, 'dockerd is not there after its installation', 'apt-get install docker.io');
  const before = fs.existsSync(log) ? fs.statSync(log).size : 0;
  await startDetached(dockerd, log);
  const said = () => fs.readFileSync(log).subarray(before).toString('utf8');
  if (!(await engineComesUp(SOCKET, () => said().includes('failed to start daemon'))))
    throw new SetupError(WHAT, `it does not start; the end of ${log}:\n${tail(said())}`, `as root: ${dockerd}`);
};

/** For a user with sudo: narrower than the group "docker", without logging in again, gone when the engine restarts. */
const allowThisUser = async () => {
  const user = os.userInfo().username;
  const remedy = `sudo usermod -aG docker ${user}   (then log in again; members of that group are as good as root)`;
  const why = `${SOCKET} may not be used by ${user}`;
  if (isRoot() || !onPath('sudo')) throw new SetupError(WHAT, why, remedy);
  if (!onPath('setfacl')) await aptInstall(WHAT, ['acl']);
  const given = await run(...asRoot(WHAT, ['setfacl', '-m', `u:${user}:rw`, SOCKET]));
  if (given.code !== 0 || (await engineState()) !== 'answers') throw new SetupError(WHAT, why, remedy);
  say(`  ${WHAT}: ${user} may use ${SOCKET} until the engine restarts (setfacl)`);
};

/** @param {string} address what DOCKER_HOST says */
const checkNamedEngine = async (address) => {
  const docker = onPath('docker');
  const unix = /^unix:\/\/(.+)$/.exec(address)?.[1];
  if (
    unix !== undefined
      ? (await engineState(unix)) === 'answers'
      : docker && (await run(docker, ['version'], { timeoutMs: 10_000 })).code === 0
  )
    return;
  throw new SetupError(
    WHAT,
    `DOCKER_HOST is ${address}, and no engine answers there`,
    'unset DOCKER_HOST   (then the engine of this machine is used)',
  );
};

export const setUpEngine = async () => {
  if (process.env.DOCKER_HOST) return checkNamedEngine(process.env.DOCKER_HOST);
  if ((await engineState()) === 'silent') {
    // The client too: health checks, mailboxes and queues are looked at with `docker exec`.
    if (!onPath('dockerd') || !onPath('iptables')) await aptInstall(WHAT, ['docker.io', 'iptables']);
    // Debian's package starts the engine where systemd runs.
    await during('starting the Docker engine', async () => {
      if (fs.existsSync('/run/systemd/system')) await startWithSystemd();
      else await startWithoutSystemd();
    });
  }
  if ((await engineState()) === 'forbidden') await allowThisUser();
  if (!onPath('docker')) await aptInstall("Docker's client", ['docker.io']);
};
