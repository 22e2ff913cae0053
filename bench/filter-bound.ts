/**
 * What the gateway adds to its filter where processor time is not short: amavisd-new may have so much of this machine and no
 * more, alone and in the gateway, and all else has the rest. It needs Docker and Terraform, and prints the table of
 * docs/performance/filter-bound.md: `npx tsx bench/filter-bound.ts [ROUNDS]`.
 */
import { docker, pause } from '../test/tooling/engine';
import { during, say } from '../tools/setup/progress.mjs';
import { runAlone } from './alone';
import { Usage } from './measure/usage';
import { FILTER } from './names';
import { inPlace } from './place';
import { REFERENCE_WORKERS, rotated } from './plan';
import { spread, table } from './report/tables';
import { Sender } from './sender';
import { ratiosOf, spreadOf } from './statistics';
import { makeSystems } from './systems';
import { Gateway } from './systems/gateway';
import { containersOf, Setting, System } from './systems/system';
import { inTurn } from './turn';

/** Whether the filter looks for spam, how many processors it may have, and messages that take some seconds then. */
const ROWS = [
  { spamAssassin: false, processors: 0.5, messages: 200 },
  { spamAssassin: true, processors: 0.5, messages: 40 },
  { spamAssassin: true, processors: 1, messages: 80 },
];

const rateOf = (system: System, setting: Setting, messages: number, sender: Sender): Promise<number> =>
  inTurn(system, setting, sender, async (door) => {
    const { through, lost } = await sender.measure(door, Usage.of(system.parts), 'text', messages, 1);
    if (lost > 0) {
      throw new Error(`${system.title} has lost ${lost} messages`);
    }
    return through;
  });

const main = async (rounds: number): Promise<void> => {
  runAlone();
  const gateway = new Gateway();
  const [alone] = makeSystems(gateway).filter(({ isFilterAlone }) => isFilterAlone);
  const systems = [gateway, alone];
  const rows: string[][] = [];
  await inPlace(gateway, 1, async (sender) => {
    for (const { spamAssassin, processors, messages } of ROWS) {
      const setting = { workers: REFERENCE_WORKERS, spamAssassin };
      const what = `SpamAssassin ${spamAssassin ? 'on' : 'off'}, ${processors} of a processor`;
      const rates = new Map<System, number[]>(systems.map((system) => [system, []]));
      for (const system of systems) {
        await during(`${what}: starting ${system.title}`, () => system.start(setting));
        docker('update', '--cpus', String(processors), system === gateway ? FILTER : containersOf(system)[0]);
        await pause(...containersOf(system));
      }
      for (let round = 0; round < rounds; round++) {
        for (const system of rotated(systems, round)) {
          const rate = await rateOf(system, setting, messages, sender);
          rates.get(system)?.push(rate);
          say(`  ${system.title}: ${rate.toFixed(1)} messages a second`);
        }
      }
      const [through, most] = systems.map((system) => rates.get(system) ?? []);
      const figures = [most, through, ratiosOf(through, most)].map((values) => spread(spreadOf(values)));
      rows.push([spamAssassin ? 'on' : 'off', String(processors), ...figures]);
    }
  });
  const head = ['SpamAssassin', 'processors of the filter', 'amavisd-new alone, /s', 'the gateway, /s', 'part of it'];
  console.log(table(head, rows));
};

void main(Number(process.argv[2] ?? 5));
