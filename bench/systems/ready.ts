import { SmtpClient } from '../../tools/smtp.mjs';
import { eventually } from '../../test/tooling/eventually';
import { System } from './system';

/** Waits until a system greets. */
export const untilReady = async ({ title, port }: Pick<System, 'title' | 'port'>): Promise<void> => {
  await eventually(
    `a greeting of ${title}`,
    async () => {
      const client = await SmtpClient.open('127.0.0.1', port, { timeoutMs: 5000 }).catch(() => undefined);
      await client?.quit();
      return client && true;
    },
    120,
  );
};
