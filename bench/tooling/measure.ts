import * as path from 'path';
import { resourcesIn } from '../../test/tooling/applied-stack';
import { runOrThrow, runProgram } from '../../test/tooling/program';
import { during, say } from '../../tools/setup/progress.mjs';
import { docker } from '../../test/tooling/engine';
import { ToolingTime } from '../results';
import { Gateway } from '../systems/gateway';

const PROJECT = path.join(__dirname, '..', '..');
const GATEWAYS = [1, 10, 100];
/** The example's stack. */
const EXAMPLE = 'gateway';

const STATE = path.join(PROJECT, `terraform.${EXAMPLE}.tfstate`);

/** Whether the example is there already, from this folder or another. */
const isDeployed = (): boolean =>
  resourcesIn(STATE).length > 0 || docker('ps', '--all', '--quiet', '--filter', `name=^${EXAMPLE}-`) !== '';

/** Seconds that something takes, and what it gives. */
const timed = <Result>(work: () => Result): [seconds: number, result: Result] => {
  const start = performance.now();
  const result = work();
  return [(performance.now() - start) / 1000, result];
};

const synthesis = (count: number, rounds: number): ToolingTime => {
  const program = path.join(__dirname, 'synthesize.ts');
  const runs = Array.from({ length: rounds }, () =>
    timed(() => Number(runOrThrow(process.execPath, ['--import', 'tsx', program, String(count)], { cwd: PROJECT }))),
  );
  return {
    what: `synthesizing ${count === 1 ? 'one gateway' : `${count} gateways in one app`}`,
    seconds: runs.map(([seconds]) => seconds),
    memory: Math.max(...runs.map(([, memory]) => memory)),
  };
};

/** How long it takes to find that there is nothing to do. */
const planning = (gateway: Gateway, rounds: number): ToolingTime => {
  const runs = Array.from({ length: rounds }, () => timed(() => gateway.plan()));
  const changed = runs.find(([, { code }]) => code !== 0);
  if (changed) {
    throw new Error(`a plan without changes ended with status ${changed[1].code}:\n${changed[1].said}`);
  }
  return { what: '`terraform plan` without changes', seconds: runs.map(([seconds]) => seconds) };
};

const tool = (name: string): void => void runOrThrow(process.execPath, [`tools/${name}.mjs`], { cwd: PROJECT });

/** @param cold also with nothing in the engine's cache, which is everybody's on this machine */
const deploying = (cold: boolean): ToolingTime[] => {
  if (isDeployed()) {
    say('  the example is deployed: how long `npm run deploy` takes is left out');
    return [];
  }
  const times: ToolingTime[] = [];
  const deploy = (what: string): void => {
    const [seconds] = timed(() => tool('deploy'));
    times.push({ what: `\`npm run deploy\`, ${what}`, seconds: [seconds] });
  };
  try {
    if (cold) {
      docker('builder', 'prune', '--all', '--force');
      deploy('with nothing in the cache for the images');
      tool('destroy');
    }
    deploy('with everything in the cache for the images');
    deploy('again, without a change');
  } finally {
    runProgram(process.execPath, ['tools/destroy.mjs'], { cwd: PROJECT });
  }
  return times;
};

/** How long the tools take, beside the mail. @param found called with each part's times as soon as they are known */
export const measureTooling = async (
  gateway: Gateway,
  rounds: number,
  cold: boolean,
  found: (times: ToolingTime[]) => void,
): Promise<void> => {
  const measure = async (what: string, work: () => ToolingTime[]): Promise<void> =>
    found(await during(what, () => Promise.resolve(work())));
  for (const count of GATEWAYS) {
    await measure(`synthesizing ${count}`, () => [synthesis(count, rounds)]);
  }
  await measure('planning', () => {
    gateway.begin();
    return [planning(gateway, rounds)];
  });
  await measure('deploying the example', () => deploying(cold));
};
