import * as path from 'path';
import { runOrThrow } from './program';

const PROJECT = path.join(__dirname, '..', '..');

/**
 * Synthesizes an example, `examples/gateway/main.ts` where none is named, into a folder, as `cdktf synth` does.
 *
 * @returns the folder with `cdk.tf.json`
 */
export const synthesizeExample = (outdir: string, example = 'gateway', stack = example): string => {
  runOrThrow(process.execPath, ['--import', 'tsx', `examples/${example}/main.ts`], {
    cwd: PROJECT,
    env: { ...process.env, CDKTF_OUTDIR: outdir, CDKTF_CONTEXT_JSON: '{}', NODE_OPTIONS: '' },
  });
  return path.join(outdir, 'stacks', stack);
};
