// @ts-check
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { paint, say } from './progress.mjs';
import { SetupError } from './setup-error.mjs';

/** Status 0: done. 1: the command found something wrong. 2: the machine lacks something that could not be set up. */
export const EXIT = { failed: 1, notSetUp: 2 };

/** An end that needs no stack trace: the command did its work and found something wrong. */
export class CommandFailed extends Error {
  /** @param {string} message @param {string} [remedy] */
  constructor(message, remedy) {
    super(message);
    this.name = 'CommandFailed';
    this.remedy = remedy;
  }
}

/** @param {string} url the module's own @returns {boolean} whether the module was started as a program */
export const isMain = (url) => process.argv[1] !== undefined && fs.realpathSync(process.argv[1]) === fileURLToPath(url);

/**
 * Runs a command and turns its errors into a message and an exit status.
 * @param {() => Promise<void>} command
 */
export const main = async (command) => {
  try {
    await command();
  } catch (error) {
    const known = error instanceof SetupError || error instanceof CommandFailed;
    say(`${paint('✗', 'red')} ${known ? error.message : error instanceof Error ? error.stack : String(error)}`);
    if (known && error.remedy) say(`  What to do: ${paint(error.remedy, 'bold')}`);
    process.exitCode = error instanceof SetupError ? EXIT.notSetUp : EXIT.failed;
  }
};
