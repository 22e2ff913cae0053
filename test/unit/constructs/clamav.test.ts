import * as fs from 'fs';
import * as path from 'path';
import { App, TerraformStack } from 'cdktf';
import { DockerProvider } from '@cdktf/provider-docker/lib/provider';
import { NullProvider } from '@cdktf/provider-null/lib/provider';
import {
  ClamAv,
  ClamAvOptions,
  ClamdEndpoint,
  DockerRuntime,
  DualMtaGateway,
  Duration,
  ExistingClamd,
  ImageSource,
  ScanNetwork,
  Size,
  WorkDirectory,
} from 'cdktf-dual-mta';
import { findingsOf } from '../../tooling/findings';
import { gatewayProps } from '../../tooling/gateway-props';
import { SynthesizedStack, synthesize, synthesizeGateway } from '../../tooling/synthesized-stack';
import { makeTemporaryFolder } from '../../tooling/temporary-folder';

const CLAMD = 'gateway-filter-clamd';
const FRESHCLAM = 'gateway-filter-freshclam';

const folder = makeTemporaryFolder();
const fileWith = (name: string, text: string | Buffer): string => {
  fs.writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};
const OWN = fileWith('company.ndb', 'Company.Test:0:0:4142434445\n');
const withClamAv = (clamav: ClamAvOptions): SynthesizedStack => synthesizeGateway({ filter: { clamav } });
const complaintsOf = (clamav: ClamAvOptions): string[] => findingsOf({ filter: { clamav } });
const gateway = withClamAv({});
const local: ClamAvOptions = { updates: false, signatureFiles: [OWN] };

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('AmavisFilter.clamav', () => {
  test('is off where nothing is said', () => {
    const without = synthesizeGateway();

    expect(without.containers.map(({ name }) => name)).not.toContain(CLAMD);
    expect(without.configuration('gateway-filter', '60-dual-mta')).toContain('@av_scanners = ()');
  });

  test('is two containers, and the gateway is ready when they are healthy', () => {
    const names = gateway.containers.map(({ name }) => name);

    expect(names).toEqual(expect.arrayContaining([CLAMD, FRESHCLAM]));
    expect(Object.values(gateway.json.resource.null_resource ?? {})[0].triggers).toMatchObject({
      [CLAMD]: expect.any(String) as string,
      [FRESHCLAM]: expect.any(String) as string,
    });
  });

  test('has clamd on the internal network alone, at a fixed address, and freshclam on one of its own', () => {
    expect(gateway.networksOf(CLAMD)).toEqual(['gateway-scan-in']);
    expect(gateway.container(CLAMD).networks_advanced[0].ipv4_address).toBe('10.206.165.141');
    expect(gateway.network('gateway-scan-in').internal).toBe(true);
    expect(gateway.networksOf(FRESHCLAM)).toEqual(['gateway-filter-updates']);
    expect(gateway.network('gateway-filter-updates').internal).toBeFalsy();
    const others = gateway.containers.filter(({ name }) => name !== FRESHCLAM);
    expect(others.flatMap(({ name }) => gateway.networksOf(name))).not.toContain('gateway-filter-updates');
  });

  test('is asked by the filter at that address', () => {
    expect(gateway.configuration('gateway-filter', '60-dual-mta')).toContain("'clamd:[10.206.165.141]:3310'");
  });

  test('has a volume that clamd only reads, and that goes with the gateway', () => {
    const mountsOf = (name: string) =>
      gateway.container(name).mounts.filter(({ target }) => target === '/var/lib/clamav');

    expect(mountsOf(CLAMD)).toEqual([expect.objectContaining({ read_only: true })]);
    expect(mountsOf(FRESHCLAM)[0].read_only).toBeFalsy();
    expect(mountsOf(CLAMD)[0].source).toBe(mountsOf(FRESHCLAM)[0].source);
    expect(gateway.volume('gateway-filter-signatures').lifecycle).toBeUndefined();
  });

  test.each([CLAMD, FRESHCLAM])('has %s as a user of its own, with time for its first start', (name) => {
    const container = gateway.container(name);

    expect(container).toMatchObject({ user: '2506:2506', read_only: true, memory: 2048, wait_timeout: 1050 });
    expect(container.healthcheck).toMatchObject({ start_period: '900s' });
  });

  test('AmavisFilter.clamav.updates: without freshclam there is clamd with the files in its image', () => {
    const without = withClamAv(local);

    expect(without.containers.map(({ name }) => name)).not.toContain(FRESHCLAM);
    expect(without.configuration(CLAMD, 'signatures/company.ndb')).toBe('Company.Test:0:0:4142434445\n');
    expect(without.configuration(CLAMD, 'clamd.conf')).toContain('\nDatabaseDirectory /etc/dual-mta/signatures\n');
    expect(without.container(CLAMD)).toMatchObject({ memory: 512, healthcheck: { start_period: '30s' } });
  });

  test('AmavisFilter.clamav.signatureFiles: with freshclam they are in its image, and clamd waits for them', () => {
    const both = withClamAv({ signatureFiles: [OWN], databaseCustomUrls: ['https://sigs.example.com/more.ldb'] });

    expect(both.configuration(FRESHCLAM, 'signatures/company.ndb')).toContain('Company.Test');
    expect(() => both.configuration(CLAMD, 'signatures/company.ndb')).toThrow('has no');
    expect(both.configuration(CLAMD, 'service')).toContain(
      "CLAMD_FILES='main.c[lv]d daily.c[lv]d company.ndb more.ldb'",
    );
  });

  test('AmavisFilter.clamav.maxSignatureAge and updateInterval are for the health checks and for freshclam', () => {
    const chosen = withClamAv({ maxSignatureAge: Duration.days(3), updateInterval: Duration.hours(4) });

    expect(chosen.configuration(CLAMD, 'service')).toContain("CLAMD_MAX_AGE='259200'");
    expect(chosen.configuration(FRESHCLAM, 'service')).toContain("FRESHCLAM_MAX_AGE='259200'");
    expect(chosen.configuration(FRESHCLAM, 'service')).toContain("FRESHCLAM_INTERVAL='14400'");
  });

  test('AmavisFilter.clamav.work: in memory it counts as the container’s', () => {
    const chosen = withClamAv({ work: WorkDirectory.inMemory(Size.gibibytes(1)) }).container(CLAMD);

    expect(chosen.memory).toBe(3072);
    expect(chosen.tmpfs?.['/var/tmp/clamd']).toContain('size=1073741824');
  });

  test('AmavisFilter.clamav.image and freshclamImage are those of the two', () => {
    const chosen = withClamAv({
      image: ImageSource.fromRegistry('registry.example.com/clamd:1'),
      freshclamImage: ImageSource.fromRegistry('registry.example.com/freshclam:1'),
    });

    expect([CLAMD, FRESHCLAM].map((name) => chosen.imageOf(name).name)).toEqual([
      'registry.example.com/clamd:1',
      'registry.example.com/freshclam:1',
    ]);
  });

  test('AmavisFilter.virusScannersFailureIsFatal: mail waits for a scanner, unless it is to be unchecked', () => {
    const conf = (filter: object): string =>
      synthesizeGateway({ filter }).configuration('gateway-filter', '60-dual-mta');

    expect(conf({})).toContain('$virus_scanners_failure_is_fatal = 1;');
    expect(conf({ virusScannersFailureIsFatal: false })).toContain('$virus_scanners_failure_is_fatal = 0;');
  });

  test('takes all that a message may unpack to, where nothing is said', () => {
    const chosen = synthesizeGateway({ filter: { maxExpansionQuota: Size.mebibytes(500), clamav: {} } });

    expect(chosen.configuration(CLAMD, 'clamd.conf')).toContain('\nStreamMaxLength 524288000\n');
    expect(gateway.configuration(CLAMD, 'clamd.conf')).toContain('\nStreamMaxLength 314572800\n');
  });
});

describe('ClamAV alone', () => {
  test('is used by whoever has it, under its own names', () => {
    const stack = synthesize((app: App) => {
      const own = new TerraformStack(app, 'stack');
      new DockerProvider(own, 'docker');
      const runtime = new DockerRuntime();
      const network = new ScanNetwork(own, 'Net', { runtime, name: 'net', subnet: '10.0.0.0/28' });
      new ClamAv(own, 'ClamAv', { runtime, name: 'av', hostname: 'mx.example.com', network });
      return own;
    });

    expect(stack.containers.map(({ name }) => name).sort()).toEqual(['av-clamd', 'av-freshclam']);
  });

  test('of somebody else is asked where it is', () => {
    const stack = synthesize((app: App) => {
      const own = new TerraformStack(app, 'gateway');
      new DockerProvider(own, 'docker');
      new NullProvider(own, 'null');
      const { filter } = new DualMtaGateway(own, 'Gateway', gatewayProps());
      filter.scanWith(new ExistingClamd(ClamdEndpoint.at('192.0.2.9', 3311)));
      return own;
    });

    expect(stack.configuration('gateway-filter', '60-dual-mta')).toContain("'clamd:[192.0.2.9]:3311'");
  });
});

describe('what is wrong with ClamAV', () => {
  const NO_FETCHING = 'what is fetched is fetched by freshclam';

  test.each<[string, ClamAvOptions, string]>([
    ['no signatures at all', { updates: false }, 'there are signatures, or nothing would ever be found'],
    [
      'nothing to fetch',
      { officialSignatures: false, signatureFiles: [OWN] },
      'there is something for freshclam to fetch',
    ],
    ['official ones without freshclam', { ...local, officialSignatures: true }, NO_FETCHING],
    ['URLs without freshclam', { ...local, databaseCustomUrls: ['https://a.example/b.ndb'] }, NO_FETCHING],
    ['a file that is not there', { signatureFiles: ['/nowhere/a.ndb'] }, 'can be read when the stack is synthesized'],
    [
      'a file that is no text',
      { signatureFiles: [fileWith('b.ndb', Buffer.from([255, 0]))] },
      'is text, and not empty',
    ],
    ['an ending that ClamAV passes over', { signatureFiles: [fileWith('a.txt', 'x')] }, 'ends with its kind'],
    ['a name of the official ones', { signatureFiles: [fileWith('daily.ndb', 'x')] }, 'not as the official ones'],
    [
      'two files of one name',
      { signatureFiles: [OWN], databaseCustomUrls: ['https://a.example/company.ndb'] },
      'each file of signatures has a name of its own',
    ],
    ['a password in a URL', { databaseCustomUrls: ['https://me:secret@a.example/b.ndb'] }, 'and no password'],
    [
      'a mirror that is two lines',
      { databaseMirror: 'a.example\nTestDatabases no' },
      'a server of signatures is a host',
    ],
    ['too little memory', { memory: Size.gibibytes(1) }, "the ClamAV project's signatures alone need 1229 MiB"],
    ['looking too often', { updateInterval: Duration.seconds(10) }, 'at most once a minute'],
    [
      'files that are taken and not looked through',
      { maxFileSize: Size.mebibytes(10) },
      'what is taken is looked through',
    ],
    ['a limit of nothing', { maxScanSize: Size.bytes(0) }, 'a limit is a size above 0 and below 2 GiB'],
    ['no threads', { maxThreads: 0 }, 'a whole number, 1 or more'],
    ['two lines in one', { extraClamdConf: ['a\nb'] }, 'the text is one line'],
  ])('%s', (_, options, rule) => {
    expect(complaintsOf(options)).toEqual(expect.arrayContaining([expect.stringContaining(rule)]));
  });

  test('a message or a file in it that clamd would not take', () => {
    const streamMaxLength = Size.mebibytes(40);

    expect(complaintsOf({ streamMaxLength })).toEqual([
      expect.stringContaining('MTA-RX accepts messages of 50 MiB, which would wait until they are given up'),
      expect.stringContaining('a message may unpack to a file of 300 MiB, and would wait until it is given up'),
    ]);
  });
});
