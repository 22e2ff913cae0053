/**
 * Hands messages over, as many at a time as it is told: a program of its own. It reads a Job, a line of JSON, says that it is
 * ready, begins at the next line, and writes what became of the messages, a line of JSON again; and so on.
 */
import * as net from 'net';
import * as readline from 'readline';
import { Corpus, Letter } from '../corpus';
import { SENDER_DOMAIN } from '../names';
import { Job, Sent } from './sent';

const PATIENCE_MS = 120_000;
const END = Buffer.from('.\r\n');

const now = (): number => performance.timeOrigin + performance.now();

/** One session with one message; gives the answer where it was not taken. */
const handOver = (port: number, { recipients, content }: Letter): Promise<string | undefined> =>
  new Promise((resolve) => {
    const lines = [
      `EHLO client.${SENDER_DOMAIN}`,
      `MAIL FROM:<bounces@${SENDER_DOMAIN}>`,
      ...recipients.map((recipient) => `RCPT TO:<${recipient}>`),
      'DATA',
    ];
    const socket = net.connect({ host: '127.0.0.1', port, noDelay: true });
    let [read, next] = ['', 0];
    const finish = (refused?: string): void => {
      socket.end('QUIT\r\n');
      resolve(refused);
    };
    const goOn = (reply: string): void => {
      if (!/^[23]/.test(reply)) {
        finish(reply);
      } else if (next < lines.length) {
        socket.write(`${lines[next++]}\r\n`);
      } else if (next === lines.length) {
        next += 1;
        socket.write(content);
        socket.write(END);
      } else if (next === lines.length + 1) {
        next += 1;
        finish();
      }
    };
    socket.setEncoding('latin1').setTimeout(PATIENCE_MS, () => socket.destroy(new Error('no answer')));
    socket.on('data', (chunk) => {
      read += String(chunk);
      // The last line of a reply has a blank behind its code.
      for (let found; (found = /^(?:\d{3}-.*\r\n)*(\d{3} .*)\r\n/.exec(read));) {
        read = read.slice(found[0].length);
        goOn(found[1]);
      }
    });
    socket.on('error', (error) => resolve(error.message));
    socket.on('close', () => resolve('the connection was closed'));
  });

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const handAllOver = async ({ port, sessions, orders }: Job, letters: readonly Letter[]): Promise<Sent[]> => {
  const left = orders.map((order, index) => ({ ...order, letter: letters[index] })).reverse();
  const sent: Sent[] = [];
  const start = now();
  const session = async (): Promise<void> => {
    for (let order; (order = left.pop());) {
      if (start + order.at > now()) {
        await pause(start + order.at - now());
      }
      const begun = now();
      const refused = await handOver(port, order.letter);
      sent.push({ number: order.number, begun, ended: now(), refused });
    }
  };
  await Promise.all(Array.from({ length: Math.min(sessions, orders.length) }, session));
  return sent;
};

const main = async (): Promise<void> => {
  const lines = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const corpora = new Map<number, Corpus>();
  for (let line; !(line = await lines.next()).done;) {
    const job = JSON.parse(line.value) as Job;
    const corpus = corpora.get(job.seed) ?? new Corpus(job.seed);
    corpora.set(job.seed, corpus);
    const date = new Date();
    // Making them is no part of handing them over.
    const letters = job.orders.map(({ kind, number }) => corpus.letter(kind, number, date));
    process.stdout.write('ready\n');
    await lines.next();
    process.stdout.write(`${JSON.stringify(await handAllOver(job, letters))}\n`);
  }
};

void main();
