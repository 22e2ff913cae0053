import { ChildProcess, spawn } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { eventually } from '../test/tooling/eventually';
import { DrilledGateway } from './drilled-gateway';
import { Drill as FaultsView, Fault } from './faults/fault';
import { account, Account, Disturbance, Evidence, isVirus, listed, missing, Sent } from './ledger';
import { SMTP_PORT } from './names';

/** Messages a second. */
const RATE = 2;
/** Everything that was accepted has come to its end that long after the last repair. */
const DRAIN_SECONDS = 60;

/** What a fault came to. */
export interface Row {
  readonly fault: string;
  readonly what: string;
  /** Messages accepted from its beginning until everything had drained. */
  readonly accepted: number;
  /** Seconds from the repair until everything that was accepted before had come to its end. */
  readonly drained: number;
  readonly notes: readonly string[];
  readonly error?: string;
}

/** Mail that flows all the time, and faults that come while it does. */
export class Drill implements FaultsView {
  private readonly disturbances: Disturbance[] = [];
  private notes: string[] = [];
  private traffic?: ChildProcess;

  public constructor(public readonly gateway: DrilledGateway) {}

  /** Messages from now on; the first was accepted. */
  public async startTraffic(): Promise<void> {
    const program = path.join(__dirname, 'traffic.ts');
    const first = Math.max(0, ...this.sent().map(({ number }) => number)) + 1;
    const args = ['--import', 'tsx', program, ...[SMTP_PORT, RATE, first].map(String), this.gateway.sentFile];
    this.traffic = spawn(process.execPath, args, { stdio: ['pipe', 'inherit', 'inherit'] });
    await eventually('a message that is accepted', () =>
      this.sent().some(({ number, outcome }) => number >= first && outcome === 'accepted') ? true : undefined,
    );
  }

  /** No new messages; waits until the last one is answered. */
  public async stopTraffic(): Promise<void> {
    const { traffic } = this;
    this.traffic = undefined;
    if (traffic?.exitCode === null) {
      const ended = new Promise((resolve) => traffic.once('exit', resolve));
      traffic.stdin?.end();
      await ended;
    }
  }

  public readonly sent = (): readonly Sent[] => {
    const { sentFile } = this.gateway;
    return fs.existsSync(sentFile)
      ? fs
          .readFileSync(sentFile, 'utf8')
          .split('\n')
          .filter((line) => line.endsWith('}'))
          .map((line) => JSON.parse(line) as Sent)
      : [];
  };

  public readonly evidence = (): Evidence => {
    const { disturbances, gateway } = this;
    return { sent: this.sent(), arrivals: gateway.arrivals(), quarantined: [], queued: [], disturbances };
  };

  public readonly note = (text: string): void => {
    this.notes.push(text);
  };

  /** One fault, alone: breaks, looks, repairs, and waits until everything has drained. */
  public async run(fault: Fault): Promise<Row> {
    this.notes = [];
    const [from, known] = [Date.now(), this.disturbances.length];
    let error: unknown;
    let to = from;
    try {
      const repair = await fault.cause(this);
      try {
        await fault.meanwhile?.(this);
        await until(from + fault.seconds * 1000);
      } finally {
        await repair?.();
        to = Date.now();
      }
    } catch (reason) {
      error = reason;
      to = Date.now();
    }
    if (this.disturbances.length === known) {
      this.disturbances.push({ fault: fault.name, from, to });
    }
    const drained = await this.drain(to).catch((reason: unknown) => {
      error ??= reason;
      return Infinity;
    });
    const accepted = this.sent().filter(({ outcome, ended }) => outcome === 'accepted' && ended >= from).length;
    const { name, what } = fault;
    return { fault: name, what, accepted, drained, notes: this.notes, error: messageOf(error) };
  }

  public async disturb(fault: Fault, seconds: number): Promise<void> {
    const from = Date.now();
    const repair = await fault.cause(this);
    await until(Date.now() + seconds * 1000);
    await repair?.();
    this.disturbances.push({ fault: fault.name, from, to: Date.now() });
  }

  /** Moves the queues to small file systems or back, without mail: what lies in them would stay behind. */
  public async moveQueues(toSmallDisks: boolean): Promise<void> {
    await this.stopTraffic();
    await this.drain(Date.now());
    this.gateway.deployAnew(toSmallDisks);
    await this.startTraffic();
  }

  /** Waits until everything that was accepted before has come to its end; gives the seconds from then on. */
  public async drain(before: number): Promise<number> {
    await this.gateway.untilHealthy();
    let left: Sent[] = [];
    try {
      await eventually(
        'nothing on its way',
        () => {
          left = this.leftOf(before);
          return left.length === 0 ? true : undefined;
        },
        DRAIN_SECONDS - (Date.now() - before) / 1000,
      );
    } catch {
      const numbers = listed(left.map(({ number }) => number));
      throw new Error(`${left.length} messages have not come to their end within ${DRAIN_SECONDS} s: ${numbers}`);
    }
    const ends = new Map(this.gateway.arrivals().map(({ number, at }) => [number, at]));
    const last = Math.max(
      before,
      ...this.sent()
        .filter(({ ended }) => ended <= before)
        .map(({ number }) => ends.get(number) ?? 0),
    );
    return (last - before) / 1000;
  }

  /** What was accepted before and has not come to its end. */
  private leftOf(before: number): Sent[] {
    const known = this.evidence();
    const left = (): Sent[] => {
      const quarantined = this.gateway.lastQuarantined;
      return missing({ ...known, quarantined }).filter(({ ended }) => ended <= before);
    };
    // To ask the filter costs more than all else: only where nothing but viruses is left.
    if (left().every(({ number }) => isVirus(number))) {
      this.gateway.quarantined();
    }
    return left();
  }

  /** What became of every message. The traffic has ended. */
  public async account(): Promise<Account> {
    const queued = await eventually('both queues to be asked', () => this.gateway.queued());
    return account({ ...this.evidence(), quarantined: this.gateway.quarantined(), queued });
  }
}

const messageOf = (error: unknown): string | undefined =>
  error === undefined ? undefined : error instanceof Error ? error.message : JSON.stringify(error);

const until = (time: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, time - Date.now())));
