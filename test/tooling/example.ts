import * as path from 'path';
import { runOrThrow } from './program';

const PROJECT = path.join(__dirname, '..', '..');

/**
 * Synthesizes `examples/gateway/main.ts` into a folder, as `cdktf synth` does.
 *
 * @returns the folder with `cdk.tf.json`
 */
export const synthesizeExample = (outdir: string): string => {
  runOrThrow(process.execPath, ['--import', 'tsx', 'examples/gateway/main.ts'], {
    cwd: PROJECT,
    env: { ...process.env, CDKTF_OUTDIR: outdir, CDKTF_CONTEXT_JSON: '{}', NODE_OPTIONS: '' },
  });
  return path.join(outdir, 'stacks', 'gateway');
};
