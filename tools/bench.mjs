// @ts-check
// `npm run bench`: sets up, and hands on to the benchmark itself, which needs the npm packages.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { setUp } from './setup.mjs';
import { main } from './setup/main.mjs';
import { PROJECT } from './setup/place.mjs';

await main(async () => {
  const program = path.join(PROJECT, 'bench/main.ts');
  const env = await setUp();
  process.exitCode = await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', program, ...process.argv.slice(2)], {
      cwd: PROJECT,
      env,
      stdio: 'inherit',
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
});
