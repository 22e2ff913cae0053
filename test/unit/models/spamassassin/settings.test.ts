import { AddressBlock, DualMtaStackProps, Duration, SpamAssassinOptions } from 'cdktf-dual-mta';
import * as fc from 'fast-check';
import { findingsOf } from '../../../tooling/findings';
import { synthesizeGateway } from '../../../tooling/synthesized-stack';
import { OWN_LINE } from '../../../../lib/models/spamassassin/own-rules';
import { rowThatSets } from '../../../../lib/models/spamassassin/spamassassin-table';
import { writeOwnRules } from '../../../../lib/writers/spamassassin-cf';

/** What no line of rules may have in it, or say. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const REFUSED = /[\u0000-\u0008\u000a-\u001f\u007f]|\p{Surrogate}|^use_bayes 1$/u;

const FILTER = 'gateway-filter';

const gatewayWith = (spamAssassin?: SpamAssassinOptions): Partial<DualMtaStackProps> => ({
  addresses: AddressBlock.of('10.20.30.0/26'),
  filter: { spamAssassin },
});

/** The lines of `local.cf` without the comments that say where they come from. */
const settingsOf = (spamAssassin?: SpamAssassinOptions): string[] =>
  synthesizeGateway(gatewayWith(spamAssassin))
    .configuration(FILTER, 'local.cf')
    .split('\n')
    .map((line) => line.replace(/ {2}# .*$/, ''));

const wrong = (spamAssassin: SpamAssassinOptions): string[] => findingsOf(gatewayWith(spamAssassin));

describe("SpamAssassin's settings", () => {
  test('ask nobody and learn nothing where nothing is said, and trust MTA-RX', () => {
    expect(settingsOf()).toEqual(
      expect.arrayContaining([
        'dns_available no',
        'skip_rbl_checks 1',
        'use_bayes 0',
        'bayes_auto_learn 0',
        'trusted_networks 10.20.30.3',
        'internal_networks 10.20.30.3',
      ]),
    );
  });

  test('AmavisFilter.spamAssassin: networkTests asks DNS, and waits for no answer longer than it was told', () => {
    expect(settingsOf({ networkTests: true, dnsTimeout: Duration.seconds(6) })).toEqual(
      expect.arrayContaining(['dns_available yes', 'skip_rbl_checks 0', 'skip_uribl_checks 0', 'rbl_timeout 6 1']),
    );
    expect(settingsOf({ networkTests: true, dnsLists: false })).toContain('skip_rbl_checks 1');
  });

  test.each([
    [undefined, '1'],
    [true, '0'],
  ])('AmavisFilter.spamAssassin: amavisd is told whether there are network tests (%s)', (networkTests, written) => {
    const conf = synthesizeGateway(gatewayWith({ networkTests })).configuration(FILTER, '60-dual-mta');

    expect(conf).toContain(`$sa_local_tests_only = ${written};`);
  });

  test.each(['use_razor2 0', 'use_pyzor 0', 'use_dcc 0'])('have %s even with network tests', (line) => {
    expect(settingsOf({ networkTests: true })).toContain(line);
  });

  test('have the scores and senders that were chosen', () => {
    const options = {
      networkTests: true,
      scores: { MY_TEST: 2.5, TINY: 0.00001, OFF: 0 },
      welcomelist: ['*@good.example'],
      blocklist: ['jim@evil.example', '*@worse.example'],
    };

    expect(settingsOf(options)).toEqual(
      expect.arrayContaining([
        'score MY_TEST 2.5',
        'score TINY 0',
        'score OFF 0',
        'welcomelist_auth *@good.example',
        'blocklist_from jim@evil.example',
        'blocklist_from *@worse.example',
      ]),
    );
  });

  test.each([
    [{ scores: { 'MY TEST': 1 } }, '"scores" is "MY TEST"'],
    [{ scores: { MY_TEST: Number.NaN } }, '"scores.MY_TEST" is null'],
    [{ scores: { MY_TEST: 1e6 } }, '"scores.MY_TEST" is 1000000'],
    [{ blocklist: ['evil.example'] }, '"blocklist[0]" is "evil.example"'],
    [{ blocklist: ['a@b #'] }, '"blocklist[0]" is "a@b #"'],
    [{ welcomelist: ['*@good.example'] }, '"welcomelist" is ["*@good.example"]'],
    [{ dnsLists: true }, '"dnsLists" is true'],
    [{ dnsTimeout: Duration.seconds(6) }, '"dnsTimeout" is'],
    [{ networkTests: true, dnsTimeout: Duration.milliseconds(1500) }, '"dnsTimeout" is'],
    [{ rules: ['body A /a/\nbody B /b/'] }, '"rules[0]" is'],
    [{ rules: [' USE_BAYES 1'] }, 'Write the property "bayes".'],
    [{ rules: ['lang de use_razor2 1'] }, 'Write nothing of it.'],
    [{ ruleFiles: ['/nowhere/rules.cf'] }, '"ruleFiles[0]" is "/nowhere/rules.cf": the file cannot be read'],
    [{ bayes: { learnInterval: Duration.seconds(0) } }, '"bayes.learnInterval" is'],
  ] as [SpamAssassinOptions, string][])(
    'are refused where they mean something else or nothing: %j',
    (options, text) => {
      expect(wrong(options)).toEqual([expect.stringContaining(text)]);
    },
  );
});

describe("rules of one's own", () => {
  test('reach the image as they are', () => {
    const rules = ['body MY_TEST /a${b}%{c}\\#\t"/', 'describe MY_TEST Grüße'];

    expect(synthesizeGateway(gatewayWith({ rules })).configuration(FILTER, 'dual-mta-own.cf')).toBe(
      `${rules.join('\n')}\n`,
    );
  });

  test('reach the image as they are, or are refused, whatever they are', () => {
    const line = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('use_bayes 1', 'score A 1', ''));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (rules) => {
        const accepted = rules.filter((one) => OWN_LINE.holds(one) && rowThatSets(one) === undefined);
        const text = Buffer.from(writeOwnRules(accepted, [])).toString('utf8');

        expect(text.split('\n')).toEqual([...accepted, '']);
        rules.filter((one) => !accepted.includes(one)).forEach((one) => expect(one).toMatch(REFUSED));
      }),
      { numRuns: 1000 },
    );
  });
});
