import * as fs from 'fs';
import { eventually } from '../../test/tooling/eventually';
import { runOrThrow, runProgram } from '../../test/tooling/program';
import { Fault, Stage } from './fault';

/** Restarts dockerd: with systemd where it runs, and otherwise as the set-up starts it. */
const restart = async (): Promise<void> => {
  if (fs.existsSync('/run/systemd/system')) {
    runOrThrow('systemctl', ['restart', 'docker']);
    return;
  }
  const pid = Number(fs.readFileSync('/var/run/docker.pid', 'utf8'));
  process.kill(pid, 'SIGTERM');
  // It stops all containers first, each with the time that it has for that.
  await eventually('the end of dockerd', () => (fs.existsSync(`/proc/${pid}`) ? undefined : true), 120);
  runOrThrow(process.execPath, ['tools/setup.mjs']);
};

export const ENGINE: Fault = {
  name: 'engine',
  what: 'the engine itself is restarted, and every container with it',
  seconds: 1,
  alone: true,
  stage: Stage.ENGINE,
  cause: async () => {
    await restart();
    await eventually('an engine that answers', () => (runProgram('docker', ['version']).code === 0 ? true : undefined));
    return undefined;
  },
};
