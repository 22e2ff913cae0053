import { AddressBlock, MailDomain, SmtpEndpoint } from 'cdktf-dual-mta';
import { ContainerImage } from '../tooling/container-image';
import { buildGatewayImage } from '../tooling/gateway-image';

const CF = '/etc/mail/sendmail-rx.cf';

describe('MTA-RX', () => {
  let image: ContainerImage;
  let cf: string;

  beforeAll(() => {
    image = buildGatewayImage('mta-rx', {
      addresses: AddressBlock.of('10.20.30.0/26'),
      filterProcesses: 3,
      domains: [
        MailDomain.local('example.com', ['postmaster']),
        MailDomain.relayed('example.net', SmtpEndpoint.smtp('192.0.2.1')),
      ],
    });
    cf = image.run(['cat', CF]).stdout;
  });

  afterAll(() => image?.remove());

  test.each([
    'O RunAsUser=smmsp:smmsp',
    'O TrustedUser=smmsp',
    'O DeliveryMode=q',
    'O QueueDirectory=/var/spool/mqueue-rx',
    'Qmqueue, P=/var/spool/mqueue-rx, R=1, F=f',
    'O MaxQueueChildren=3',
    'O QueueSortOrder=Modification',
    'O MinQueueAge=10s',
    'O MinFreeBlocks=16384',
    'O Timeout.datafinal=20m',
    'O Timeout.ident=0',
    'O RejectNUL=true',
    'O ForwardPath',
    'O StatusFile=/var/lib/sendmail/stat-rx',
    'O PidFile=/run/sendmail/sendmail-rx.pid',
    'O DaemonPortOptions=Name=MTA-RX, Addr=0.0.0.0, Port=25, Listen=1024, M=A',
    'O DaemonPortOptions=Name=MSA-RX, Addr=0.0.0.0, Port=587, Listen=1024, M=Ea',
    'Djmx.example.com',
  ])('has in the expanded .cf file: %s', (line) => {
    expect(cf.split('\n').map((one) => one.trimEnd())).toContain(line);
  });

  test.each(['AliasFile', 'HostStatusDirectory'])('has no %s', (option) => {
    expect(cf).not.toMatch(new RegExp(`^O ${option}`, 'm'));
  });

  test('speaks LMTP to port 10024, and ends a connection after ten messages', () => {
    const [, mailer] = /^Mesmtp,((?:.*\n)(?:\t.*\n)*)/m.exec(cf) ?? [];

    expect(mailer).toMatch(/\bF=[^,]*z/);
    expect(mailer).toMatch(/\bA=TCP \$h 10024\b/);
    expect(mailer).toMatch(/\bm=10\b/);
  });

  test('offers no EXPN, VRFY or ETRN', () => {
    const [, flags] = /^O PrivacyOptions=(.*)$/m.exec(cf) ?? [];

    expect(flags.includes('goaway') || (flags.includes('noexpn') && flags.includes('novrfy'))).toBe(true);
    expect(flags).toContain('noetrn');
  });

  test('has no key or certificate in its image that somebody else could have', () => {
    expect(image.shell("find / -xdev \\( -name '*.key' -o -name '*.crt' \\) -path '*mail*'").stdout).toBe('');
  });

  test('has a configuration that belongs to root and that everybody can read, and no maps, which are in a volume', () => {
    const { stdout } = image.shell("find /etc/mail -type f -exec stat -c '%U:%G %a %n' {} +");

    expect(stdout.split('\n').filter((line) => line !== '' && !line.startsWith('root:root 644 '))).toEqual([]);
    expect(stdout).not.toContain('.db');
  });
});
