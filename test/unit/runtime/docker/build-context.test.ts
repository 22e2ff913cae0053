import * as fs from 'fs';
import * as path from 'path';
import { App } from 'cdktf';
import { DualMtaStack } from 'cdktf-dual-mta';
import { gatewayProps } from '../../../tooling/gateway-props';
import { inTemporaryFolder } from '../../../tooling/temporary-folder';

/** Synthesizes into a folder and gives the folder of MTA-RX's contexts. */
const synthInto = (outdir: string, greeting: string): string => {
  const app = new App({ outdir });
  new DualMtaStack(app, 'gateway', gatewayProps({ rx: { greeting } }));
  app.synth();
  return path.join(outdir, 'stacks/gateway/assets/gateway-mta-rx');
};

describe('the folder that an image is built from', () => {
  test('has the Dockerfile, the scripts, the packages and the configuration', () => {
    inTemporaryFolder((folder) => {
      const contexts = synthInto(folder, 'one');
      const [hash] = fs.readdirSync(contexts);

      expect(fs.readdirSync(path.join(contexts, hash)).sort()).toEqual(['Dockerfile', 'config', 'image', 'packages']);
      expect(fs.readdirSync(path.join(contexts, hash, 'image'))).toEqual(
        expect.arrayContaining(['compile-config', 'health', 'start', 'check-directory', 'smtp-probe']),
      );
      expect(fs.readdirSync(path.join(contexts, hash, 'config'))).toEqual(
        expect.arrayContaining(['sendmail-rx.mc', 'service']),
      );
    });
  });

  test('has scripts that can be run and configuration that cannot, whatever the umask', () => {
    inTemporaryFolder((folder) => {
      const umask = process.umask(0o077);
      const contexts = synthInto(folder, 'one');
      process.umask(umask);
      const mode = (file: string): number => fs.statSync(path.join(contexts, fs.readdirSync(contexts)[0], file)).mode;

      expect(mode('image/health') & 0o100).toBe(0o100);
      expect(mode('config/sendmail-rx.mc') & 0o111).toBe(0);
    });
  });

  test('leaves no older one beside it', () => {
    inTemporaryFolder((folder) => {
      const [before] = fs.readdirSync(synthInto(folder, 'one'));
      const after = fs.readdirSync(synthInto(folder, 'two'));

      expect(after).toHaveLength(1);
      expect(after).not.toContain(before);
    });
  });
});
