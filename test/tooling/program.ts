import { spawnSync } from 'child_process';

export interface ProgramResult {
  readonly code: number;
  /** What it printed, both streams one after the other. */
  readonly said: string;
  readonly stdout: string;
}

export interface ProgramOptions {
  readonly input?: string | Buffer;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly encoding?: BufferEncoding;
}

/** Runs a program without a shell, to its end. */
export const runProgram = (program: string, args: readonly string[], options: ProgramOptions = {}): ProgramResult => {
  const { status, error, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    ...options,
  });
  if (error) {
    throw error;
  }
  return { code: status ?? 1, said: stdout + stderr, stdout };
};

/** As `runProgram`; a status other than 0 is an error with what the program said. */
export const runOrThrow = (program: string, args: readonly string[], options: ProgramOptions = {}): string => {
  const { code, said, stdout } = runProgram(program, args, options);
  if (code !== 0) {
    throw new Error(`"${[program, ...args].join(' ')}" ended with status ${code}:\n${said}`);
  }
  return stdout;
};
