/** `npm run bench`: the gateway and its peers side by side, with the same messages and the same filter. */
import * as fs from 'fs';
import * as path from 'path';
import { say } from '../tools/setup/progress.mjs';
import { runAlone } from './alone';
import { Benchmark } from './benchmark';
import { KINDS, whatIs } from './corpus';
import { machine } from './machine';
import { requestOf, USAGE } from './options';
import { clear } from './place';
import { pageOf } from './report/page';
import { completed, Results } from './results';
import { makeSystems } from './systems';
import { Gateway } from './systems/gateway';
import { System } from './systems/system';

const RESULTS = 'bench-results/bench.json';
const PUBLISHED = 'docs/performance/bench.json';

const listOf = (systems: readonly System[]): string =>
  [
    ...systems.map(({ name, title }) => `system  ${name.padEnd(16)} ${title}`),
    ...KINDS.map((kind) => `kind    ${kind.padEnd(16)} ${whatIs(kind)}`),
  ].join('\n');

const write = (file: string, text: string): void => {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
};

/** As a shell reads it. */
const quoted = (word: string): string => (/^[\w,.-]+$/.test(word) ? word : `'${word}'`);

const main = async (): Promise<void> => {
  const gateway = new Gateway();
  const all = makeSystems(gateway);
  const args = process.argv.slice(2);
  const { options, json, docs, list, help } = requestOf(
    args,
    all.map(({ name }) => name),
  );
  if (help || list) {
    console.log(help ? USAGE : listOf(all));
    return;
  }
  const systems = all.filter(({ name }) => options.systems.includes(name));
  const began = new Date();
  const results: Results = {
    command: ['npm run bench', ...(args.length > 0 ? ['--', ...args.map(quoted)] : [])].join(' '),
    began: began.toISOString(),
    seconds: 0,
    seed: options.seed,
    machine: machine(),
    titles: Object.fromEntries(systems.map(({ name, title }) => [name, title])),
    networkSettings: {},
    ceiling: 0,
    cells: [],
    idle: [],
    fsyncs: [],
  };
  const keep = (): void => {
    results.seconds = Math.round((Date.now() - began.getTime()) / 1000);
    write(RESULTS, `${JSON.stringify(results, undefined, 2)}\n`);
  };
  const benchmark = new Benchmark(options, gateway, systems, results, keep);
  runAlone();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      say(`${signal}: removing everything`);
      clear(gateway);
      process.exit(1);
    });
  }
  const { load, cores } = results.machine;
  if (load > cores / 4) {
    // sendmail goes by this machine's load average, in containers too: it stops running its queue, and then refuses mail.
    say(`! the load average is ${load.toFixed(1)} already: figures from a machine with other work to do mean nothing`);
  }
  await benchmark.run();
  keep();
  const before = fs.existsSync(PUBLISHED) ? (JSON.parse(fs.readFileSync(PUBLISHED, 'utf8')) as Results) : undefined;
  const published = completed(results, before);
  const { page, plots } = pageOf(published);
  console.log(json ? JSON.stringify(results) : page);
  if (docs) {
    write('docs/performance.md', page);
    write(PUBLISHED, `${JSON.stringify(published)}\n`);
    Object.entries(plots).forEach(([name, svg]) => write(`docs/performance/${name}`, svg));
  }
  const lost = results.cells.flatMap(({ rounds }) => rounds).reduce((sum, round) => sum + round.lost, 0);
  say(`bench: ${lost} messages lost; ${RESULTS} has it all`);
  process.exitCode = lost === 0 ? 0 : 1;
};

void main();
