import * as fc from 'fast-check';
import { ConfigurationError } from '../../lib/constructs/findings';
import { ContainerImage } from '../tooling/container-image';
import { propsWith } from '../tooling/free-text-gateway';
import { PLACES } from '../tooling/free-texts';
import { placesForTexts } from '../tooling/places-for-texts';
import { ExpandedFiles, expandFiles } from '../tooling/expanded-files';
import { buildGatewayImage } from '../tooling/gateway-image';
import { expandMc } from '../tooling/mc-expansion';
import { synthesizeGateway, SynthesizedStack } from '../tooling/synthesized-stack';

const NAMES = Object.keys(PLACES);
const MARKS = NAMES.map((name, index) => PLACES[name].mark ?? `mark${index}.example`);

const stackWith = (texts: readonly string[]): SynthesizedStack => synthesizeGateway(propsWith(texts));

interface Sample {
  /** The text at each place, or its mark where the text is refused. */
  readonly texts: readonly string[];
  readonly stack: SynthesizedStack;
}

/** Synthesizes with a text at each place; where one is refused, its place gets its mark. */
const sampleOf = (texts: readonly string[]): Sample => {
  try {
    return { texts, stack: stackWith(texts) };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) {
      throw error;
    }
    const refused = error.findings.map(({ value }) => JSON.stringify(value));
    const left = texts.map((text, index) =>
      refused.some((value) => value.includes(JSON.stringify(text).slice(1, -1))) ? MARKS[index] : text,
    );
    if (left.every((text, index) => text === texts[index])) {
      throw error;
    }
    return sampleOf(left);
  }
};

/** A line with the texts in the place of their marks. */
const filled = (line: string, texts: readonly string[]): string =>
  NAMES.reduce((text, name, index) => {
    const { written = (one: string) => one } = PLACES[name];
    return text.split(MARKS[index]).join(written(texts[index]));
  }, line);

/** What makemap makes of the keys. */
const lowerCaseKey = (line: string): string =>
  line.replace(/^[^\t]*/, (key) => key.replace(/[A-Z]/g, (letter) => letter.toLowerCase()));

/** What the files have to be: those with the marks, and each text in the place of its mark. */
const expected = (reference: ExpandedFiles, texts: readonly string[]): ExpandedFiles =>
  new Map(
    [...reference].map(([file, content]) => {
      const lines = content.split('\n').map((line) => filled(line, texts));
      return [file, (file.includes('-maps/') ? lines.map(lowerCaseKey) : lines).join('\n')];
    }),
  );

/** A map has no order. */
const sorted = (files: ExpandedFiles): ExpandedFiles =>
  new Map(
    [...files].map(([file, text]) => [file, file.includes('-maps/') ? text.split('\n').sort().join('\n') : text]),
  );

/** What is awkward to m4, to sendmail, to makemap or to an address. */
const PIECES = [
  ...['`', "'", '``', "''", '$', '$1', '$*', '$@', '$#', '$j', '${x}', '#', ',', '(', ')', '()', ' ', '"', '\\', '\t'],
  ...['[', ']', '{', '}', '%', '%0', '%1', '<', '>', '&', ';', '=', '|', '~', '!', ':', '@', '.', '-', '_', '+', '/'],
  ...['dnl', 'dnl ', 'define', "undefine(`define')", 'divert(-1)', 'include(/etc/passwd)', 'esyscmd(id)', 'MAILER'],
  ...['confDOMAIN_NAME', "FEATURE(`x')", 'ifdef', '_BACKQUOTE_', '_APOSTROPHE_', 'changequote', 'changecom', 'm4exit'],
  ...['eval(1)', 'len', 'a', 'Z', '0', 'example.com', 'RELAY', 'ERROR:', 'grüß', '邮', '\n', '\0', '\x7f'],
];

/** Words that m4 and sendmail's macros know when a .mc file was read, and others that names are made of. */
const wordsOf = (image: ContainerImage): string[] => {
  const mc = stackWith(MARKS).configuration('gateway-mta-tx', 'sendmail.mc');
  const [{ complaint }] = expandMc(image, [`${mc}dumpdef\n`]);
  const known = [...complaint.matchAll(/^([A-Za-z0-9]+):?\t/gm)].map(([, word]) => word);
  return [...new Set(known), 'example', 'com', 'x', 'A', '3com'];
};

describe('a text of the user reaches what sendmail reads unchanged, or is refused with an error:', () => {
  let image: ContainerImage;

  beforeAll(() => {
    image = buildGatewayImage('mta-rx');
  });

  afterAll(() => image?.remove());

  test('every place that takes one is among them', () => {
    const places = [
      'hostname',
      ...placesForTexts('MtaRx', 'MtaRxOptions'),
      ...placesForTexts('MtaTx', 'MtaTxOptions'),
      ...placesForTexts('domains', 'MailDomain'),
    ];

    expect([...NAMES].sort()).toEqual(places.sort());
  });

  test('every mark is found', () => {
    const [files] = expandFiles(image, [stackWith(MARKS)]);
    const all = [...files.values()].join('\n');

    expect(NAMES.filter((_, index) => !all.includes(MARKS[index]))).toEqual([]);
    expect([...files].filter(([name, text]) => name.endsWith('complaints') && text !== '')).toEqual([]);
  });

  test(`${NAMES.join(', ')}`, () => {
    const awkward = fc
      .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 })
      .map((pieces) => pieces.join(''));
    const printable = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
    const word = fc.constantFrom(...wordsOf(image));
    const name = fc
      .tuple(
        fc.constantFrom('', '', 'user@', '.'),
        fc.array(fc.tuple(word, fc.constantFrom('.', '.', '-')), { minLength: 1, maxLength: 3 }),
        fc.constantFrom('', '.example', '.COM'),
      )
      .map(([before, words, after]) => before + words.flat().slice(0, -1).join('') + after);
    const text = fc.oneof({ arbitrary: awkward, weight: 2 }, { arbitrary: name, weight: 3 }, printable);
    // Two equal ones would be one entry of a map.
    const texts = fc.uniqueArray(text, {
      ...{ minLength: NAMES.length, maxLength: NAMES.length },
      selector: (one) => one.toLowerCase(),
    });
    const [reference] = expandFiles(image, [stackWith(MARKS)]);
    const kept = new Set<string>();

    fc.assert(
      fc.property(fc.array(texts, { minLength: 16, maxLength: 16 }), (all) => {
        const samples = all.map(sampleOf);
        samples.forEach((sample) => sample.texts.forEach((one, at) => one === MARKS[at] || kept.add(NAMES[at])));
        expect(
          expandFiles(
            image,
            samples.map(({ stack }) => stack),
          ).map(sorted),
        ).toEqual(samples.map((sample) => sorted(expected(reference, sample.texts))));
      }),
      { numRuns: 1, endOnFailure: true },
    );
    // If everything was refused, nothing would be proven; a name is hit by chance.
    expect(kept.size).toBeGreaterThan(NAMES.length / 2);
  });
});
