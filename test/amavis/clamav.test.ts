import * as fs from 'fs';
import * as path from 'path';
import { AddressBlock, Destiny, DualMtaStackProps, Duration, Size } from 'cdktf-dual-mta';
import { AddressSlot } from '../../lib/models/address-block';
import { ClamAvContainers } from '../tooling/clamav-containers';
import { randomName } from '../tooling/container-image';
import { ContainerNetwork } from '../tooling/container-network';
import { EICAR, EICAR_SIGNATURE, messageWith, zip } from '../tooling/eicar';
import { eventually } from '../tooling/eventually';
import { FilterContainer } from '../tooling/filter-container';
import { MailSink } from '../tooling/mail-sink';
import { runOrThrow } from '../tooling/program';
import { RunningContainer } from '../tooling/running-container';
import { dialogue } from '../tooling/smtp-dialogue';
import { makeTemporaryFolder } from '../tooling/temporary-folder';

const folder = makeTemporaryFolder();
const SIGNATURE_FILE = path.join(folder, 'company.ndb');
fs.writeFileSync(SIGNATURE_FILE, EICAR_SIGNATURE);
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const addresses = AddressBlock.derivedFrom(randomName('block'));

/** A filter with a sink in the place of MTA-TX, and a clamd that knows EICAR and takes no large files. */
const PROPS: Partial<DualMtaStackProps> = {
  addresses,
  rx: { maxMessageSize: Size.mebibytes(2) },
  filter: {
    // A quota that synth would refuse: larger than what clamd takes.
    extraPerl: [
      "$forward_method = $notify_method = 'smtp:[127.0.0.1]:10025';",
      '$MAX_EXPANSION_QUOTA = 100 * 1024 * 1024;',
    ],
    logLevel: 2,
    childTimeout: Duration.seconds(60),
    maxExpansionQuota: Size.mebibytes(2),
    clamav: {
      updates: false,
      signatureFiles: [SIGNATURE_FILE],
      maxFileSize: Size.mebibytes(4),
      streamMaxLength: Size.mebibytes(2),
      memory: Size.mebibytes(256),
    },
  },
};

/** Hands a message to a filter, and gives the answer to it. */
const sendTo = (
  filter: RunningContainer,
  subject: string,
  attachments: readonly (readonly [string, Buffer])[],
): string => {
  const lines = messageWith(subject, attachments).map((line) => `|${line}`);
  const replies = dialogue(filter, { port: 10024, from: '127.0.0.1' }, [
    ...['LHLO rx.example', 'MAIL FROM:<alice@elsewhere.example>', 'RCPT TO:<postmaster@example.com>', 'DATA'],
    ...[...lines, '.', 'QUIT'],
  ]);
  return replies.at(-2) ?? '';
};

/** The line of a filter's log about a message that it ends with. */
const lastWordOn = (filter: RunningContainer, subject: string): Promise<string> =>
  eventually(`a line about ${subject}`, () =>
    filter
      .logs()
      .split('\n')
      .find((line) => /\b(Passed|Blocked) /.test(line) && line.includes(`<${subject.replace(/\W/g, '.')}@`)),
  );

/** Speaks clamd's protocol. What a message brings in its first connection is clean; of what comes behind it, it cannot say. */
const HALF_A_CLAMD = String.raw`
use strict; use warnings; use IO::Socket::INET; use Time::HiRes 'time';
$| = 1;
my $listener = IO::Socket::INET->new(LocalPort => 3310, Listen => 5, ReuseAddr => 1) or die $@;
print "listening\n";
my $last = 0;
while (my $client = $listener->accept) {
    my $verdict = time - $last < 3 ? "Can't write to the disk ERROR" : 'OK';
    my $id = 0;
    local $/ = "\0";
    while (defined(my $command = <$client>)) {
        next if $command ne "zINSTREAM\0";
        while (read $client, my $length, 4) { my $n = unpack 'N', $length or last; read $client, my $data, $n }
        print {$client} ++$id . ": stream: $verdict\0";
        $client->flush;
    }
    print "$id files: $verdict\n";
    $last = time;
}
`;

describe('a filter with ClamAV', () => {
  let network: ContainerNetwork;
  let started: FilterContainer;
  let filter: RunningContainer;
  let sink: MailSink;
  let clamd: RunningContainer;
  const clamav = new ClamAvContainers();

  beforeAll(async () => {
    network = ContainerNetwork.create(['--internal', '--subnet', addresses.scanIn]);
    const at = (slot: AddressSlot) => ({ name: network.name, address: addresses.onScanIn(slot) });
    clamd = clamav.startClamd(PROPS, at(AddressSlot.CLAMAV));
    started = await FilterContainer.start(PROPS, { network: at(AddressSlot.FILTER) });
    filter = started.container;
    sink = await MailSink.start(filter, 10025);
    await clamd.untilHealthy(60, 'clamav');
  });

  const send = (subject: string, attachments: readonly (readonly [string, Buffer])[]): string =>
    sendTo(filter, subject, attachments);
  const saidOf = (subject: string): Promise<string> => lastWordOn(filter, subject);

  afterAll(() => {
    started?.remove();
    clamav.remove();
    network?.remove();
  });

  test('lets clean mail pass', async () => {
    expect(send('clean', [['notes.txt', Buffer.from('Nothing in it.')]])).toMatch(/^250 /);
    expect(await saidOf('clean')).toContain(' Passed CLEAN ');
  });

  test.each<[string, string, Buffer]>([
    ['a file', 'eicar.txt', Buffer.from(EICAR)],
    ['a zip archive', 'eicar.zip', zip(['eicar.txt', Buffer.from(EICAR)])],
    ['a zip archive in another', 'nested.zip', zip(['inner.zip', zip(['eicar.txt', Buffer.from(EICAR)])])],
  ])('discards EICAR in %s into the quarantine, and its log names the virus', async (what, name, content) => {
    const subject = `eicar in ${what}`;

    expect(send(subject, [[name, content]])).toMatch(/^250 2\.7\.0 Ok, discarded/);
    expect(await saidOf(subject)).toMatch(/ Blocked INFECTED \(Company\.Eicar\.UNOFFICIAL\) .* quarantine: /);
    expect(sink.texts('header').filter((line) => line === `Subject: ${subject}`)).toEqual([]);
  });

  test('AmavisFilter.clamav: mail waits while clamd is down, and passes when it is there again', async () => {
    runOrThrow('docker', ['stop', clamd.name]);

    expect(send('waits', [])).toMatch(/^45\d 4\./);
    runOrThrow('docker', ['start', clamd.name]);
    await clamd.untilHealthy(60, 'clamav');
    expect(send('waits', [])).toMatch(/^250 /);
    expect(await saidOf('waits')).toContain(' Passed CLEAN ');
  });

  // Of a file in a zip archive clamd looks through as much as maxFileSize, and says nothing of the rest; but amavisd unpacks it.
  test.each<[string, string, (large: Buffer) => Buffer]>([
    ['AmavisFilter.clamav.streamMaxLength: mail waits with a file that clamd refuses', 'large.bin', (large) => large],
    [
      'AmavisFilter.clamav.maxFileSize: it waits with one in an archive, which clamd alone would pass',
      'large.zip',
      (large) => zip(['large.bin', large]),
    ],
  ])('%s', (_, name, content) => {
    const refusals = () => clamd.logs().match(/INSTREAM.* size limit/gi)?.length ?? 0;
    const before = refusals();

    expect(send(name, [[name, content(Buffer.alloc(5 * 1024 * 1024, 'abcdef'))]])).toMatch(/^45\d 4\./);
    expect(refusals()).toBeGreaterThan(before);
  });

  test('takes nothing for clean of which clamd could look through the first half alone', async () => {
    const files = Array.from(
      { length: 120 },
      (_, index) => [`f${index}.txt`, Buffer.from(`${index} `.repeat(9))] as const,
    );
    runOrThrow('docker', ['stop', clamd.name]);
    const options = ['--network', network.name, '--ip', addresses.onScanIn(AddressSlot.CLAMAV)];
    const fake = RunningContainer.start('debian:bookworm-slim', options, ['perl', '-e', HALF_A_CLAMD]);
    await eventually('a scanner that listens', () => (fake.logs().includes('listening') ? true : undefined));

    expect(send('many', files)).toMatch(/^45\d 4\./);
    expect(fake.logs()).toContain('ERROR');
    fake.remove();
  });
});

test('AmavisFilter.virusScannersFailureIsFatal: without it, and with its destiny, mail passes as unchecked', async () => {
  const passing = { virusScannersFailureIsFatal: false, uncheckedDestiny: Destiny.PASS };
  const started = await FilterContainer.start({ ...PROPS, filter: { ...PROPS.filter, ...passing } });
  try {
    const sink = await MailSink.start(started.container, 10025);

    expect(sendTo(started.container, 'unchecked', [])).toMatch(/^250 /);
    expect(await lastWordOn(started.container, 'unchecked')).toContain(' Passed UNCHECKED ');
    expect(sink.texts('header')).toContain('Subject: ***UNCHECKED*** unchecked');
  } finally {
    started.remove();
  }
});
