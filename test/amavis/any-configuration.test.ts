import * as fc from 'fast-check';
import {
  AmavisFilterOptions,
  BannedRule,
  Decoder,
  Destiny,
  Duration,
  HeaderTest,
  QuarantineKind,
  RecipientPolicy,
  Size,
} from 'cdktf-dual-mta';
import { ContainerImage } from '../tooling/container-image';
import { buildGatewayImage } from '../tooling/gateway-image';
import { synthesizeGateway } from '../tooling/synthesized-stack';

const SETTINGS = '/etc/amavis/conf.d/60-dual-mta';
const BETWEEN = '=== next ===';

const some = <Value>(...values: Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values);
const score = fc.double({ min: -100, max: 0, noNaN: true });
const word = fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/);
const line = fc.string({
  unit: some('a', "'", '\\', '$x', '@y', '"', '%z', ' ', '#', '{', '}', 'grüß', ';'),
  minLength: 1,
});
const address = word.map((name) => `a${name}@example.com`);
const banned = fc.oneof(
  word.map((name) => BannedRule.extensions(name)),
  word.map((name) => BannedRule.doubleExtensions(name)),
  line.filter((name) => !/[/\p{Cc}]/u.test(name)).map((name) => BannedRule.fileName(name)),
  word.map((name) => BannedRule.allow(BannedRule.contentType(name.replace(/_/g, '-')))),
  some(BannedRule.classId(), BannedRule.mimeType('application/x-a+b'), BannedRule.raw("qr'^UNDECIPHERABLE$'")),
);

const policy = fc
  .tuple(
    fc.oneof(address, some('example.org', '.example.net')),
    fc.record(
      {
        virusLover: fc.boolean(),
        spamLover: fc.boolean(),
        uncheckedLover: fc.boolean(),
        bypassSpamChecks: fc.boolean(),
        spamTag2Level: fc.double({ min: 1, max: 6.9, noNaN: true }),
        spamSubjectTag: line,
        spamExtension: word,
        bannedFiles: fc.array(banned, { maxLength: 3 }),
        messageSizeLimit: fc.integer({ min: 64, max: 999 }).map((amount) => Size.kibibytes(amount)),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([recipient, options]) => RecipientPolicy.of(recipient, options));

const destiny = some(Destiny.PASS, Destiny.DISCARD);
const anyOptions: fc.Arbitrary<AmavisFilterOptions> = fc.record(
  {
    virusDestiny: destiny,
    bannedDestiny: some(Destiny.PASS, Destiny.BOUNCE, Destiny.DISCARD),
    spamDestiny: destiny,
    badHeaderDestiny: destiny,
    uncheckedDestiny: destiny,
    encryptedDestiny: destiny,
    ambiguousDestiny: destiny,
    uncheckedSubjectTag: line,
    spamTagLevel: score,
    spamTag2Level: fc.double({ min: 1, max: 5, noNaN: true }),
    spamKillLevel: fc.double({ min: 7, max: 9, noNaN: true }),
    spamSubjectTag: line,
    spamExtension: word,
    recipientDelimiter: some('+', '-', '=', '_'),
    headerTag: some('X-Looked-At', 'X-A'),
    headerLine: line,
    addedHeaders: fc.dictionary(some('X-Spam-Report', 'X-Amavis-Category'), fc.boolean()),
    headerTests: fc.uniqueArray(some(...Object.values(HeaderTest))),
    decoders: fc.uniqueArray(some(...Object.values(Decoder))),
    maxLevels: fc.integer({ min: 1, max: 50 }),
    maxExpansionQuota: fc.integer({ min: 1, max: 500 }).map((amount) => Size.mebibytes(amount)),
    bannedFiles: fc.array(banned, { maxLength: 5 }),
    policies: fc.uniqueArray(policy, { maxLength: 5, selector: ({ recipient }) => recipient.toLowerCase() }),
    virusAdmin: address,
    notificationSender: address,
    templates: fc.record({ virusAdmin: line, sender: line }, { requiredKeys: [] }),
    quarantine: fc.constant({ kinds: Object.values(QuarantineKind) }),
    submissionPolicy: fc.record({ spamDestiny: destiny, bannedFiles: fc.array(banned) }, { requiredKeys: [] }),
    childTimeout: fc.integer({ min: 5, max: 900 }).map((amount) => Duration.seconds(amount)),
  },
  {
    // What is discarded for our own users has to be kept, whatever becomes of others' mail.
    requiredKeys: ['quarantine'],
  },
);

describe('whatever is chosen of the filter, the real amavisd', () => {
  let image: ContainerImage;

  beforeAll(() => {
    image = buildGatewayImage('filter');
  });

  afterAll(() => image?.remove());

  /** What amavisd says to each of these settings: nothing, where it takes them. */
  const complaints = (settings: readonly string[]): string[] => {
    const tries = settings.flatMap((text) => [
      `echo ${Buffer.from(text).toString('base64')} | base64 -d > ${SETTINGS}`,
      'setpriv --reuid amavis --regid amavis --clear-groups env -i PATH="$PATH" HOME=/tmp amavisd test-config 2>&1 || echo refused',
      `echo '${BETWEEN}'`,
    ]);
    const { stdout } = image.shell(tries.join('\n'), ['--user', 'root']);
    return stdout.split(`${BETWEEN}\n`).slice(0, -1);
  };

  test('takes the settings that come of it', () => {
    fc.assert(
      fc.property(fc.array(anyOptions, { minLength: 12, maxLength: 12 }), (all) => {
        const settings = all.map((filter) =>
          synthesizeGateway({ filter }).configuration('gateway-filter', '60-dual-mta'),
        );
        const said = complaints(settings);

        expect(settings.map((text, index) => (said[index] === '' ? '' : `${said[index]}\n${text}`))).toEqual(
          settings.map(() => ''),
        );
      }),
      { numRuns: 1, endOnFailure: true },
    );
  });

  test('says what is wrong with others', () => {
    expect(complaints(['use strict;\n$no_such_setting = 1;\n1;\n'])).toEqual([
      expect.stringContaining('$no_such_setting'),
    ]);
  });
});
