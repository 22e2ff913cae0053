import { SpamAssassinOptions } from 'cdktf-dual-mta';
import { ContainerImage } from '../tooling/container-image';
import { buildGatewayImage } from '../tooling/gateway-image';
import { ScanningFilter, Verdict } from '../tooling/scanning-filter';

const RULES = ['body XYLOPHONE /xylophone number \\d+/i', 'score XYLOPHONE 1.5'];
const TEXTS = [
  'He plays the XYLOPHONE number 12.',
  'Nothing to see here.',
  'Dear friend, I am the widow of a deceased bank manager and want to transfer 15 million dollars to you.',
  'Buy viagra now!!! Click here to be removed. 100% free, no obligation, act now.',
];

describe('AmavisFilter.spamAssassin.compiledRules', () => {
  test('are used, and change no verdict', async () => {
    const compiled = await verdictsOf({ rules: RULES, compiledRules: true });
    const plain = await verdictsOf({ rules: RULES });

    expect(compiled.said).toMatch(/able to use [1-9]\d*\/\d+ 'body_0' compiled rules/);
    expect(plain.said).not.toContain('compiled rules');
    expect(compiled.verdicts).toEqual(plain.verdicts);
    expect(plain.verdicts[0].tests).toMatchObject({ XYLOPHONE: 1.5 });
  });

  test('leave no compiler in the image', () => {
    let image: ContainerImage | undefined;
    try {
      image = buildGatewayImage('filter', { filter: { spamAssassin: { compiledRules: true } } });
      expect(image.shell('command -v gcc cc re2c make sa-compile || :').stdout).toBe('');
    } finally {
      image?.remove();
    }
  });

  const verdictsOf = async (options: SpamAssassinOptions): Promise<{ said: string; verdicts: Verdict[] }> => {
    const filter = await ScanningFilter.start(options);
    try {
      const verdicts: Verdict[] = [];
      for (const text of TEXTS) {
        verdicts.push(await filter.scan(text));
      }
      const { said } = filter.container.exec(['spamassassin', '-D', 'zoom', '--lint', '-L', '-x'], { user: 'amavis' });
      return { said, verdicts };
    } finally {
      filter.remove();
    }
  };
});
