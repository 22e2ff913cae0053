import * as os from 'os';
import { docker } from '../test/tooling/engine';
import { Machine } from './results';

/** What this machine is. */
export const machine = (): Machine => ({
  cpu: os.cpus()[0].model,
  cores: os.cpus().length,
  memory: Math.round(os.totalmem() / 1024 ** 3),
  kernel: os.release(),
  engine: docker('version', '--format', '{{.Server.Version}}'),
  load: os.loadavg()[0],
});
