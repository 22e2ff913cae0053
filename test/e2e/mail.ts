import { randomUUID } from 'crypto';
import { docker } from '../tooling/engine';
import { eventually } from '../tooling/eventually';
import { Deployment } from './deployment';
import { exec, SINK } from './engine';
import { tools } from './tools';

/** Where the stack publishes MTA-RX. */
export const SMTP = { host: '127.0.0.1', port: 3525 };
/** An address of the local domain, and one of the domain that has a server of its own. */
export const ALICE = 'alice@example.com';
export const REMOTE = 'user@example.org';
export const SENDER = 'someone@sender.example';

/** A message on its way. */
export interface Letter {
  readonly id: string;
  readonly to: string;
  readonly message: string;
}

export const letterTo = (to: string, body = 'Hello.'): Letter => {
  const id = `<${randomUUID()}@sender.example>`;
  const date = new Date().toUTCString().replace('GMT', '+0000');
  const header = [`From: ${SENDER}`, `To: ${to}`, 'Subject: hello', `Date: ${date}`, `Message-Id: ${id}`];
  return { id, to, message: [...header, '', body].join('\n') };
};

/** Hands a message to MTA-RX as any client would; it is accepted or this throws. */
export const send = async (letter: Letter, from = SENDER): Promise<void> => {
  const client = await tools.SmtpClient.open(SMTP.host, SMTP.port, { timeoutMs: 60_000 });
  await client.send({ from, to: letter.to, message: letter.message }).finally(() => client.quit());
};

/** Every copy of a message that the server of example.org has received. */
export const copiesAtSink = (letter: Letter): string[] =>
  exec(SINK, ['grep', '-lrF', letter.id, '/mail/new'])
    .stdout.split('\n')
    .filter((file) => file !== '')
    .map((file) => docker('exec', SINK, 'cat', file));

/** The header of a message that has reached the server of example.org, folded lines joined. */
export const headerAtSink = (letter: Letter): Promise<string[]> =>
  eventually(`message ${letter.id} at the server of example.org`, () => {
    const [copy] = copiesAtSink(letter);
    return copy === undefined ? undefined : tools.headerOf(copy, letter.id);
  });

/** How many messages lie in the queues of MTA-RX and MTA-TX. */
export const queued = (gateway: Deployment): number[] => {
  const { mailq_rx: rx, mailq_tx: tx } = gateway.outputs;
  return [rx, tx].map((command) => tools.queuedMessages(gateway.paste(command)) ?? NaN);
};

/** Waits until nothing is on its way any more: what was delivered by then was delivered for good. */
export const untilQueuesAreEmpty = (gateway: Deployment): Promise<boolean> =>
  eventually('empty queues', () => (queued(gateway).every((count) => count === 0) ? true : undefined));
