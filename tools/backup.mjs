// @ts-check
// `npm run backup [-- FILE]`: the mail that waits in the queues, as one file. The gateway goes on working.
import fs from 'node:fs';
import path from 'node:path';
import { STACK, outputsOrThrow } from './gateway.mjs';
import { namedFile } from './named-file.mjs';
import { countsOf, finish, reopenEnd } from './queue-archive.mjs';
import { setUp } from './setup.mjs';
import { CommandFailed, isMain, main } from './setup/main.mjs';
import { run, tail } from './setup/program.mjs';
import { during, say } from './setup/progress.mjs';

const USAGE = 'npm run backup [-- FILE]';

/** @param {string} file */
const refuseToOverwrite = (file) => {
  if (fs.existsSync(file)) throw new CommandFailed(`${file} is there already`, 'another name, or remove it');
};

/**
 * Mail moves from MTA-RX to MTA-TX: in this order none slips through between the two.
 * @param {number} archive
 * @param {Record<string, string>} commands the stack's outputs
 * @param {NodeJS.ProcessEnv} env
 */
const copyQueues = async (archive, commands, env) => {
  /** @type {Record<string, number>} */
  const messages = {};
  for (const name of ['backup_rx', 'backup_tx']) {
    if (fs.fstatSync(archive).size > 0) reopenEnd(archive);
    const { code, stderr } = await run('sh', ['-c', commands[name]], { env, stdout: archive });
    if (code !== 0) throw new CommandFailed(`${name} failed: ${tail(stderr)}`, 'npm run deploy, where it is down');
    for (const line of stderr.trim().split('\n')) say(`  ${line}`);
    for (const [queue, [count]] of Object.entries(countsOf(stderr))) messages[queue] = count;
  }
  return messages;
};

/**
 * @param {string} file
 * @param {Record<string, string>} commands the stack's outputs
 * @param {NodeJS.ProcessEnv} env
 */
export const backUp = async (file, commands, env) => {
  refuseToOverwrite(file);
  const part = `${file}.part`;
  refuseToOverwrite(part);
  // It holds people's mail.
  const archive = fs.openSync(part, 'ax', 0o600);
  try {
    const time = new Date().toISOString();
    const messages = await copyQueues(archive, commands, env);
    finish(archive, { gateway: STACK, time, messages });
    refuseToOverwrite(file);
    fs.renameSync(part, file);
    return messages;
  } finally {
    fs.closeSync(archive);
    fs.rmSync(part, { force: true });
  }
};

const backup = async () => {
  const file =
    namedFile(USAGE) ?? path.resolve(`${STACK}-queues-${new Date().toISOString().replace(/[:.]/g, '-')}.tar`);
  const env = await setUp();
  const commands = await outputsOrThrow(env, ['backup_rx', 'backup_tx']);
  const messages = await during('copying the queues', () => backUp(file, commands, env));
  const counts = Object.entries(messages).map(([queue, count]) => `${queue}: ${count}`);
  console.log(`${file}: messages in ${counts.join(', ')}`);
  say(`npm run restore -- ${file}   puts back what is no longer there, what was delivered since then included.`);
};

if (isMain(import.meta.url)) await main(backup);
