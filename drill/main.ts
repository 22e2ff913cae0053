/** `npm run drill`: breaks a gateway while mail flows through it, repairs it, and accounts for every message. */
import * as fs from 'fs';
import { parseArgs } from 'util';
import { during, paint, say } from '../tools/setup/progress.mjs';
import { Chance } from './chance';
import { Drill, Row } from './drill';
import { DrilledGateway } from './drilled-gateway';
import { FAULTS, SHORT } from './faults';
import { Fault, Stage } from './faults/fault';
import { failuresOf, markdown, page, Report } from './report';

const USAGE = `npm run drill [-- OPTIONS]

  --fault NAME    only this fault, alone (may be given several times); --list shows the names
  --short         a part of them, in less than a quarter of an hour, as CI does
  --random SECONDS  how long faults come by chance afterwards (default 150; 45 with --short, 0 with --fault)
  --seed NUMBER   repeats the same faults by chance
  --engine        restarts the engine too, and with it every container on this machine
  --json          prints everything found as JSON on standard output
  --list          shows the faults and ends
  --docs          writes docs/reliability.md
  --keep          leaves the drilled gateway as it is at the end`;

const { values } = parseArgs({
  options: {
    fault: { type: 'string', multiple: true },
    short: { type: 'boolean', default: false },
    random: { type: 'string' },
    seed: { type: 'string' },
    engine: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    docs: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const chosen = (): Fault[] => {
  const unknown = (values.fault ?? []).filter((name) => !FAULTS.some((fault) => fault.name === name));
  if (unknown.length > 0) {
    throw new Error(`no such fault: ${unknown.join(', ')} (npm run drill -- --list)`);
  }
  const wanted = values.fault ?? (values.short ? SHORT : undefined);
  return FAULTS.filter(({ name }) =>
    wanted === undefined ? name !== 'engine' || values.engine : wanted.includes(name),
  );
};

/** Seconds of faults by chance. */
const secondsByChance = (): number =>
  Number(values.random ?? (values.fault !== undefined ? 0 : values.short ? 45 : 150));

const show = ({ fault, accepted, drained, notes, error }: Row): void => {
  const mark = error === undefined ? paint('✓', 'green') : paint('✗', 'red');
  say(`${mark} ${fault}: ${accepted} accepted, drained ${drained.toFixed(1)} s after the repair ${notes.join('; ')}`);
  if (error !== undefined) {
    say(`  ${error}`);
  }
};

const oneByOne = async (drill: Drill, faults: readonly Fault[]): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const fault of faults) {
    say(`${paint('…', 'dim')} ${fault.what}`);
    const row = await drill.run(fault);
    show(row);
    rows.push(row);
  }
  return rows;
};

/** Many faults, one after the other, with nothing waited for between them. */
const byChance = (seconds: number, seed: number): Fault => ({
  name: 'by chance',
  what: `faults by chance for ${seconds} s (seed ${seed})`,
  seconds: 0,
  cause: async (drill) => {
    const [chance, faults] = [new Chance(seed), FAULTS.filter(({ alone }) => !alone)];
    const end = Date.now() + seconds * 1000;
    let count = 0;
    while (Date.now() < end) {
      const fault = chance.of(faults);
      await drill.disturb(fault, chance.next() * 3);
      say(`  ${String((count += 1)).padStart(3)} ${fault.what}`);
    }
    drill.note(`${count} faults`);
    return undefined;
  },
});

const main = async (): Promise<void> => {
  if (values.help || values.list) {
    console.log(values.help ? USAGE : FAULTS.map(({ name, what }) => `${name.padEnd(32)} ${what}`).join('\n'));
    return;
  }
  const faults = chosen();
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  const random = secondsByChance();
  const began = new Date();
  const gateway = new DrilledGateway();
  const drill = new Drill(gateway);
  const rows: Row[] = [];
  try {
    await during('deploying the gateway that is drilled', () => Promise.resolve(gateway.deploy()));
    await drill.startTraffic();
    const inStage = (stage?: Stage): Fault[] => faults.filter((fault) => fault.stage === stage);
    rows.push(...(await oneByOne(drill, inStage())));
    if (random > 0) {
      say(`${paint('…', 'dim')} faults by chance for ${random} s, seed ${seed}`);
      const row = await drill.run(byChance(random, seed));
      show(row);
      rows.push(row);
    }
    rows.push(...(await oneByOne(drill, inStage(Stage.CHANGED))));
    const withSmallDisks = inStage(Stage.SMALL_DISKS);
    if (withSmallDisks.length > 0) {
      await during('moving the queues to small file systems', () => drill.moveQueues(true));
      rows.push(...(await oneByOne(drill, withSmallDisks)));
    }
    const ofEngine = inStage(Stage.ENGINE);
    if (withSmallDisks.length > 0 && ofEngine.length > 0) {
      // What is in memory does not outlive the engine.
      await during('moving the queues back', () => drill.moveQueues(false));
    }
    rows.push(...(await oneByOne(drill, ofEngine)));
    await drill.stopTraffic();
    await drill.drain(Date.now()).catch(() => undefined);
    const account = await drill.account();
    const failures = failuresOf(rows, account);
    const command = ['npm run drill', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(' ');
    const seconds = Math.round((Date.now() - began.getTime()) / 1000);
    const report: Report = {
      command,
      began: began.toISOString(),
      seconds,
      seed,
      rows,
      account,
      failures,
    };
    fs.mkdirSync('drill-results', { recursive: true });
    fs.writeFileSync('drill-results/drill.json', `${JSON.stringify(report, undefined, 2)}\n`);
    if (values.docs) {
      fs.writeFileSync('docs/reliability.md', page(report));
    }
    console.log(values.json ? JSON.stringify(report) : markdown(report));
    failures.forEach((failure) => say(`${paint('✗', 'red')} ${failure}`));
    say(
      `${failures.length === 0 ? paint('✓', 'green') : paint('✗', 'red')} drill: ${account.accepted} accepted, ${account.lost.length} lost, ${account.twice} twice; drill-results/drill.json has it all`,
    );
    process.exitCode = failures.length === 0 ? 0 : 1;
  } finally {
    await drill.stopTraffic();
    if (!values.keep) {
      await during('destroying the drilled gateway', () => Promise.resolve(gateway.destroy()));
    }
  }
};

// Whatever a fault may have left running: the report is written.
void main().then(() => process.exit());
