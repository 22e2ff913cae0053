// @ts-check
// `npm run restore -- FILE`: puts the messages of a backup back into the queues, but for those that are there.
import fs from 'node:fs';
import { outputsOrThrow } from './gateway.mjs';
import { namedFile } from './named-file.mjs';
import { countsOf, readManifest } from './queue-archive.mjs';
import { setUp } from './setup.mjs';
import { CommandFailed, isMain, main } from './setup/main.mjs';
import { run, tail } from './setup/program.mjs';
import { during, say } from './setup/progress.mjs';

const USAGE = 'npm run restore -- FILE';

/**
 * @typedef {{ restored: number, already: number }} Restored
 *
 * @param {string} file
 * @param {Record<string, string>} commands the stack's outputs
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Record<string, Restored>>} by queue
 */
export const restoreQueues = async (file, commands, env) => {
  const { messages } = readManifest(file);
  /** @type {Record<string, Restored>} */
  const results = {};
  for (const name of ['restore_rx', 'restore_tx']) {
    const archive = fs.openSync(file, 'r');
    try {
      const { code, stdout, stderr } = await run('sh', ['-c', commands[name]], { env, stdin: archive });
      if (code !== 0) throw new CommandFailed(`${name} failed: ${tail(stderr)}`, `mend it; then again: ${USAGE}`);
      for (const [queue, [restored, already]] of Object.entries(countsOf(stdout)))
        results[queue] = { restored, already };
    } finally {
      fs.closeSync(archive);
    }
  }
  for (const [queue, count] of Object.entries(messages)) {
    const { restored, already } = results[queue] ?? { restored: 0, already: 0 };
    if (restored + already !== count)
      throw new CommandFailed(
        `the backup has ${count} messages of ${queue}, and ${restored + already} were found in it`,
      );
  }
  return results;
};

const restore = async () => {
  const file = namedFile(USAGE);
  if (file === undefined) throw new CommandFailed('which backup?', USAGE);
  if (!fs.existsSync(file)) throw new CommandFailed(`${file}: is not there`, USAGE);
  const { gateway, time } = readManifest(file);
  say(`  a backup of "${gateway}", begun at ${time}`);
  const env = await setUp();
  const commands = await outputsOrThrow(env, ['restore_rx', 'restore_tx']);
  const results = await during('putting messages back', () => restoreQueues(file, commands, env));
  for (const [queue, { restored, already }] of Object.entries(results))
    console.log(`${queue}: ${restored} restored, ${already} already there`);
  if (Object.values(results).some(({ restored }) => restored > 0))
    say(`Those of them that were delivered after ${time} are delivered again.`);
};

if (isMain(import.meta.url)) await main(restore);
