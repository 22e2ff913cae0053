// @ts-check
// Tries to have mail relayed to somebody who is none of the gateway's business. Nothing is sent: every attempt ends at RCPT.
import { SmtpClient } from './smtp.mjs';

const ELSEWHERE = 'elsewhere.example';

/** @param {string} domain the gateway's own @returns {Record<string, string>} RCPT arguments by what the form is called */
export const relayForms = (domain) => ({
  'foreign recipient': `user@${ELSEWHERE}`,
  'address literal': 'user@[192.0.2.1]',
  'percent hack': `user%${ELSEWHERE}@${domain}`,
  'percent hack without domain': `user%${ELSEWHERE}`,
  'source route': `@${domain}:user@${ELSEWHERE}`,
  'bang path': `${ELSEWHERE}!user`,
  'bang path at the own domain': `${ELSEWHERE}!user@${domain}`,
  'quoted foreign address': `"user@${ELSEWHERE}"`,
  'quoted foreign address at the own domain': `"user@${ELSEWHERE}"@${domain}`,
  'two at signs': `user@${ELSEWHERE}@${domain}`,
});

/** @param {string} domain @returns {Record<string, string>} */
const senders = (domain) => ({
  'foreign sender': `sender@${ELSEWHERE}`,
  'sender of the own domain': `newcomer@${domain}`,
  'null sender': '',
});

/**
 * @typedef {object} Attempt
 * @property {string} form
 * @property {string} recipient
 * @property {boolean} refused
 * @property {string} answer
 */

/**
 * One form, from each sender in turn. A sender that is refused at MAIL proves nothing about the recipient, so at least one must come as far as RCPT.
 * @param {() => Promise<SmtpClient>} session a session without a transaction
 * @param {string} form
 * @param {string} recipient
 * @param {string} domain
 * @returns {Promise<Attempt>}
 */
const attempt = async (session, form, recipient, domain) => {
  let answer = '';
  let refusedAtMail = '';
  for (const [who, sender] of Object.entries(senders(domain))) {
    const client = await session();
    const mail = await client.command(`MAIL FROM:<${sender}>`);
    if (mail.code >= 300) {
      refusedAtMail = mail.text;
      continue;
    }
    const { code, text } = await client.command(`RCPT TO:<${recipient}>`);
    answer = text;
    if (code < 400) return { form, recipient, refused: false, answer: `${text} (${who})` };
  }
  return { form, recipient, refused: true, answer: answer || refusedAtMail };
};

/**
 * @param {string} host
 * @param {number} port
 * @param {{ domain: string, timeoutMs?: number, isSmtps?: boolean }} options
 * @returns {Promise<{ open: boolean, attempts: Attempt[] }>} `open: false` when there is nobody to talk to, which is no relay either
 */
export const probeRelay = async (host, port, { domain, timeoutMs = 30_000, isSmtps = false }) => {
  /** @type {SmtpClient | undefined} */
  let client;
  const session = async () => {
    try {
      if (client && (await client.command('RSET')).code === 250) return client;
    } catch {
      // The server may end a session with many refusals; then the next one begins.
    }
    client?.destroy();
    client = await SmtpClient.open(host, port, { timeoutMs, isSmtps });
    return client;
  };
  try {
    await session();
  } catch (error) {
    if (isRefusal(error)) return { open: false, attempts: [] };
    throw error;
  }
  const attempts = [];
  for (const [form, recipient] of Object.entries(relayForms(domain)))
    attempts.push(await attempt(session, form, recipient, domain));
  await client?.quit();
  return { open: true, attempts };
};

/** @param {unknown} error @returns {boolean} whether nothing listens there (or this machine has no such address family) */
export const isRefusal = (error) =>
  ['ECONNREFUSED', 'EADDRNOTAVAIL', 'EAFNOSUPPORT', 'ENETUNREACH', 'EHOSTUNREACH'].includes(
    String(/** @type {NodeJS.ErrnoException} */ (error).code),
  );

/**
 * The control: a server that refuses everything would pass for one that relays nothing.
 * @param {string} host
 * @param {number} port
 * @param {string} domain
 */
export const acceptsOwnMail = async (host, port, domain) => {
  const client = await SmtpClient.open(host, port, { timeoutMs: 30_000 });
  await client.command(`MAIL FROM:<newcomer@${domain}>`, 2);
  const { code, text } = await client.command(`RCPT TO:<postmaster@${domain}>`);
  await client.quit();
  return { accepted: code < 300, answer: text };
};
