// @ts-check
// Takes the example away, but not while one of its queues holds mail that was accepted from somebody.
import { eventsAndErrors } from './cdktf-progress.mjs';
import { STACK, cdktf, isDeployed, outputs, paste } from './gateway.mjs';
import { setUp } from './setup.mjs';
import { CommandFailed, isMain, main } from './setup/main.mjs';
import { during, say } from './setup/progress.mjs';

const OVERRIDE = '--discard-queued-mail';
const OVERRIDE_COMMAND = `npm run destroy -- ${OVERRIDE}`;
/** The queue's volumes are protected from destruction; this key of cdktf's context lifts that. */
const RELEASE = { 'cdktf-dual-mta:releaseVolumes': true };

/** @param {string} text what mailq prints @returns {number | undefined} */
export const queuedMessages = (text) => {
  const totals = [...text.matchAll(/Total requests: (\d+)/g)];
  if (totals.length > 0) return totals.reduce((sum, [, count]) => sum + Number(count), 0);
  return /is empty/.test(text) ? 0 : undefined;
};

/** @param {NodeJS.ProcessEnv} env */
const refuseWhileMailIsQueued = async (env) => {
  const found = await outputs(env);
  for (const name of ['mailq_rx', 'mailq_tx']) {
    const command = found[name];
    if (typeof command !== 'string')
      throw new CommandFailed(
        `there is no output ${name}, so the queue cannot be counted`,
        `npm run deploy, or: ${OVERRIDE_COMMAND}`,
      );
    const { code, stdout, stderr } = await paste(command, env);
    const count = code === 0 ? queuedMessages(stdout) : undefined;
    if (count === undefined)
      throw new CommandFailed(
        `the queue cannot be counted: "${command}" says: ${(stderr || stdout).trim()}`,
        `npm run deploy (starts it again), or: ${OVERRIDE_COMMAND}`,
      );
    if (count > 0)
      throw new CommandFailed(
        `the queue behind ${name} holds ${count} message${count === 1 ? '' : 's'}, which would be lost; look at it with: ${command}`,
        `wait until it is empty, or: ${OVERRIDE_COMMAND}`,
      );
    say(`  ${name}: the queue is empty`);
  }
};

const destroy = async () => {
  const unknown = process.argv.slice(2).filter((argument) => argument !== OVERRIDE);
  if (unknown.length > 0)
    throw new CommandFailed(`unknown argument ${unknown.join(' ')}`, `npm run destroy, or: ${OVERRIDE_COMMAND}`);
  const env = await setUp();
  if (!(await isDeployed(env))) return say(`The stack "${STACK}" is not deployed: there is nothing to destroy.`);
  if (process.argv.includes(OVERRIDE)) say('  queued mail is thrown away, as asked');
  else await refuseWhileMailIsQueued(env);
  const context = { ...JSON.parse(env.CDKTF_CONTEXT_JSON || '{}'), ...RELEASE };
  await during('destroying with cdktf', async () => {
    const { code } = await cdktf(
      ['destroy', STACK, '--auto-approve'],
      { ...env, CDKTF_CONTEXT_JSON: JSON.stringify(context) },
      eventsAndErrors(say),
    );
    if (code !== 0)
      throw new CommandFailed(
        `cdktf destroy ended with status ${code}; the reason stands above`,
        'npm run destroy   (again, after mending it)',
      );
  });
};

if (isMain(import.meta.url)) await main(destroy);
