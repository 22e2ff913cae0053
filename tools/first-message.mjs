// @ts-check
// One message through the whole gateway, looked for where it has to arrive.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { DOMAIN, paste } from './gateway.mjs';
import { CommandFailed } from './setup/main.mjs';
import { SmtpClient } from './smtp.mjs';

const ARRIVAL_MS = 120_000;
/** The header that only the filter writes. */
export const FILTER_HEADER = 'X-Virus-Scanned';

/** @param {{ host: string, port: number }} server @returns {Promise<string>} the message's Message-Id */
export const sendFirstMessage = async ({ host, port }) => {
  const id = `<${randomUUID()}@${DOMAIN}>`;
  const message = [
    `From: Newcomer <newcomer@${DOMAIN}>`,
    `To: Postmaster <postmaster@${DOMAIN}>`,
    `Subject: first message ${id.slice(1, 9)}`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-Id: ${id}`,
    '',
    'This message went through MTA-RX, the filter and MTA-TX.',
  ].join('\n');
  try {
    const client = await SmtpClient.open(host, port, { timeoutMs: 60_000 });
    await client.send({ from: `newcomer@${DOMAIN}`, to: `postmaster@${DOMAIN}`, message }).finally(() => client.quit());
  } catch (error) {
    throw new CommandFailed(
      `the message was not accepted by ${host} port ${port}: ${/** @type {Error} */ (error).message}`,
      'docker ps -a, and docker logs gateway-mta-rx',
    );
  }
  return id;
};

/**
 * @param {string} mailbox all messages, one after the other
 * @param {string} id
 * @returns {string[] | undefined} the header of the message with this Message-Id, folded lines joined
 */
export const headerOf = (mailbox, id) => {
  const lines = mailbox.split(/\r?\n/);
  const at = lines.findIndex((line) => /^message-id:/i.test(line) && line.includes(id));
  if (at < 0) return undefined;
  let start = at;
  while (start > 0 && lines[start - 1] !== '' && !lines[start - 1].startsWith('From ')) start -= 1;
  const end = lines.indexOf('', at);
  return lines
    .slice(start, end < 0 ? undefined : end)
    .join('\n')
    .replace(/\n[ \t]+/g, ' ')
    .split('\n');
};

/**
 * @param {string} mailbox the command that prints what was delivered
 * @param {string} id
 * @param {NodeJS.ProcessEnv} env
 */
export const waitForMessage = async (mailbox, id, env) => {
  const deadline = Date.now() + ARRIVAL_MS;
  let said = '';
  while (Date.now() < deadline) {
    const { code, stdout, stderr } = await paste(mailbox, env);
    said = code === 0 ? 'the mailbox is readable and does not hold it' : stderr.trim();
    const header = headerOf(stdout, id);
    if (header) return header;
    await delay(500);
  }
  throw new CommandFailed(
    `the message ${id} was accepted but did not arrive within ${ARRIVAL_MS / 1000} s: ${said}`,
    "look at both queues with the outputs mailq_rx and mailq_tx, and at the containers' logs (docker logs NAME)",
  );
};
