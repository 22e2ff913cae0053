import { spawn } from 'child_process';
import * as path from 'path';
import { Job, Sent } from './sent';

/** Hands messages over in a process of its own, so that nothing that is measured meanwhile holds them up. */
export const handOver = (job: Job): Promise<Sent[]> =>
  new Promise((resolve, reject) => {
    const program = ['--import', 'tsx', path.join(__dirname, 'generator.ts')];
    const child = spawn(process.execPath, program, { stdio: ['pipe', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(JSON.parse(said) as Sent[]) : reject(new Error(`the load ended with status ${code}`)),
    );
    child.stdin.end(JSON.stringify(job));
  });
