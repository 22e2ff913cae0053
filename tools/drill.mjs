// @ts-check
// `npm run drill`
import { setUpAndRun } from './set-up-and-run.mjs';

await setUpAndRun('drill/main.ts');
