import { during, say } from '../tools/setup/progress.mjs';
import { Kind } from './corpus';
import { docker, pause } from '../test/tooling/engine';
import { countFsyncs } from './fsyncs';
import { machine } from './machine';
import { perMessage, Usage } from './measure/usage';
import { SINK_PORT } from './names';
import { inPlace } from './place';
import { burstOf, fsyncSettingOf, kindsOf, lonelyOf, Options, rotated, settingsOf, takingPart } from './plan';
import { Cell, Results, Run, SettingGain, ToolingTime } from './results';
import { Sender } from './sender';
import { Gateway } from './systems/gateway';
import { measureSettings } from './settings/measure';
import { containersOf, doorOf, Setting, System } from './systems/system';
import { measureTooling } from './tooling/measure';
import { inTurn } from './turn';

const CEILING_MESSAGES = 1000;
const FSYNC_MESSAGES = 20;

/** A system that is there, standing still while others are measured. */
interface Contestant {
  readonly system: System;
  readonly usage: Usage;
}

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
    await inPlace(this.gateway, this.options.seed, async (sender) => {
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
    const gains: SettingGain[] = [];
    this.results.settings = [{ ...this.beginning(), gains }];
    await measureSettings(this.gateway, sender, this.options, (gain) => {
      gains.push(gain);
      this.keep();
    });
  }

  /** Of a part that may be a run of its own. */
  private beginning(): Run {
    return { command: this.results.command, began: new Date().toISOString(), machine: machine() };
  }

  private async measureTooling(): Promise<void> {
    const times: ToolingTime[] = [];
    this.results.tooling = { ...this.beginning(), times };
    try {
      await measureTooling(this.gateway, this.options.rounds, this.options.cold, (found) => {
        times.push(...found);
        this.keep();
      });
    } finally {
      this.gateway.remove();
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
    await inTurn(system, setting, sender, async (door) => {
      for (const kind of kindsOf(this.options, setting)) {
        const messages = burstOf(this.options, kind, setting);
        const measured = await sender.measure(door, usage, kind, messages, lonelyOf(this.options, kind));
        this.cell(system, setting, kind).rounds.push(measured);
        say(
          `  ${system.name.padEnd(16)} ${kind.padEnd(12)} accepted ${measured.accepted.toFixed(0)}/s, through ` +
            `${measured.through.toFixed(1)}/s, lost ${measured.lost}, refused ${measured.refused} ${measured.refusal ?? ''}`,
        );
      }
    });
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
