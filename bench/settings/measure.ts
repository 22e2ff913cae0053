import { during, say } from '../../tools/setup/progress.mjs';
import { Usage } from '../measure/usage';
import { burstOf, Options, REFERENCE_WORKERS } from '../plan';
import { Measured, SettingGain } from '../results';
import { Sender } from '../sender';
import { Gateway } from '../systems/gateway';
import { isCalled, Variation, VARIATIONS } from './variations';

const LONELY = 6;

/** What each setting that is not the README's brings: the gateway as it is, and without it, one behind the other. */
export const measureSettings = async (
  gateway: Gateway,
  sender: Sender,
  { rounds, settings: names }: Pick<Options, 'rounds' | 'settings'>,
  found: (gain: SettingGain) => void,
): Promise<void> => {
  const isWanted = (variation: Variation): boolean =>
    names.length === 0 || names.some((name) => isCalled(variation, name));
  const wanted = [...VARIATIONS.entries()].filter(([, variation]) => isWanted(variation));
  for (const [index, [number, variation]] of wanted.entries()) {
    const { setting, instead, costs, kind = 'text', spamAssassin = false, isChoice = false } = variation;
    const measured: Measured[][] = [];
    for (const varied of [undefined, number]) {
      const said = { workers: REFERENCE_WORKERS, spamAssassin, variation: varied };
      const what = varied === undefined ? 'the gateway as it is' : `without ${setting}`;
      await during(`settings, ${index + 1} of ${wanted.length}: ${what}`, () => gateway.start(said));
      await sender.send({ port: gateway.port }, 3 * REFERENCE_WORKERS);
      const usage = Usage.of(gateway.parts);
      const done: Measured[] = [];
      for (let round = 0; round < rounds; round++) {
        done.push(await sender.measure(gateway, usage, kind, burstOf({}, kind, said), LONELY));
      }
      measured.push(done);
    }
    const [asItIs, varied] = measured;
    const [withIt, without] = isChoice ? [varied, asItIs] : [asItIs, varied];
    found({ setting, instead, costs, kind, spamAssassin, withIt, without });
    say(
      `  ${[withIt, without].map((of) => of.map(({ through }) => through.toFixed(1)).join(', ')).join(' a second against ')}`,
    );
  }
};
