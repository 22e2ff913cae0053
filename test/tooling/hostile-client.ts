import { spawn } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { RunningContainer } from './running-container';

const PROGRAM = fs.readFileSync(path.join(__dirname, 'hostile-client.pl'), 'utf8');

/** What a hostile client does next in a session (hostile-client.pl). */
export type HostileStep = string;

const hex = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('hex');

/** Sends bytes, given as latin1. */
export const say = (bytes: string): HostileStep => `say:${hex(bytes)}`;
/** Sends a line. */
export const line = (text: string): HostileStep => say(`${text}\r\n`);
/** Sends a byte a second. */
export const drip = (bytes: string): HostileStep => `drip:${hex(bytes)}`;
/** Sends the same bytes many times. */
export const flood = (times: number, bytes: string): HostileStep => `flood:${times}:${hex(bytes)}`;
/** Waits for a reply, and goes on without one after so many seconds. */
export const hear = (seconds = 60): HostileStep => `hear:${seconds}`;
/** Waits until the server ends the session. */
export const HOLD: HostileStep = 'hold';
/** Ends with a reset. */
export const CUT: HostileStep = 'cut';

/** Lines, each with its reply; the greeting first. */
export const converse = (...lines: string[]): HostileStep[] => [
  hear(),
  ...lines.flatMap((text) => [line(text), hear()]),
];

export interface HostileSession {
  readonly from: string;
  readonly port: number;
  readonly steps: readonly HostileStep[];
}

/** What became of a session. */
export interface SessionEnd {
  /** Not let in, ended by the server, ended by the client, or broken off because the time was over. */
  readonly end: 'refused' | 'ended' | 'done' | 'late';
  readonly seconds: number;
  /** Everything that the server said, as latin1. */
  readonly heard: string;
}

export interface HostileLimits {
  /** Sessions at a time. */
  readonly concurrency: number;
  /** New sessions a second; 125 where nothing is said: all of 500 in four seconds. */
  readonly rate?: number;
  /** After which everything is broken off. */
  readonly seconds: number;
}

/** Carries out sessions from inside a container, and gives the end of each, in their order. */
export const attack = (
  client: RunningContainer,
  server: string,
  sessions: readonly HostileSession[],
  { concurrency, rate = 125, seconds }: HostileLimits,
): Promise<SessionEnd[]> =>
  new Promise((resolve, reject) => {
    const command = ['perl', '-e', PROGRAM, server, ...[concurrency, rate, seconds].map(String)];
    const child = spawn('docker', ['exec', '--interactive', client.name, ...command]);
    const said: Buffer[] = [];
    const complaints: Buffer[] = [];
    child.stdout.on('data', (data: Buffer) => said.push(data));
    child.stderr.on('data', (data: Buffer) => complaints.push(data));
    child.on('close', (code) => {
      const ends = endsIn(Buffer.concat(said).toString());
      if (code === 0 && ends.length === sessions.length) {
        resolve(ends);
      } else {
        reject(new Error(`${ends.length} sessions; ${Buffer.concat(complaints).toString()}`));
      }
    });
    child.stdin.end(sessions.map(({ from, port, steps }) => `${from} ${port} ${steps.join(' ')}\n`).join(''));
  });

const endsIn = (said: string): SessionEnd[] => {
  const ends: SessionEnd[] = [];
  for (const [, number, end, seconds, heard] of said.matchAll(/^(\d+) (\w+) ([\d.]+) (\w*)$/gm)) {
    ends[Number(number)] = {
      end: end as SessionEnd['end'],
      seconds: Number(seconds),
      heard: Buffer.from(heard, 'hex').toString('latin1'),
    };
  }
  return ends;
};
