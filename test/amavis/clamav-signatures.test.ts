import * as fs from 'fs';
import * as path from 'path';
import { ClamAvOptions, DualMtaStackProps, Duration, Size } from 'cdktf-dual-mta';
import { ClamAvContainers } from '../tooling/clamav-containers';
import { verdictOn } from '../tooling/clamd-dialogue';
import { Confinement } from '../tooling/confinement';
import { ContainerNetwork } from '../tooling/container-network';
import { EICAR, EICAR_SIGNATURE } from '../tooling/eicar';
import { errorOfBuilding } from '../tooling/error-of-building';
import { eventually } from '../tooling/eventually';
import { runOrThrow } from '../tooling/program';
import { RunningContainer } from '../tooling/running-container';
import { SignatureServer } from '../tooling/signature-server';
import { synthesizeGateway } from '../tooling/synthesized-stack';
import { makeTemporaryFolder } from '../tooling/temporary-folder';

const folder = makeTemporaryFolder();
const fileWith = (name: string, text: string): string => {
  const file = path.join(folder, name);
  fs.writeFileSync(file, text);
  return file;
};
const signatureOf = (name: string, text: string): string => `${name}:0:*:${Buffer.from(text).toString('hex')}\n`;
const withClamAv = (clamav: ClamAvOptions): Partial<DualMtaStackProps> => ({ filter: { clamav } });

const NOT_YET = '/var/lib/clamav has not yet: main.c[lv]d daily.c[lv]d; clamd starts when freshclam has brought them';

/** As the ClamAV project's, but for the signature. */
const FORGED =
  `ClamAV-VDB:24 Nov 2026 09-30 -0500:27458:1:90:${'0'.repeat(32)}:${'A'.repeat(344)}:me:1795530600`.padEnd(512);

const health = (container: RunningContainer): { code: number; said: string } =>
  container.exec(['/usr/lib/dual-mta/health'], { user: 'clamav' });

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('clamd and freshclam', () => {
  const clamav = new ClamAvContainers();
  let network: ContainerNetwork;
  let server: SignatureServer;
  let clamd: RunningContainer;
  let freshclam: RunningContainer;
  let confinements: Confinement[];

  beforeAll(async () => {
    network = ContainerNetwork.create(['--internal']);
    server = await SignatureServer.start(network.name);
    server.serve('remote.ndb', signatureOf('Remote.One', 'the first evil thing'));
    const props = withClamAv({
      officialSignatures: false,
      signatureFiles: [fileWith('company.ndb', EICAR_SIGNATURE)],
      privateMirrors: [server.host],
      databaseCustomUrls: [server.urlOf('remote.ndb')],
      updateInterval: Duration.minutes(90),
      selfCheck: Duration.seconds(1),
      memory: Size.mebibytes(256),
      updateMemory: Size.mebibytes(320),
    });
    clamd = clamav.startClamd(props);
    await eventually('a clamd that waits', () => (clamd.logs() === '' ? undefined : true));
    expect(clamd.logs()).toContain('has not yet: company.ndb remote.ndb; clamd starts when freshclam has');
    freshclam = clamav.startFreshclam(props, network.name);
    await freshclam.untilHealthy(60, 'clamav');
    await clamd.untilHealthy(60, 'clamav');
    const stack = synthesizeGateway(props);
    const described = ['clamd', 'freshclam'].map((part) => stack.container(`gateway-filter-${part}`));
    confinements = [clamd, freshclam].map(({ name }, index) => new Confinement(name, described[index]));
  });

  afterAll(() => {
    clamav.remove();
    server?.remove();
    network?.remove();
  });

  test('neither has a process of root or with a capability, nor a place to write but what the stack declares', () => {
    confinements.forEach((confinement) => {
      expect(confinement.powerfulProcesses).toEqual([]);
      expect(confinement.writableMounts).toEqual(confinement.declaredPlaces);
      expect(confinement.writablePlaces).toEqual(confinement.declaredPlaces);
      expect(confinement.heldProcessLimits).toEqual([confinement.processLimit]);
    });
  });

  test('AmavisFilter.clamav.signatureFiles: what is in the image is found', () => {
    expect(verdictOn(clamd, EICAR)).toBe('Company.Eicar.UNOFFICIAL FOUND');
    expect(verdictOn(clamd, 'nothing')).toBe('OK');
  });

  test('AmavisFilter.clamav.databaseCustomUrls, AmavisFilter.clamav.selfCheck: what freshclam has fetched is found, and what it fetches later soon too', async () => {
    expect(verdictOn(clamd, 'It is the first evil thing.')).toBe('Remote.One.UNOFFICIAL FOUND');
    expect(verdictOn(clamd, 'It is the second evil thing.')).toBe('OK');
    server.serve('remote.ndb', signatureOf('Remote.Two', 'the second evil thing'));
    runOrThrow('docker', ['restart', '--time', '1', freshclam.name]);

    await eventually('a clamd that knows the second one', () =>
      verdictOn(clamd, 'It is the second evil thing.') === 'Remote.Two.UNOFFICIAL FOUND' ? true : undefined,
    );
    expect(verdictOn(clamd, EICAR)).toContain('FOUND');
  });

  test('AmavisFilter.clamav.officialSignatures: those of the ClamAV project are not fetched where they are not wanted', () => {
    const asked = new Set(server.container.logs().match(/\w+\.(ndb|c[lv]d)$/gm));

    expect([...asked]).toEqual(['remote.ndb']);
  });

  test('AmavisFilter.clamav.updateInterval, AmavisFilter.clamav.updateMemory: freshclam waits so long, and has so much', async () => {
    const processes = ['sh', '-c', "cat /proc/[0-9]*/cmdline | tr '\\0' ' '"];

    await eventually('a freshclam that waits', () =>
      freshclam.exec(processes).stdout.includes('sleep 5400 ') ? true : undefined,
    );
    expect(freshclam.memoryLimit()).toBe(320 * 1024 * 1024);
  });

  test('AmavisFilter.clamav.image, AmavisFilter.clamav.freshclamImage: are built upon Debian 12', () => {
    const system = ['sh', '-c', '. /etc/os-release; echo $ID $VERSION_ID'];

    expect([clamd, freshclam].map((one) => one.exec(system).stdout)).toEqual(['debian 12\n', 'debian 12\n']);
  });

  test('keeps what it has where what it fetches cannot be read', async () => {
    server.serve('remote.ndb', 'nonsense\n');
    runOrThrow('docker', ['restart', '--time', '1', freshclam.name]);

    await eventually('a freshclam that has failed', () =>
      freshclam.logs().includes('it is tried again in 60 s') ? true : undefined,
    );
    expect(health(freshclam)).toEqual(expect.objectContaining({ code: 0 }));
    expect(verdictOn(clamd, 'It is the second evil thing.')).toContain('FOUND');
  });

  test('AmavisFilter.clamav.maxSignatureAge: both are unhealthy, and say why, where freshclam has failed for too long', () => {
    freshclam.exec(['touch', '-d', '8 days ago', '/var/lib/clamav/.checked'], { user: 'clamav' });
    const unhealthy = {
      code: 1,
      said: expect.stringMatching(
        /the signatures were up to date on 20\d\d-\d\d-\d\d \d\d:\d\d UTC; they may be 7 days and 0 hours old: see what freshclam says/,
      ) as string,
    };

    expect([clamd, freshclam].map(health)).toEqual([
      expect.objectContaining(unhealthy),
      expect.objectContaining(unhealthy),
    ]);
  });

  test('the volume belongs to freshclam, and clamd cannot write it', () => {
    const touch = ['touch', '/var/lib/clamav/new'];

    expect(clamd.exec(touch, { user: 'clamav' }).said).toContain('Read-only file system');
    expect(freshclam.exec(['stat', '-c', '%U:%G %a', '/var/lib/clamav']).stdout).toBe('clamav:clamav 750\n');
  });

  test('run as their own user alone', () => {
    expect([clamd, freshclam].flatMap((one) => one.processes().map(({ user }) => user))).toEqual(
      expect.not.arrayContaining(['0']),
    );
  });

  test('clamd stops when it is told to', () => {
    expect(clamd.stop()).toBe(0);
  });
});

describe('the signatures of the ClamAV project', () => {
  const clamav = new ClamAvContainers();
  afterEach(() => clamav.remove());

  test('are waited for: clamd does not end, and it and freshclam say what is missing', async () => {
    const freshclam = clamav.startFreshclam(withClamAv({}));
    const clamd = clamav.startClamd(withClamAv({}));

    await eventually('a freshclam that has failed', () =>
      freshclam.logs().includes('it is tried again') ? true : undefined,
    );
    expect(health(clamd)).toEqual(
      expect.objectContaining({ code: 1, said: expect.stringContaining(NOT_YET) as string }),
    );
    expect(clamd.logs()).toBe(`${NOT_YET}, and mail waits\n`);
    expect(health(freshclam).said).toMatch(/ended with status \d+.*\nthe signatures were up to date on no day yet; /);
  });

  test.each<[string, (server: SignatureServer) => ClamAvOptions]>([
    ['AmavisFilter.clamav.privateMirrors', ({ host }) => ({ privateMirrors: [host] })],
    ['AmavisFilter.clamav.databaseMirror', ({ host }) => ({ databaseMirror: `http://${host}` })],
  ])('%s: are fetched from there, but nothing that the project has not signed', async (_, options) => {
    const network = ContainerNetwork.create(['--internal']);
    const server = await SignatureServer.start(network.name);
    try {
      server.serve('daily.cvd', FORGED);
      const freshclam = clamav.startFreshclam(withClamAv(options(server)), network.name);

      await eventually('a refusal', () =>
        freshclam.logs().includes("Can't verify database integrity") ? true : undefined,
      );
      expect(server.container.logs()).toContain('200 OK daily.cvd');
      expect(freshclam.exec(['ls', '/var/lib/clamav'], { user: 'clamav' }).stdout).not.toContain('daily');
    } finally {
      clamav.remove();
      server.remove();
      network.remove();
    }
  });

  test.each([
    ['young enough', 6, 0, ''],
    ['too old', 8, 1, 'the signatures are of 20'],
  ])('are judged by the date that clamd gives: %s', async (_, days, code, said) => {
    const date = new Date(Date.now() - days * 86_400_000)
      .toUTCString()
      .replace(/(\w+), (\d+) (\w+) (\d+) (\S+) GMT/, '$1 $3 $2 $5 $4');
    const fake = String.raw`use IO::Socket::INET; my $l = IO::Socket::INET->new(LocalPort => 3310, Listen => 5, ReuseAddr => 1);
      while (my $c = $l->accept) { local $/ = "\0"; print {$c} <$c> =~ /PING/ ? "PONG\0" : "ClamAV 1.4.6/27458/$ARGV[0]\0" }`;
    const clamd = clamav.startClamd(withClamAv({}));
    await eventually('its waiting', () => (clamd.logs() === '' ? undefined : true));
    clamd.exec(['sh', '-c', 'rm /run/clamav/waiting; perl -e "$0" "$1" > /dev/null 2>&1 &', fake, date], {
      user: 'clamav',
    });
    await eventually('a stand-in for clamd', () => (health(clamd).said.includes('refused') ? undefined : true));

    expect(health(clamd)).toEqual(expect.objectContaining({ code, said: expect.stringContaining(said) as string }));
  });
});

describe('the image of ClamAV is not built, and the engine says why, where', () => {
  const local: ClamAvOptions = { updates: false, signatureFiles: [fileWith('good.ndb', EICAR_SIGNATURE)] };

  test.each<[string, string, ClamAvOptions, string]>([
    [
      'clamd',
      'it knows no such setting (AmavisFilter.clamav.extraClamdConf)',
      { ...local, extraClamdConf: ['Bogus yes'] },
      'clamd refuses clamd.conf: ',
    ],
    [
      'freshclam',
      'it knows no such setting (AmavisFilter.clamav.extraFreshclamConf)',
      { extraFreshclamConf: ['Bogus yes'] },
      'freshclam refuses freshclam.conf: ',
    ],
    [
      'clamd',
      'a signature cannot be read',
      { ...local, signatureFiles: [fileWith('bad.ndb', 'nonsense\n')] },
      'ClamAV refuses bad.ndb: ',
    ],
  ])('%s: %s', (part, _, clamav, complaint) => {
    expect(errorOfBuilding(`filter-${part}`, withClamAv(clamav))).toContain(`compile-config: ${complaint}`);
  });
});
