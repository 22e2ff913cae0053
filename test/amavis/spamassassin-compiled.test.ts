import { AmavisFilterOptions, Size, SpamAssassinOptions, WorkDirectory } from 'cdktf-dual-mta';
import { Corpus, KINDS } from '../../bench/corpus';
import { ContainerImage } from '../tooling/container-image';
import { buildGatewayImage } from '../tooling/gateway-image';
import { ScanningFilter, Verdict } from '../tooling/scanning-filter';

const RULES = ['body XYLOPHONE /xylophone number \\d+/i', 'score XYLOPHONE 1.5'];
const TEXTS = [
  'He plays the XYLOPHONE number 12.',
  'Dear friend, I am the widow of a deceased bank manager and want to transfer 15 million dollars to you.',
  'Buy viagra now!!! Click here to be removed. 100% free, no obligation, act now.',
];

/** Without what makes it fast: file(1) is started for each part, and the work directory is on a volume. */
const SLOW = { extraPerl: ["unshift @INC, sub { die 'left out' if $_[1] eq 'File/LibMagic.pm'; return };"] };
const FAST = { work: WorkDirectory.inMemory(Size.mebibytes(128)) };

/** A message of the benchmark's corpus, as ScanningFilter takes it. */
interface Sample {
  readonly header: string[];
  readonly about: string;
  readonly text: string;
}

/** Every body of the benchmark's corpus, and of the largest one. */
const SAMPLES = KINDS.flatMap((kind) =>
  Array.from({ length: kind === 'large' ? 1 : 8 }, (_, number): Sample => {
    const lines = new Corpus(7).letter(kind, number, new Date()).content.toString('latin1').split('\r\n');
    const header = lines.slice(
      0,
      lines.findIndex((line) => line.startsWith('Content-Type:')),
    );
    const own = /^(From|To|Subject): /;
    const rest = lines.slice(header.length);
    const end = rest.indexOf('');
    return {
      header: [...header.filter((line) => !own.test(line)), ...rest.slice(0, end)],
      about: `${/^Subject: (.*)$/m.exec(header.join('\n'))?.[1].replace(/\W+/g, ' ') ?? ''} `,
      text: rest.slice(end + 1).join('\n'),
    };
  }),
);

describe('AmavisFilter.spamAssassin.compiledRules', () => {
  test('are used, and neither they nor anything else that makes the filter fast changes a verdict', async () => {
    const fast = await verdictsOf({ rules: RULES, compiledRules: true }, FAST);
    const slow = await verdictsOf({ rules: RULES }, SLOW);

    expect(fast.said).toMatch(/able to use [1-9]\d*\/\d+ 'body_0' compiled rules/);
    expect(slow.said).not.toContain('compiled rules');
    expect(fast.log).toContain('using File::LibMagic');
    expect(slow.log).not.toContain('using File::LibMagic');
    expect(fast.verdicts).toEqual(slow.verdicts);
    expect(slow.verdicts[0].tests).toMatchObject({ XYLOPHONE: 1.5 });
    // It is no matter of taste: there are messages of all sorts.
    expect(new Set(slow.verdicts.map(({ score }) => score)).size).toBeGreaterThan(5);
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

  const verdictsOf = async (
    options: SpamAssassinOptions,
    filterOptions: AmavisFilterOptions,
  ): Promise<{ said: string; log: string; verdicts: Verdict[] }> => {
    const filter = await ScanningFilter.start(options, [], { ...filterOptions, logLevel: 5 });
    try {
      const verdicts: Verdict[] = [];
      for (const text of TEXTS) {
        verdicts.push(await filter.scan(text));
      }
      for (const { header, about, text } of SAMPLES) {
        verdicts.push(await filter.scan(text, undefined, header, about));
      }
      const { said } = filter.container.exec(['spamassassin', '-D', 'zoom', '--lint', '-L', '-x'], { user: 'amavis' });
      return { said, log: filter.container.logs(), verdicts };
    } finally {
      filter.remove();
    }
  };
});
