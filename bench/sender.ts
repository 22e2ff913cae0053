import { eventually } from '../test/tooling/eventually';
import { Chance } from '../drill/chance';
import { Kind, recipientsOf } from './corpus';
import { Load } from './load/load';
import { Order, Sent } from './load/sent';
import { surroundings } from './measure/surroundings';
import { Account, perMessage, Usage } from './measure/usage';
import { Measured } from './results';
import { Arrival, Arrivals } from './sink/arrivals';

/** Sessions at a time. */
const SESSIONS = 10;
/** Longer than any system needs for what is sent to it. */
const PATIENCE_S = 180;
/** Milliseconds between two messages that come one by one. */
const [LEAST_PAUSE, MOST_PAUSE] = [200, 600];

/** Where messages go: a system, or the sink itself. */
export interface Door {
  readonly port: number;
  /** At most so many sessions at a time. */
  readonly sessions?: number;
}

/** What is done before the first message, and behind the last one's delivery. */
interface Watch {
  readonly atTheBeginning?: () => void;
  readonly atTheEnd?: () => void;
}

/** What was sent, and what has come of it. */
interface Passage {
  readonly sent: readonly Sent[];
  readonly arrivals: readonly (Arrival | undefined)[];
}

const accepted = ({ sent }: Passage): Sent[] => sent.filter(({ refused }) => refused === undefined);

const hasAll = (kind: Kind, arrival?: Arrival): boolean => (arrival?.recipients ?? 0) >= recipientsOf(kind);

/** Milliseconds from 250 to the last delivery; the sink may have a message before its sender has the answer. */
const latenciesOf = ({ sent, arrivals }: Passage): number[] =>
  sent.flatMap(({ ended, refused }, index) => {
    const at = arrivals[index]?.at;
    return at === undefined || refused !== undefined ? [] : [Math.round(Math.max(0, at - ended))];
  });

/** Sends messages and waits for them. */
export class Sender {
  private next = 1;

  public constructor(
    private readonly load: Load,
    private readonly arrivals: Arrivals,
    private readonly seed: number,
  ) {}

  /** Messages that arrive, with nothing looked at. */
  public async send(door: Door, messages: number): Promise<void> {
    await this.pass(door, 'text', this.burst('text', messages));
  }

  /** Messages a second from the load to the door, and nothing else. */
  public async rate(door: Door, messages: number): Promise<number> {
    return rateOf(await this.pass(door, 'text', this.burst('text', messages)));
  }

  /** A burst, and then messages one by one. */
  public async measure(door: Door, usage: Usage, kind: Kind, messages: number, lonely: number): Promise<Measured> {
    let [before, after, memory, outsideBefore, outsideAfter]: Account[] = [{}, {}, {}, {}, {}];
    const burst = await this.pass(door, kind, this.burst(kind, messages), {
      atTheBeginning: () => ([before, outsideBefore] = [usage.cpu(), surroundings()]),
      atTheEnd: () => {
        [after, outsideAfter] = [usage.cpu(), surroundings()];
        memory = usage.memory();
      },
    });
    const single = await this.pass(door, kind, this.oneByOne(kind, lonely));
    const all = [burst, single];
    const incomplete = (passage: Passage): number =>
      passage.sent.filter(({ refused }, index) => refused === undefined && !hasAll(kind, passage.arrivals[index]))
        .length;
    return {
      messages,
      accepted: (accepted(burst).length * 1000) / (latest(burst.sent.map(({ ended }) => ended)) - begin(burst)),
      through: rateOf(burst),
      latencies: latenciesOf(single),
      latenciesInBurst: latenciesOf(burst),
      cpu: perMessage(before, after, messages),
      surroundings: perMessage(outsideBefore, outsideAfter, messages),
      memory,
      lost: all.reduce((sum, passage) => sum + incomplete(passage), 0),
      refused: all.reduce((sum, passage) => sum + passage.sent.length - accepted(passage).length, 0),
      refusal: all.flatMap(({ sent }) => sent).find(({ refused }) => refused !== undefined)?.refused,
      twice: all
        .flatMap(({ arrivals }) => arrivals)
        .reduce((sum, arrival) => sum + Math.max(0, (arrival?.recipients ?? 0) - recipientsOf(kind)), 0),
    };
  }

  private burst(kind: Kind, messages: number): Order[] {
    return Array.from({ length: messages }, () => ({ number: this.next++, kind, at: 0 }));
  }

  private oneByOne(kind: Kind, messages: number): Order[] {
    const chance = new Chance(this.seed + this.next);
    let at = 0;
    return Array.from({ length: messages }, () => {
      at += LEAST_PAUSE + chance.next() * (MOST_PAUSE - LEAST_PAUSE);
      return { number: this.next++, kind, at };
    });
  }

  private async pass(
    { port, sessions = SESSIONS }: Door,
    kind: Kind,
    orders: readonly Order[],
    { atTheBeginning, atTheEnd }: Watch = {},
  ): Promise<Passage> {
    const sent = await this.load.handOver({ port, sessions, seed: this.seed, orders }, atTheBeginning);
    const wanted = sent.filter(({ refused }) => refused === undefined);
    await eventually(
      'everything delivered',
      () => {
        this.arrivals.look();
        return wanted.every(({ number }) => hasAll(kind, this.arrivals.of(number))) || undefined;
      },
      PATIENCE_S,
    ).catch(() => undefined);
    atTheEnd?.();
    return { sent, arrivals: sent.map(({ number }) => this.arrivals.of(number)) };
  }
}

const latest = (times: readonly number[]): number => Math.max(...times);

const begin = ({ sent }: Passage): number => Math.min(...sent.map(({ begun }) => begun));

const rateOf = (passage: Passage): number => {
  const times = passage.arrivals.flatMap((arrival) => (arrival === undefined ? [] : [arrival.at]));
  return times.length === 0 ? 0 : (times.length * 1000) / (latest(times) - begin(passage));
};
