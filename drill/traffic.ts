/**
 * Sends numbered messages all the time, and writes a line of JSON for each: `tsx drill/traffic.ts PORT RATE FIRST FILE`. A
 * program of its own, so that nothing that the drill waits for holds up the mail. It ends when its standard input does.
 */
import * as fs from 'fs';
import { EICAR } from '../test/tooling/eicar';
import { SmtpClient } from '../tools/smtp.mjs';
import { isVirus, Sent } from './ledger';

const [port, rate, first] = process.argv.slice(2, 5).map(Number);
const file = process.argv[5];
/** Sessions at once; a gateway that does not answer must not be flooded when it does again. */
const SESSIONS = 20;
const PATIENCE_MS = 60_000;
const LARGE_EVERY = 25;
const LARGE_LINES = 500;

const message = (number: number): string =>
  [
    ...['From: someone@sender.example', 'To: user@example.com', `Subject: number ${number}`],
    ...[`Date: ${new Date().toUTCString().replace('GMT', '+0000')}`, `Message-Id: <drill.${number}@sender.example>`],
    ...[`X-Drill-Number: ${number}`, ''],
    ...(isVirus(number) ? [EICAR] : []),
    ...(number % LARGE_EVERY === 3
      ? Array.from({ length: LARGE_LINES }, (_, line) => `${line} `.repeat(10))
      : ['Hello.']),
  ].join('\n');

const handOver = async (number: number): Promise<Pick<Sent, 'outcome' | 'answer'>> => {
  let isComplete = false;
  let client: SmtpClient | undefined;
  try {
    client = await SmtpClient.open('127.0.0.1', port, { timeoutMs: PATIENCE_MS });
    for (const line of ['MAIL FROM:<bounces@sender.example>', 'RCPT TO:<user@example.com>']) {
      const { code, text } = await client.command(line);
      if (code >= 300) {
        return { outcome: 'refused', answer: text };
      }
    }
    isComplete = true;
    const { code, text } = await client.data(message(number));
    return { outcome: code < 300 ? 'accepted' : 'refused', answer: text };
  } catch (error) {
    const answer = error instanceof Error ? error.message : String(error);
    return { outcome: /: [45]\d\d[ -]/.test(answer) ? 'refused' : isComplete ? 'unanswered' : 'unreached', answer };
  } finally {
    void client?.quit();
  }
};

let number = first - 1;
let open = 0;
const out = fs.openSync(file, 'a');
const next = async (): Promise<void> => {
  if (open >= SESSIONS) {
    return;
  }
  open += 1;
  number += 1;
  const [mine, begun] = [number, Date.now()];
  const result = await handOver(mine);
  const sent: Sent = { number: mine, begun, ended: Date.now(), ...result };
  fs.writeSync(out, `${JSON.stringify(sent)}\n`);
  open -= 1;
};

const timer = setInterval(() => void next(), 1000 / rate);
process.stdin.on('end', () => clearInterval(timer)).resume();
