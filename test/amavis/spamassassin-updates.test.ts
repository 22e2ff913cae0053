import { Duration, RuleChannel, SpamAssassinOptions } from 'cdktf-dual-mta';
import { Confinement, ProcessStatus } from '../tooling/confinement';
import { ContainerImage, randomName } from '../tooling/container-image';
import { ASKS_ITSELF } from '../tooling/dns-responder';
import { eventually } from '../tooling/eventually';
import { buildGatewayImage } from '../tooling/gateway-image';
import { runProgram } from '../tooling/program';
import { CHANNEL, RulePublisher } from '../tooling/rule-publisher';
import { argumentsOf, RunningContainer } from '../tooling/running-container';
import { ScanningFilter } from '../tooling/scanning-filter';
import { buildImageOf } from '../tooling/stack-image';
import { synthesizeGateway } from '../tooling/synthesized-stack';

const NAME = 'gateway-filter-rule-updates';
const RULES = '/var/lib/sa-rules';

/** Brings messages until it is told to stop, and notes which were taken. */
const SENDER = `
use strict; use warnings; use IO::Socket::INET;
my ($who) = @ARGV;
my $number = 0;
until (-e '/tmp/stop') {
    select undef, undef, undef, 0.2;
    my $socket = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => 10024) or next;
    my $subject = "sent-$who-" . ++$number;
    my $reply = sub { while (defined(my $line = <$socket>)) { return $1 if $line =~ /^(\\d{3}) / } 0 };
    my $say = sub { print {$socket} "$_[0]\\r\\n"; $reply->() };
    $reply->() == 220 or next;
    $say->('LHLO rx.example') == 250 or next;
    $say->('MAIL FROM:<a@elsewhere.example>') == 250 or next;
    $say->('RCPT TO:<postmaster@example.com>') == 250 or next;
    $say->('DATA') == 354 or next;
    $say->("From: a\\@elsewhere.example\\r\\nSubject: $subject\\r\\n\\r\\nHello.\\r\\n.") == 250 or next;
    open my $file, '>>', "/tmp/accepted-$who" or die; print {$file} "$subject\\n"; close $file;
    $say->('QUIT');
}
`;

describe('AmavisFilter.spamAssassin.ruleUpdates', () => {
  const volume = randomName('rules');
  let base: ContainerImage;
  let image: ContainerImage;
  let publisher: RulePublisher;
  let updates: RunningContainer;
  let confinement: Confinement;
  let powerful: ProcessStatus[];
  let filter: ScanningFilter;

  beforeAll(async () => {
    base = buildGatewayImage('filter-rule-updates', { filter: { spamAssassin: { ruleUpdates: {} } } });
    publisher = new RulePublisher(base);
    const key = publisher.makeKey('ours');
    publisher.makeKey('theirs');
    const spamAssassin: SpamAssassinOptions = {
      ruleUpdates: { channels: [RuleChannel.signedBy(CHANNEL, key)], interval: Duration.seconds(10) },
    };
    filter = await ScanningFilter.start(spamAssassin, ['--volume', `${volume}:${RULES}:ro`]);
    const stack = synthesizeGateway({ filter: { spamAssassin } });
    image = buildImageOf(stack, NAME);
    const options = [...argumentsOf(stack.container(NAME), { volumes: false }), '--volume', `${volume}:${RULES}`];
    updates = RunningContainer.start(image.tag, [...options, ...ASKS_ITSELF]);
    confinement = new Confinement(updates.name, stack.container(NAME));
    // Before the test has servers of its own in there.
    powerful = confinement.powerfulProcesses;
    publisher.announceTo(updates);
  });

  afterAll(() => {
    filter?.remove();
    updates?.remove();
    publisher?.remove();
    image?.remove();
    base?.remove();
    runProgram('docker', ['volume', 'rm', '--force', volume]);
  });

  test('the container has no process of root or with a capability, and no place to write but the rules and memory', () => {
    expect(powerful).toEqual([]);
    expect(confinement.declaredPlaces).toContain(RULES);
    expect(confinement.writableMounts).toEqual(confinement.declaredPlaces);
    expect(confinement.writablePlaces).toEqual(confinement.declaredPlaces);
    expect(confinement.heldProcessLimits).toEqual([confinement.processLimit]);
  });

  test('rules that somebody else has signed are not taken, and after a while the container is ill', async () => {
    publisher.offer(updates, 'body OFFERED /marimba/\nscore OFFERED 9\n', 'theirs');

    await eventually('a refusal', () => (updates.logs().includes('GPG validation failed') ? true : undefined), 120);
    const said = await eventually('an ill container', () => {
      const health = updates.exec(['/usr/lib/dual-mta/health'], { user: 'sa-update' });
      return health.code === 1 ? health.said : undefined;
    });

    expect(said).toMatch(/^rules: no update has succeeded for \d+ seconds\n$/);
    expect(releases()).toEqual([]);
    expect((await filter.scan('A marimba.')).tests).not.toHaveProperty('OFFERED');
  });

  test('new rules count without a restart, those of the package beside them, and no message is lost', async () => {
    const started = filter.container.exec(['stat', '-c', '%Y', '/proc/1']).stdout;
    filter.container.exec(['sh', '-c', 'cat > /tmp/b'], { input: SENDER, user: 'amavis' });
    for (const who of ['one', 'two']) {
      filter.container.exec(['sh', '-c', `perl /tmp/b ${who} > /dev/null 2>&1 &`], { user: 'amavis' });
    }

    publisher.offer(updates, 'body OFFERED /marimba/\nscore OFFERED 3\n', 'ours');
    await eventually(
      'the rules in the filter',
      () => (/rules: \S+\/1$/m.test(filter.container.logs()) ? true : undefined),
      120,
    );
    await filter.untilHealthy();

    const { tests } = await filter.scan('A marimba. http://example.com/');
    expect(tests).toMatchObject({ OFFERED: 3 });
    expect(Object.keys(tests).length).toBeGreaterThan(1);
    expect(filter.container.exec(['stat', '-c', '%Y', '/proc/1']).stdout).toBe(started);

    filter.container.exec(['touch', '/tmp/stop'], { user: 'amavis' });
    const accepted = filter.container.exec(['sh', '-c', 'cat /tmp/accepted-*']).stdout.trim().split('\n');
    const subjects = filter.taken().map((text) => /^Subject: (\S+)/m.exec(text)?.[1] ?? '');
    expect(accepted.length).toBeGreaterThan(2);
    expect(accepted.filter((subject) => !subjects.includes(subject))).toEqual([]);
    await updates.untilHealthy(60, 'sa-update');
  });

  test('rules that SpamAssassin refuses are not taken, and it is said', async () => {
    const version = releases()[0].split('/')[0];
    const script = `cd ${RULES}/${version} && cp -R 1 .2 && echo 'body BROKEN /(/' > .2/99_broken.cf && mv .2 2`;
    updates.exec(['sh', '-euc', script], { user: 'sa-update' });

    await eventually(
      'a refusal',
      () => (/SpamAssassin refuses \S+\/2, .*BROKEN/.test(filter.container.logs()) ? true : undefined),
      120,
    );

    expect((await filter.scan('A marimba.')).tests).toMatchObject({ OFFERED: 3 });
  });

  test('a filter that starts again reads them at once', async () => {
    await filter.restart();

    expect((await filter.scan('A marimba.')).tests).toMatchObject({ OFFERED: 3 });
  });

  /** Version and number of what is there for the filter. */
  const releases = (): string[] => {
    const { stdout } = updates.exec(['sh', '-c', `cd ${RULES} && ls -d 4*/[0-9]* 2> /dev/null || :`]);
    return stdout.split('\n').filter((line) => line !== '');
  };
});

test('AmavisFilter.spamAssassin.ruleUpdates: a key that gpg cannot read stops the build', () => {
  const key = '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nbm90IGEga2V5\n-----END PGP PUBLIC KEY BLOCK-----\n';
  const channels = [RuleChannel.signedBy(CHANNEL, key)];

  expect(() =>
    buildGatewayImage('filter-rule-updates', { filter: { spamAssassin: { ruleUpdates: { channels } } } }),
  ).toThrow('compile-config: gpg refuses rules.example.asc');
});
