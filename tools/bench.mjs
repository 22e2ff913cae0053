// @ts-check
// `npm run bench`
import { setUpAndRun } from './set-up-and-run.mjs';

await setUpAndRun('bench/main.ts');
