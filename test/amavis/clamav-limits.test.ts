import * as fs from 'fs';
import * as path from 'path';
import * as zlib from 'zlib';
import { ClamAvOptions, DualMtaStackProps, Size, WorkDirectory } from 'cdktf-dual-mta';
import { ClamAvContainers } from '../tooling/clamav-containers';
import { verdictOn } from '../tooling/clamd-dialogue';
import { zip } from '../tooling/eicar';
import { eventually } from '../tooling/eventually';
import { PROGRAM } from '../tooling/letters';
import { RunningContainer } from '../tooling/running-container';
import { encryptedPdf, encryptedZip, nestedZip, workbookWithMacros } from '../tooling/suspicious-files';
import { makeTemporaryFolder } from '../tooling/temporary-folder';

const EVIL = Buffer.from('It is the evil thing.');
const TOOL = Buffer.from('It is the tool of an administrator.');
const FOUND = 'Company.Evil.UNOFFICIAL FOUND';

const folder = makeTemporaryFolder();
const fileWith = (name: string, signature: string, text: Buffer): string => {
  const file = path.join(folder, name);
  fs.writeFileSync(file, `${signature}:0:*:${text.toString('hex')}\n`);
  return file;
};

const limited = (clamav: ClamAvOptions): Partial<DualMtaStackProps> => ({
  rx: { maxMessageSize: Size.mebibytes(1) },
  filter: {
    maxExpansionQuota: Size.mebibytes(1),
    clamav: {
      updates: false,
      signatureFiles: [fileWith('company.ndb', 'Company.Evil', EVIL), fileWith('tools.ndu', 'PUA.Company.Tool', TOOL)],
      streamMaxLength: Size.mebibytes(1),
      maxFileSize: Size.mebibytes(2),
      maxScanSize: Size.mebibytes(4),
      maxRecursion: 4,
      maxFiles: 5,
      maxThreads: 2,
      memory: Size.mebibytes(256),
      ...clamav,
    },
  },
});

/** So much of a letter, which packs to nearly nothing. */
const filling = (mebibytes: number, letter = 'a'): Buffer => Buffer.alloc(mebibytes * 1024 * 1024, letter);
/** Files in an archive, the last one with what is evil. */
const files = (count: number, filler: (name: string) => Buffer): Buffer =>
  zip(...[...'bcdefg'].slice(0, count - 1).map((name) => [name, filler(name)] as const), ['evil', EVIL]);

describe('clamd, with limits and with what it reports beside viruses', () => {
  const clamav = new ClamAvContainers();
  let clamd: RunningContainer;
  let other: RunningContainer;

  beforeAll(async () => {
    const work = WorkDirectory.inMemory(Size.mebibytes(32));
    clamd = clamav.startClamd(limited({ work, extraClamdConf: ['LogClean yes'] }));
    other = clamav.startClamd(
      limited({
        alertExceedsMax: false,
        alertEncryptedArchive: true,
        alertEncryptedDoc: true,
        alertBrokenExecutables: true,
        alertOle2Macros: true,
        detectPua: true,
      }),
    );
    await clamd.untilHealthy(60, 'clamav');
    await other.untilHealthy(60, 'clamav');
  });

  afterAll(() => {
    clamav.remove();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const verdicts = (content: Buffer): string[] => [clamd, other].map((one) => verdictOn(one, content));

  test.each([
    [
      'AmavisFilter.clamav.maxFileSize',
      zlib.gzipSync(Buffer.concat([filling(1.5), EVIL])),
      zlib.gzipSync(Buffer.concat([filling(2.5), EVIL])),
      'MaxFileSize',
    ],
    [
      'AmavisFilter.clamav.maxScanSize',
      files(3, (letter) => filling(1.5, letter)),
      files(4, (letter) => filling(1.5, letter)),
      'MaxScanSize',
    ],
    [
      'AmavisFilter.clamav.maxFiles',
      files(4, (name) => Buffer.from(`file ${name}`)),
      files(7, (name) => Buffer.from(`file ${name}`)),
      'MaxFiles',
    ],
    ['AmavisFilter.clamav.maxRecursion', nestedZip(3, EVIL), nestedZip(4, EVIL), 'MaxRecursion'],
  ])(
    '%s: what is within is looked into, what is beyond is reported; AmavisFilter.clamav.alertExceedsMax: it is not, and passes as clean',
    (_, within, beyond, limit) => {
      expect(verdicts(within)).toEqual([FOUND, FOUND]);
      expect(verdicts(beyond)).toEqual([`Heuristics.Limits.Exceeded.${limit} FOUND`, 'OK']);
    },
  );

  test.each([
    ['AmavisFilter.clamav.alertEncryptedArchive: an encrypted archive', encryptedZip(), 'Heuristics.Encrypted.Zip'],
    ['AmavisFilter.clamav.alertEncryptedDoc: an encrypted document', encryptedPdf(), 'Heuristics.Encrypted.PDF'],
    ['AmavisFilter.clamav.alertBrokenExecutables: a damaged program', PROGRAM, 'Heuristics.Broken.Executable'],
    [
      'AmavisFilter.clamav.alertOle2Macros: a workbook with macros',
      workbookWithMacros(),
      'Heuristics.OLE2.ContainsMacros.XLM',
    ],
    ['AmavisFilter.clamav.detectPua: a program that somebody may want to have', TOOL, 'PUA.Company.Tool.UNOFFICIAL'],
  ])('%s is reported where that is asked for, and nowhere else', (_, content, name) => {
    expect(verdicts(content)).toEqual(['OK', `${name} FOUND`]);
  });

  test('AmavisFilter.clamav.updates: without freshclam the signatures in the image are all that there are', () => {
    expect(verdictOn(other, EVIL)).toBe(FOUND);
    expect(other.exec(['ls', '/var/lib/clamav'], { user: 'clamav' })).toMatchObject({ code: 0, said: '' });
  });

  test('AmavisFilter.clamav.maxThreads: it looks through no more files at a time', () => {
    const { stdout } = clamd.exec(['/usr/lib/dual-mta/ask-clamd', '127.0.0.1', '3310', 'STATS']);

    expect(stdout).toMatch(/^THREADS: live \d+ +idle \d+ max 2 /m);
  });

  test("AmavisFilter.clamav.extraClamdConf: a setting of one's own is in use", () => {
    verdictOn(clamd, 'nothing');

    expect(clamd.logs()).toMatch(/instream\(\S+\): OK/);
  });

  test('AmavisFilter.clamav.memory: the container has no more', () => {
    expect(other.memoryLimit()).toBe(256 * 1024 * 1024);
  });

  test('AmavisFilter.clamav.work: what is being taken lies there, in memory with its limit', async () => {
    const half = `use IO::Socket::IP; my $s = IO::Socket::IP->new(PeerHost => '127.0.0.1', PeerPort => 3310) or die;
      print {$s} "zINSTREAM\\0" . pack 'N/a', 'half of it'; $s->flush; sleep 60`;
    clamd.exec(['sh', '-c', 'perl -e "$0" > /dev/null 2>&1 &', half]);

    const taken = () => clamd.exec(['sh', '-c', 'cat /var/tmp/clamd/*'], { user: 'clamav' }).stdout;
    await eventually('half of a file', () => (taken() === 'half of it' ? true : undefined));
    const { stdout } = clamd.exec(['df', '--output=fstype,size', '-B1', '/var/tmp/clamd']);
    expect(stdout.split('\n')[1].trim().split(/\s+/)).toEqual(['tmpfs', String(32 * 1024 * 1024)]);
  });
});
