import { ContainerImage } from '../tooling/container-image';
import { errorOfBuilding } from '../tooling/error-of-building';
import { buildGatewayImage } from '../tooling/gateway-image';

describe('the image of the filter', () => {
  let image: ContainerImage;

  beforeAll(() => {
    image = buildGatewayImage('filter');
  });

  afterAll(() => image?.remove());

  test('AmavisFilter.image: is built upon Debian 12', () => {
    expect(image.shell('. /etc/os-release; echo $ID $VERSION_ID').stdout).toBe('debian 12\n');
  });

  test('has settings that its daemon cannot change', () => {
    const { stdout } = image.shell('find /etc/amavis /etc/spamassassin /etc/dual-mta -writable', ['--user', 'amavis']);

    expect(stdout).toBe('');
  });

  test('has no settings of the machine that built it', () => {
    expect(image.shell('ls /etc/amavis/conf.d').stdout).not.toMatch(/^05-/m);
  });

  test('has a work directory and a quarantine that belong to the daemon alone', () => {
    const { stdout } = image.shell("stat -c '%U:%G %a' /var/lib/amavis/tmp /var/lib/amavis/virusmails");

    expect(stdout).toBe('amavis:amavis 750\namavis:amavis 750\n');
  });

  test("stops where its work directory is somebody else's, and says whose it is and whose it must be", () => {
    const { code, said } = image.shell('chown root:root /var/lib/amavis/tmp\nexec /usr/lib/dual-mta/run-amavis', [
      '--user',
      'root',
    ]);

    expect(code).toBe(78);
    expect(said).toContain(
      '/var/lib/amavis/tmp: belongs to root:root with mode 750; it must belong to amavis:amavis with mode 750\n',
    );
  });
});

describe('the image of the filter is not built, and the engine says why, where', () => {
  test.each([
    ['Perl cannot read a line', '$log_level = ;', 'syntax error'],
    ['amavisd-new knows no such setting', '$log_levle = 1;', '$log_levle'],
  ])('%s', (_, line, complaint) => {
    const said = errorOfBuilding('filter', { filter: { extraPerl: [line] } });

    expect(said).toContain('compile-config: amavisd-new');
    expect(said).toContain(complaint);
  });
});
