import * as fs from 'fs';
import * as path from 'path';
import { App } from 'cdktf';
import { DualMtaStack } from 'cdktf-dual-mta';
import { VARIATIONS } from '../../../bench/settings/variations';
import { gatewayProps } from '../../../bench/systems/gateway-props';
import { inTemporaryFolder } from '../../tooling/temporary-folder';

const IMAGES = path.join(__dirname, '..', '..', '..', 'lib', 'images');

const named = VARIATIONS.map(
  (variation) => [`${variation.setting}, instead of ${variation.instead}`, variation] as const,
);

describe('without a setting, to see what it brings', () => {
  test.each(named)('%s: the gateway can be made', (_, { spamAssassin = false, props, change }) => {
    inTemporaryFolder((outdir) => {
      const app = new App({ outdir });
      change?.(new DualMtaStack(app, 'bench', gatewayProps({ workers: 3, spamAssassin }, props)));

      expect(() => app.synth()).not.toThrow();
    });
  });

  test.each(VARIATIONS.flatMap(({ edits = [] }) => edits).map((edit) => [edit.file, edit] as const))(
    'there is something to change in %s',
    (file, { from }) => {
      expect(fs.readFileSync(path.join(IMAGES, file), 'utf8')).toMatch(from);
    },
  );
});
