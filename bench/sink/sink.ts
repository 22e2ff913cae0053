import * as fs from 'fs';
import * as path from 'path';
import { eventually } from '../../test/tooling/eventually';
import { SmtpClient } from '../../tools/smtp.mjs';
import { start } from '../engine';
import { SINK, SINK_PORT } from '../names';
import { Arrivals } from './arrivals';

/**
 * Starts the mail server behind every system.
 *
 * @param folder where it writes; this machine's engine mounts it
 */
export const startSink = async (folder: string): Promise<Arrivals> => {
  fs.mkdirSync(folder, { recursive: true });
  fs.copyFileSync(path.join(__dirname, 'sink.pl'), path.join(folder, 'sink.pl'));
  const file = path.join(folder, 'arrivals');
  fs.writeFileSync(file, '');
  const options = ['--volume', `${folder}:/sink`, '--publish', `127.0.0.1:${SINK_PORT}:25`, '--init'];
  start(SINK, 'debian:bookworm-slim', options, ['perl', '/sink/sink.pl', '25', '/sink/arrivals']);
  await eventually('a sink', async () => {
    const client = await SmtpClient.open('127.0.0.1', SINK_PORT, { timeoutMs: 1000 }).catch(() => undefined);
    await client?.quit();
    return client && true;
  });
  return new Arrivals(file);
};
