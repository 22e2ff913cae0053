import { Duration, ImageSource, QueueVolume, RuleChannel, Size, SpamAssassinOptions } from 'cdktf-dual-mta';
import { findingsOf } from '../../tooling/findings';
import { SynthesizedStack, synthesizeGateway } from '../../tooling/synthesized-stack';

const FILTER = 'gateway-filter';
const UPDATES = 'gateway-filter-rule-updates';
const KEY = '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nbm90IGEga2V5\n-----END PGP PUBLIC KEY BLOCK-----\n';

const gatewayWith = (spamAssassin?: SpamAssassinOptions): SynthesizedStack =>
  synthesizeGateway({ filter: { spamAssassin } });
const mountsOf = (stack: SynthesizedStack, name: string): string[] =>
  stack.container(name).mounts.map(({ target, read_only }) => `${target}${read_only ? ':ro' : ''}`);

describe('AmavisFilter.spamAssassin: bayes', () => {
  test('has volumes that destroying does not touch, for what is learnt and for what is to be learnt', () => {
    const stack = gatewayWith({ bayes: {} });

    expect(mountsOf(stack, FILTER)).toEqual(expect.arrayContaining(['/var/lib/amavis/bayes', '/var/lib/amavis/learn']));
    for (const volume of ['gateway-filter-bayes', 'gateway-filter-learn']) {
      expect(stack.volume(volume).lifecycle?.prevent_destroy).toBe(true);
    }
    expect(stack.configuration(FILTER, 'service')).toContain("SPAMASSASSIN_LEARN_SECONDS='3600'\n");
  });

  test('lies where one wants it, and learns as often as one wants', () => {
    const learnFolder = QueueVolume.onHostPath('/srv/learn');
    const stack = gatewayWith({ bayes: { learnFolder, learnInterval: Duration.minutes(5) } });

    const mount = stack.container(FILTER).mounts.find(({ target }) => target === '/var/lib/amavis/learn');
    expect(mount?.source).toBe('/srv/learn');
    expect(stack.configuration(FILTER, 'service')).toContain("SPAMASSASSIN_LEARN_SECONDS='300'\n");
  });

  test('is not there where nothing is said', () => {
    expect(mountsOf(gatewayWith(), FILTER).join(' ')).not.toMatch(/bayes|learn/);
  });
});

describe('AmavisFilter.spamAssassin: ruleUpdates', () => {
  test('is a container with a way out of its own; the filter has none, and only reads what it brings', () => {
    const stack = gatewayWith({ ruleUpdates: {} });

    expect(stack.networksOf(UPDATES)).toEqual([UPDATES]);
    expect(stack.network(UPDATES).internal ?? false).toBe(false);
    expect(stack.networksOf(FILTER)).toEqual(['gateway-scan-in', 'gateway-scan-out']);
    expect(mountsOf(stack, UPDATES)).toEqual(['/var/lib/sa-rules']);
    expect(mountsOf(stack, FILTER)).toContain('/var/lib/sa-rules:ro');
    expect(stack.container(UPDATES)).toMatchObject({ user: '2508:2508', read_only: true, memory: 256 });
    expect(stack.configuration(FILTER, '60-dual-mta')).toContain("$sa_configpath = '/run/amavis/rules';");
    expect(stack.configuration(UPDATES, 'service')).toContain(
      "UPDATE_CHANNELS='updates.spamassassin.org'\nUPDATE_SECONDS='86400'\n",
    );
  });

  test('follows what was chosen', () => {
    const channels = [RuleChannel.spamAssassin(), RuleChannel.signedBy('sa.example.com', KEY)];
    const interval = Duration.hours(6);
    const stack = gatewayWith({ ruleUpdates: { channels, interval, memory: Size.mebibytes(300) } });
    const service = stack.configuration(UPDATES, 'service');

    expect(stack.container(UPDATES).memory).toBe(300);
    expect(service).toContain("UPDATE_CHANNELS='updates.spamassassin.org sa.example.com'\n");
    expect(service).toContain("UPDATE_SECONDS='21600'\nUPDATE_RETRY_SECONDS='2160'\nUPDATE_AGE_SECONDS='64800'\n");
    expect(stack.configuration(UPDATES, 'sa.example.com.asc')).toBe(KEY);
  });

  test("takes no memory and no image of the filter's where that has its own", () => {
    const stack = synthesizeGateway({
      filter: {
        memory: Size.gibibytes(2),
        image: ImageSource.fromRegistry('registry.example.com/filter:1'),
        spamAssassin: { ruleUpdates: {} },
      },
    });

    expect(stack.container(UPDATES).memory).toBe(256);
    expect(stack.imageOf(UPDATES).build?.build_args.BASE_IMAGE).toBe('debian:bookworm-slim');
  });

  test('is not there where nothing is said', () => {
    const stack = gatewayWith();

    expect(stack.containers.map(({ name }) => name)).not.toContain(UPDATES);
    expect(stack.configuration(FILTER, '60-dual-mta')).not.toContain('$sa_configpath');
  });

  test.each([
    [{ interval: Duration.seconds(9) }, '"ruleUpdates.interval" is'],
    [{ channels: [RuleChannel.signedBy('sa example', KEY)] }, '"ruleUpdates.channels[0].name" is'],
    [{ channels: [RuleChannel.signedBy('sa.example.com', 'ABCD')] }, '"ruleUpdates.channels[0].publicKey" is'],
    [{ channels: [RuleChannel.spamAssassin(), RuleChannel.spamAssassin()] }, '"ruleUpdates.channels[1].name" is'],
  ])('cannot be %j', (ruleUpdates, text) => {
    expect(findingsOf({ filter: { spamAssassin: { ruleUpdates } } })).toEqual([expect.stringContaining(text)]);
  });
});

test('AmavisFilter.spamAssassin: compiledRules loads the plugin, and has the image compile', () => {
  const stack = gatewayWith({ compiledRules: true });

  expect(stack.configuration(FILTER, 'local.cf')).toContain('loadplugin Mail::SpamAssassin::Plugin::Rule2XSBody ');
  expect(stack.configuration(FILTER, 'service')).toContain("SPAMASSASSIN_COMPILED='yes'\n");
  expect(gatewayWith().configuration(FILTER, 'local.cf')).not.toContain('Rule2XSBody');
});
