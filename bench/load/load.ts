import { spawn } from 'child_process';
import * as path from 'path';
import * as readline from 'readline';
import { Job, Sent } from './sent';

/**
 * Hands messages over in a process of its own, so that nothing that is measured meanwhile holds them up.
 *
 * @param atTheBeginning what is done when the messages are there, and none is handed over yet
 */
export const handOver = async (job: Job, atTheBeginning: () => void = () => undefined): Promise<Sent[]> => {
  const program = ['--import', 'tsx', path.join(__dirname, 'generator.ts')];
  const child = spawn(process.execPath, program, { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.write(`${JSON.stringify(job)}\n`);
  for await (const line of readline.createInterface({ input: child.stdout })) {
    if (line !== 'ready') {
      return JSON.parse(line) as Sent[];
    }
    atTheBeginning();
    child.stdin.end('go\n');
  }
  throw new Error('the load has ended before its messages');
};
