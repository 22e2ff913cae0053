import * as fc from 'fast-check';
import {
  AccessAction,
  AccessEntry,
  Dnsbl,
  DualMtaStackProps,
  MailDomain,
  MapFile,
  Milter,
  RecipientAlias,
  Recipients,
  Route,
  SmtpEndpoint,
  VirtualUser,
} from 'cdktf-dual-mta';
import { ConfigurationError } from '../../lib/constructs/findings';
import { ContainerImage } from '../tooling/container-image';
import { ExpandedFiles, expandFiles } from '../tooling/expanded-files';
import { buildGatewayImage } from '../tooling/gateway-image';
import { synthesizeGateway, SynthesizedStack } from '../tooling/synthesized-stack';

type Props = Pick<DualMtaStackProps, 'domains' | 'rx' | 'tx'>;

/** Where a text of the user's goes. */
interface Place {
  readonly put: (text: string) => Partial<Props>;
  /** What is known to be right there, and stands nowhere else. */
  readonly mark?: string;
  /** What stands in the file for the text, where that is not the text itself. */
  readonly written?: (text: string) => string;
}

/** What makemap makes of a key. */
const lowerCase = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
const SERVER = SmtpEndpoint.smtp('192.0.2.1');

/** Every property that takes a text, by name; a new one is a line here. */
const PLACES: Record<string, Place> = {
  'MtaRx.greeting': { put: (text) => ({ rx: { greeting: text } }) },
  'MtaTx.greeting': { put: (text) => ({ tx: { greeting: text } }) },
  'MtaRx.access: error': {
    put: (text) => ({ rx: { access: [AccessEntry.connect('a.example', AccessAction.error(550, '5.7.1', text))] } }),
  },
  'MtaRx.access: quarantine': {
    put: (text) => ({ rx: { access: [AccessEntry.connect('b.example', AccessAction.quarantine(text))] } }),
  },
  'MtaRx.access: sender': {
    put: (text) => ({ rx: { access: [AccessEntry.from(text, AccessAction.OK)] } }),
    written: lowerCase,
  },
  'MtaRx.dnsbl: zone': { put: (text) => ({ rx: { dnsbl: [Dnsbl.of(text)] } }) },
  'MtaRx.dnsbl: message': { put: (text) => ({ rx: { dnsbl: [Dnsbl.of('c.example', { message: text })] } }) },
  'MtaRx.milters: name': {
    put: (text) => ({ rx: { milters: [Milter.overTcp(text, '192.0.2.2', 8891)] } }),
    mark: 'markOfMilter',
  },
  'MtaRx.extraMaps: value': {
    put: (text) => ({ rx: { extraMaps: [MapFile.fromEntries('access', { 'x:y': text })] } }),
  },
  'MtaRx.extraMaps: key': {
    put: (text) => ({ rx: { extraMaps: [MapFile.fromEntries('access', { [text]: 'z' })] } }),
    written: lowerCase,
  },
  'MtaTx.heloName': { put: (text) => ({ tx: { heloName: text } }) },
  'MtaTx.masqueradeAs': { put: (text) => ({ tx: { masqueradeAs: text } }) },
  'MtaTx.masqueradeDomains': { put: (text) => ({ tx: { masqueradeDomains: [text] } }) },
  'MtaTx.doubleBounceAddress': {
    put: (text) => ({ tx: { doubleBounceAddress: text } }),
    mark: 'mark@double.example',
  },
  'MtaTx.aliases: name': { put: (text) => ({ tx: { aliases: { [text]: ['postmaster'] } } }), written: lowerCase },
  'MtaTx.aliases: recipient': {
    put: (text) => ({ tx: { aliases: { d: [text] } } }),
    mark: 'mark@alias.example',
  },
  'MtaTx.virtusertable: text': {
    put: (text) => ({ tx: { virtusertable: [VirtualUser.refused('e@example.com', text)] } }),
  },
  'MtaTx.virtusertable: recipient': {
    put: (text) => ({ tx: { virtusertable: [VirtualUser.to('f@example.com', [text])] } }),
    mark: 'mark@virtual.example',
  },
  'MtaTx.routes: domain': { put: (text) => ({ tx: { routes: [Route.to(text, SERVER)] } }), written: lowerCase },
  'domains: name': { put: (text) => ({ domains: [MailDomain.relayed(text, SERVER)] }), written: lowerCase },
  'domains: alias': {
    put: (text) => ({
      domains: [MailDomain.relayed('g.example', SERVER, { aliases: [RecipientAlias.of(text, 'h@h.example')] })],
    }),
    mark: 'markofalias',
    written: lowerCase,
  },
  'domains: target of an alias': {
    put: (text) => ({
      domains: [MailDomain.relayed('i.example', SERVER, { aliases: [RecipientAlias.catchAll(text)] })],
    }),
    mark: 'mark@target.example',
  },
  'domains: recipient': {
    put: (text) => ({ domains: [MailDomain.relayed('j.example', SERVER, { recipients: Recipients.of([text]) })] }),
    mark: 'markofrecipient',
    written: lowerCase,
  },
};

/** One value of several: lists one behind the other, objects in one. */
const joined = (values: readonly unknown[]): unknown => {
  if (values.every(Array.isArray)) {
    return values.flat();
  }
  return values.length === 1 ? values[0] : Object.assign({}, ...values);
};

const merge = (parts: readonly Partial<Props>[]): Partial<Props> => {
  const together = (values: readonly object[]): object => {
    const names = [...new Set(values.flatMap((value) => Object.keys(value)))];
    const all = (name: string): unknown[] =>
      values.flatMap((value) => (name in value ? [(value as Record<string, unknown>)[name]] : []));
    return Object.fromEntries(names.map((name) => [name, joined(all(name))]));
  };
  return {
    domains: [MailDomain.local('example.com', ['postmaster']), ...parts.flatMap(({ domains = [] }) => domains)],
    rx: together(parts.map(({ rx = {} }) => rx)),
    tx: together(parts.map(({ tx = {} }) => tx)),
  };
};

const NAMES = Object.keys(PLACES);
const MARKS = NAMES.map((name, index) => PLACES[name].mark ?? `mark${index}.example`);

const stackWith = (texts: readonly string[]): SynthesizedStack =>
  synthesizeGateway(merge(NAMES.map((name, index) => PLACES[name].put(texts[index]))));

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

/** What the files have to be: those with the marks, and each text in the place of its mark. */
const expected = (reference: ExpandedFiles, texts: readonly string[]): ExpandedFiles =>
  new Map(
    [...reference].map(([file, content]) => {
      const lines = content.split('\n').map((line) =>
        NAMES.reduce((filled, name, index) => {
          const { written = (text: string) => text } = PLACES[name];
          return filled.split(MARKS[index]).join(written(texts[index]));
        }, line),
      );
      return [file, lines.join('\n')];
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

/** What a name can be made of, and m4 knows. */
const WORDS = ['dnl.', 'divert-', 'changequote.', 'MAILER.', 'example.', 'com', 'len.', 'define.', 'x', 'lower.', 'A'];

describe('a text of the user reaches what sendmail reads unchanged, or is refused with an error:', () => {
  let image: ContainerImage;

  beforeAll(() => {
    image = buildGatewayImage('mta-rx');
  });

  afterAll(() => image?.remove());

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
    const name = fc
      .tuple(fc.constantFrom('', '', 'user@', '.'), fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }))
      .map(([before, words]) => before + words.join('').replace(/[.-]$/, ''));
    const text = fc.oneof({ arbitrary: awkward, weight: 2 }, { arbitrary: name, weight: 2 }, printable);
    const texts = fc.array(text, { minLength: NAMES.length, maxLength: NAMES.length });
    const [reference] = expandFiles(image, [stackWith(MARKS)]);
    const kept = new Set<string>();

    fc.assert(
      fc.property(fc.array(texts, { minLength: 25, maxLength: 25 }), (all) => {
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
