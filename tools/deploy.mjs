// @ts-check
// Deploys the example, sends one message through it, and proves that it relays nothing.
import { acceptsOwnMail, probeRelay } from './relay-probe.mjs';
import { eventsAndErrors } from './cdktf-progress.mjs';
import { ailing } from './docker.mjs';
import { FILTER_HEADER, sendFirstMessage, waitForMessage } from './first-message.mjs';
import { DOMAIN, STACK, buildFailures, cdktf, doors, firstPlace, outputsOrThrow } from './gateway.mjs';
import { setUp } from './setup.mjs';
import { CommandFailed, isMain, main } from './setup/main.mjs';
import { during, paint, say, seconds } from './setup/progress.mjs';

/** @param {string} said what cdktf printed */
export const whatChanged = (said) => {
  const [, added, changed, destroyed] = /(\d+) added, (\d+) changed, (\d+) destroyed/.exec(said) ?? [];
  if (added === undefined) return /No changes\./.test(said) ? 'nothing, it was as configured already' : 'unknown';
  if ([added, changed, destroyed].every((count) => count === '0')) return 'nothing, it was as configured already';
  return `${added} added, ${changed} changed, ${destroyed} destroyed`;
};

/** @param {NodeJS.ProcessEnv} env */
const apply = async (env) => {
  const start = Date.now();
  const { code, said } = await cdktf(['deploy', STACK, '--auto-approve'], env, eventsAndErrors(say));
  if (code !== 0) {
    for (const line of buildFailures(start)) say(`  ${line}`);
    for (const { name, status, lastWords } of await ailing(STACK))
      say([`  ${name}: ${status}. Its last words:`, ...lastWords].join('\n    '));
    throw new CommandFailed(
      `cdktf deploy ended with status ${code}; the reason stands above`,
      'npm run deploy   (again, after mending it; what is deployed stays)',
    );
  }
  return whatChanged(said);
};

/** @param {readonly string[]} header */
const showHeader = (header) => {
  for (const line of header) {
    const isFilters = /^X-(Virus|Spam|Amavis)/i.test(line);
    say(`  ${isFilters ? paint(line, 'green') : paint(line, 'dim')}${isFilters ? '   <- written by the filter' : ''}`);
  }
};

/** @param {{ host: string, port: number, isSmtps: boolean }} door */
const refuseToRelay = async ({ host, port, isSmtps }) => {
  const { open, attempts } = await probeRelay(host, port, { domain: DOMAIN, isSmtps });
  const relayed = attempts.filter(({ refused }) => !refused);
  if (relayed.length > 0)
    throw new CommandFailed(
      `OPEN RELAY: ${host} port ${port} takes mail for strangers: ${relayed.map(({ form, recipient, answer }) => `${form} (RCPT TO:<${recipient}>): ${answer}`).join('; ')}`,
      "npm run destroy   (then mend the configuration: no network may be trusted that holds an address of the engine's bridge)",
    );
  return open ? `${attempts.length} forms refused` : 'nothing listens there';
};

const deploy = async () => {
  const start = Date.now();
  const env = await setUp();
  const changed = await during('deploying with cdktf', () => apply(env));
  const found = await outputsOrThrow(env, ['smtp', 'mailbox', 'checks']);
  const smtp = firstPlace(found.smtp);

  const id = await during(`sending a message to postmaster@${DOMAIN} through ${smtp.host}:${smtp.port}`, () =>
    sendFirstMessage(smtp),
  );
  const header = await during('waiting for it in the mailbox', () => waitForMessage(found.mailbox, id, env));
  showHeader(header);
  if (!header.some((line) => line.toLowerCase().startsWith(`${FILTER_HEADER.toLowerCase()}:`)))
    throw new CommandFailed(
      `the message arrived without ${FILTER_HEADER}: it went past the filter`,
      'docker logs gateway-filter',
    );

  const control = await acceptsOwnMail(smtp.host, smtp.port, DOMAIN);
  if (!control.accepted)
    throw new CommandFailed(`mail for ${DOMAIN} is refused: ${control.answer}`, 'docker logs gateway-mta-rx');
  const answers = await during('trying to relay through it', async () => {
    const results = [];
    for (const door of doors(JSON.parse(found.checks)))
      results.push(`${door.host} port ${door.port}: ${await refuseToRelay(door)}`);
    return results;
  });
  for (const answer of answers) say(`  ${answer}`);

  say(`\n${paint('The gateway runs', 'bold')} (${seconds(start)}). Terraform changed: ${changed}.\n`);
  const shown = Object.entries(found).filter(([name]) => name !== 'checks');
  const width = Math.max(...shown.map(([name]) => name.length));
  for (const [name, value] of shown)
    console.log(`${name.padEnd(width)}  ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  say('\nnpm run verify looks at every port from every side; npm run destroy takes it all away.');
};

if (isMain(import.meta.url)) await main(deploy);
