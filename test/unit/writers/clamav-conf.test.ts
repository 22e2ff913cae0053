import { Duration, Size } from 'cdktf-dual-mta';
import { writeClamdConf, writeFreshclamConf } from '../../../lib/writers/clamav-conf';

const directives = (text: string): string[] => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
const CLAMD = { signatures: '/var/lib/clamav', extraLines: [] };

describe("clamd's configuration", () => {
  test('has the defaults of the package', () => {
    expect(directives(writeClamdConf(CLAMD))).toEqual([
      'Foreground yes',
      'LogTime yes',
      'TCPSocket 3310',
      'TCPAddr 0.0.0.0',
      'DatabaseDirectory /var/lib/clamav',
      'TemporaryDirectory /var/tmp/clamd',
      'ConcurrentDatabaseReload no',
      'IdleTimeout 1',
      'ExitOnOOM yes',
      'ReadTimeout 120',
      'SelfCheck 300',
      'StreamMaxLength 314572800',
      'MaxFileSize 314572800',
      'MaxScanSize 419430400',
      'MaxRecursion 17',
      'MaxFiles 10000',
      'MaxThreads 4',
      'AlertExceedsMax yes',
      'AlertEncryptedArchive no',
      'AlertEncryptedDoc no',
      'AlertBrokenExecutables no',
      'AlertOLE2Macros no',
      'DetectPUA no',
    ]);
  });

  test.each([
    ['selfCheck', Duration.seconds(9), 'SelfCheck 9'],
    ['streamMaxLength', Size.mebibytes(1), 'StreamMaxLength 1048576'],
    ['maxFileSize', Size.mebibytes(400), 'MaxScanSize 524288000'],
    ['maxScanSize', Size.mebibytes(900), 'MaxScanSize 943718400'],
    ['maxRecursion', 3, 'MaxRecursion 3'],
    ['maxFiles', 5, 'MaxFiles 5'],
    ['maxThreads', 9, 'MaxThreads 9'],
    ['alertExceedsMax', false, 'AlertExceedsMax no'],
    ['alertEncryptedArchive', true, 'AlertEncryptedArchive yes'],
    ['alertEncryptedDoc', true, 'AlertEncryptedDoc yes'],
    ['alertBrokenExecutables', true, 'AlertBrokenExecutables yes'],
    ['alertOle2Macros', true, 'AlertOLE2Macros yes'],
    ['detectPua', true, 'DetectPUA yes'],
    ['extraLines', ['PCREMatchLimit 5'], 'PCREMatchLimit 5'],
  ])('has what was chosen as %s', (property, value, line) => {
    expect(directives(writeClamdConf({ ...CLAMD, [property]: value }))).toContain(line);
  });
});

describe("freshclam's configuration", () => {
  const ALWAYS = ['LogTime yes', 'DatabaseDirectory /var/lib/clamav', 'DatabaseOwner clamav', 'TestDatabases yes'];

  test('asks the ClamAV project where nothing is said', () => {
    expect(directives(writeFreshclamConf({ extraLines: [] }))).toEqual([
      ...ALWAYS,
      'DatabaseMirror database.clamav.net',
    ]);
  });

  test('has what was chosen, an entry a line', () => {
    const text = writeFreshclamConf({
      databaseMirror: 'db.example.com',
      privateMirrors: ['one.example.com', 'http://two.example.com:8080'],
      databaseCustomUrls: ['https://a.example/b.ndb'],
      officialSignatures: false,
      extraLines: ['HTTPProxyServer proxy.example.com'],
    });

    expect(directives(text)).toEqual([
      ...ALWAYS,
      'DatabaseMirror db.example.com',
      'PrivateMirror one.example.com',
      'PrivateMirror http://two.example.com:8080',
      'DatabaseCustomURL https://a.example/b.ndb',
      'ExcludeDatabase main',
      'ExcludeDatabase daily',
      'ExcludeDatabase bytecode',
      'HTTPProxyServer proxy.example.com',
    ]);
  });
});
