// @ts-check
import path from 'node:path';
import { CommandFailed } from './setup/main.mjs';

/** The one file that was named, if any. npm starts its scripts elsewhere than where they were asked for. @param {string} usage */
export const namedFile = (usage) => {
  const [file, ...more] = process.argv.slice(2);
  const unknown = file?.startsWith('-') ? file : more[0];
  if (unknown !== undefined) throw new CommandFailed(`unknown argument ${unknown}`, usage);
  return file === undefined ? undefined : path.resolve(process.env.INIT_CWD ?? '', file);
};
