import * as os from 'os';
import * as path from 'path';
import { during, say } from '../tools/setup/progress.mjs';
import { Kind } from './corpus';
import { docker, pause } from '../test/tooling/engine';
import { makePeersNetwork, removeAll, start } from './engine';
import { countFsyncs } from './fsyncs';
import { perMessage, Usage } from './measure/usage';
import { PEERS_RESOLVER, SINK_PORT } from './names';
import { burstOf, fsyncSettingOf, kindsOf, lonelyOf, Options, rotated, settingsOf, takingPart } from './plan';
import { Cell, Results, SettingGain } from './results';
import { Load } from './load/load';
import { Sender } from './sender';
import { Arrivals } from './sink/arrivals';
import { startSink } from './sink/sink';
import { Gateway } from './systems/gateway';
import { buildPeerBases, RESOLVER_IMAGE } from './systems/peer-images';
import { measureSettings } from './settings/measure';
import { Setting, System } from './systems/system';
import { measureTooling } from './tooling/measure';

const CEILING_MESSAGES = 1000;
const FSYNC_MESSAGES = 20;

/** A system that is there, standing still while others are measured. */
interface Contestant {
  readonly system: System;
  readonly usage: Usage;
}

const containersOf = ({ parts }: System): string[] => parts.map(({ container }) => container);

const described = ({ workers, spamAssassin }: Setting): string =>
  `${workers} workers, SpamAssassin ${spamAssassin ? 'on' : 'off'}`;

const isSame = (one: Setting, other: Setting): boolean =>
  one.workers === other.workers && one.spamAssassin === other.spamAssassin;

/** Runs everything, one thing at a time. */
export class Benchmark {
  public constructor(
    private readonly options: Options,
    private readonly gateway: Gateway,
    private readonly systems: readonly System[],
    private readonly results: Results,
    /** Called with all that is known so far. */
    private readonly keep: () => void,
  ) {}

  public async run(): Promise<void> {
    const settings = this.options.without.includes('comparison') ? [] : settingsOf(this.options);
    await this.inPlace(async (sender) => {
      this.results.ceiling = await sender.rate({ port: SINK_PORT }, CEILING_MESSAGES);
      say(`  load and sink alone: ${this.results.ceiling.toFixed(0)} messages a second`);
      for (const [index, setting] of settings.entries()) {
        say(`${described(setting)} (${index + 1} of ${settings.length})`);
        await this.withSetting(setting, sender);
        this.keep();
      }
      if (!this.options.without.includes('settings')) {
        await this.measureSettings(sender);
      }
    });
    if (!this.options.without.includes('tooling')) {
      await this.measureTooling();
    }
  }

  private async measureSettings(sender: Sender): Promise<void> {
    const { command } = this.results;
    const began = new Date().toISOString();
    const gains: SettingGain[] = [];
    this.results.settings = { command, began, gains };
    await measureSettings(this.gateway, sender, this.options.rounds, (gain) => {
      gains.push(gain);
      this.keep();
    });
  }

  private async measureTooling(): Promise<void> {
    try {
      await measureTooling(this.gateway, this.options.rounds, this.options.cold, (times) => {
        this.results.tooling.push(...times);
        this.keep();
      });
    } finally {
      this.gateway.remove();
    }
  }

  /** Removes everything, also what an interrupted run has left. */
  public remove(): void {
    removeAll();
    this.gateway.remove();
  }

  private async inPlace(run: (sender: Sender) => Promise<void>): Promise<void> {
    await during('removing what an interrupted run has left', () => Promise.resolve(this.remove()));
    const load = new Load();
    let arrivals: Arrivals | undefined;
    try {
      await during("building the peers' filter and resolver", () => Promise.resolve(buildPeerBases()));
      makePeersNetwork();
      start(PEERS_RESOLVER, RESOLVER_IMAGE, []);
      arrivals = await startSink(path.join(os.tmpdir(), 'cdktf-dual-mta-bench-sink'));
      await run(new Sender(load, arrivals, this.options.seed));
    } finally {
      load.end();
      arrivals?.close();
      await during('removing everything', () => Promise.resolve(this.remove()));
    }
  }

  private async withSetting(setting: Setting, sender: Sender): Promise<void> {
    const contestants: Contestant[] = [];
    for (const system of takingPart(this.systems, setting)) {
      await during(`starting ${system.title}`, () => system.start(setting));
      const usage = Usage.of([...system.parts, ...(system.shared ?? [])]);
      this.results.idle?.push({ system: system.name, ...setting, memory: usage.memory() });
      await sender.send(doorOf(system, setting), 3 * setting.workers);
      contestants.push({ system, usage });
      await pause(...containersOf(system));
    }
    if (contestants.some(({ system }) => system === this.gateway)) {
      this.results.networkSettings = this.gateway.networkSettings;
    }
    for (let round = 0; round < this.options.rounds; round++) {
      for (const contestant of rotated(contestants, round)) {
        await this.measure(contestant, setting, sender);
      }
    }
    if (!this.options.without.includes('fsyncs') && isSame(setting, fsyncSettingOf(this.options))) {
      for (const contestant of contestants) {
        await this.countFsyncs(contestant, setting, sender);
      }
    }
  }

  private async measure({ system, usage }: Contestant, setting: Setting, sender: Sender): Promise<void> {
    docker('unpause', ...containersOf(system));
    await system.settle?.();
    const door = doorOf(system, setting);
    await sender.send(door, setting.workers);
    for (const kind of kindsOf(this.options, setting)) {
      const messages = burstOf(this.options, kind, setting);
      const measured = await sender.measure(door, usage, kind, messages, lonelyOf(this.options, kind));
      this.cell(system, setting, kind).rounds.push(measured);
      say(
        `  ${system.name.padEnd(16)} ${kind.padEnd(12)} accepted ${measured.accepted.toFixed(0)}/s, through ` +
          `${measured.through.toFixed(1)}/s, lost ${measured.lost}, refused ${measured.refused} ${measured.refusal ?? ''}`,
      );
    }
    await pause(...containersOf(system));
  }

  private async countFsyncs({ system }: Contestant, setting: Setting, sender: Sender): Promise<void> {
    docker('unpause', ...containersOf(system));
    const calls = await during(`counting the fsyncs of ${system.title}`, () =>
      countFsyncs(Usage.of(system.parts).processes(), () => sender.send(doorOf(system, setting), FSYNC_MESSAGES)),
    );
    this.results.fsyncs.push({ system: system.name, ...setting, perMessage: perMessage({}, calls, FSYNC_MESSAGES) });
    await pause(...containersOf(system));
  }

  private cell({ name }: System, setting: Setting, kind: Kind): Cell {
    const isIt = (cell: Cell): boolean =>
      cell.system === name &&
      cell.kind === kind &&
      cell.workers === setting.workers &&
      cell.spamAssassin === setting.spamAssassin;
    const found = this.results.cells.find(isIt) ?? { system: name, ...setting, kind, rounds: [] };
    if (!this.results.cells.includes(found)) {
      this.results.cells.push(found);
    }
    return found;
  }
}

const doorOf = ({ port, isFilterAlone }: System, { workers }: Setting): { port: number; sessions?: number } => ({
  port,
  sessions: isFilterAlone ? workers : undefined,
});
