// @ts-check
// `node tools/test.mjs [--unit] [jest's arguments]`: sets up, runs jest, and counts.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { optionsReport } from './options-report.mjs';
import { setUp } from './setup.mjs';
import { CommandFailed, main } from './setup/main.mjs';
import { PROJECT } from './setup/place.mjs';

const JEST = path.join(PROJECT, 'node_modules/jest/bin/jest.js');
/** The tests that need nothing but npm packages. */
const UNIT = ['test/unit', 'test/snapshot'];

/** @param {string[]} args @param {NodeJS.ProcessEnv} env @returns {Promise<number>} */
const jest = (args, env) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [JEST, ...args], {
      cwd: PROJECT,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });

/** @param {string} file what jest wrote; nothing when it did not come as far as that */
const count = (file) => {
  if (!fs.existsSync(file)) return { passed: 0, failed: 0, skipped: 0 };
  const result = JSON.parse(fs.readFileSync(file, 'utf8'));
  return {
    passed: result.numPassedTests,
    // A file that does not even load has no tests in it that could fail.
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    skipped: result.numPendingTests + result.numTodoTests,
  };
};

const test = async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdktf-dual-mta-test-'));
  const report = path.join(folder, 'jest.json');
  let counted = { passed: 0, failed: 0, skipped: 0 };
  try {
    const given = process.argv.slice(2);
    const unit = given.includes('--unit');
    const own = given.filter((argument) => argument !== '--unit');
    const env = await setUp(unit ? 'packages' : 'everything');
    const code = await jest(['--json', `--outputFile=${report}`, ...own, ...(unit ? UNIT : [])], env);
    counted = count(report);
    if (!unit && own.length === 0 && fs.existsSync(report))
      console.log(optionsReport(JSON.parse(fs.readFileSync(report, 'utf8'))).join('\n'));
    if (code !== 0 || counted.failed > 0) throw new CommandFailed(`jest ended with status ${code}`);
    if (process.env.CI === 'true' && !unit && own.length === 0 && counted.skipped > 0)
      throw new CommandFailed(`${counted.skipped} tests were skipped, and where CI=true none may be`);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
    process.on('exit', () =>
      console.log(`tests: ${counted.passed} passed, ${counted.failed} failed, ${counted.skipped} skipped`),
    );
  }
};

await main(test);
