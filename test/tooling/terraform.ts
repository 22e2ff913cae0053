import { execFile } from 'child_process';
import { promisify } from 'util';
import { runProgram, runOrThrow, ProgramResult } from './program';

/** `tools/test.mjs` sets up Terraform and its providers and says in the environment where they are. */
const ENVIRONMENT: NodeJS.ProcessEnv = { ...process.env, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };

const plain = ([command, ...options]: readonly string[]): string[] => [command, '-no-color', ...options];

/** Runs `terraform` in a folder. */
export const terraform = (folder: string, ...args: string[]): ProgramResult =>
  runProgram('terraform', plain(args), { cwd: folder, env: ENVIRONMENT });

/** As `terraform`; a status other than 0 is an error with what Terraform said. */
export const terraformOrThrow = (folder: string, ...args: string[]): string =>
  runOrThrow('terraform', plain(args), { cwd: folder, env: ENVIRONMENT });

/** As `terraformOrThrow`, while the caller goes on with other things. */
export const terraformMeanwhile = async (folder: string, ...args: string[]): Promise<void> => {
  await promisify(execFile)('terraform', plain(args), { cwd: folder, env: ENVIRONMENT });
};
