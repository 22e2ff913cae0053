import { MailDomain, Route, SecretDirectory, SmtpEndpoint, TlsPolicy } from 'cdktf-dual-mta';
import { TestAuthority } from '../../tooling/certificates';
import { ContainerNetwork } from '../../tooling/container-network';
import { eventually } from '../../tooling/eventually';
import { GatewayContainer } from '../../tooling/gateway-container';
import { MailSink } from '../../tooling/mail-sink';
import { SecretVolume } from '../../tooling/secret-volume';

/** Where everybody reads the certificate of the test's own authority. */
const AUTHORITY = '/run/secrets/authority';

/** Servers of foreign domains: all are one MTA-RX, whose certificate is for the first. */
const SERVERS = ['smart.example', 'other.example', 'clear.example'];
const [SMART, OTHER, CLEAR] = SERVERS;

describe('MTA-TX, towards servers with and without TLS,', () => {
  const authority = new TestAuthority();
  let network: ContainerNetwork;
  const volumes: SecretVolume[] = [];
  let server: GatewayContainer;
  let tx: GatewayContainer;

  const secret = (files: Record<string, string>): SecretVolume => {
    const volume = SecretVolume.create(files);
    volumes.push(volume);
    return volume;
  };

  beforeAll(async () => {
    network = ContainerNetwork.create();
    const certificate = secret(authority.issue(SMART, 1));
    const users = secret({ users: 'alice:secret\n' });
    server = await GatewayContainer.start(
      'mta-rx',
      {
        hostname: SMART,
        domains: ['any', 'strong', 'verified', 'wrong', 'clear'].map((name) =>
          MailDomain.relayed(`${name}.example.net`, SmtpEndpoint.smtp('192.0.2.1')),
        ),
        rx: { certificate: SecretDirectory.existing(certificate.name), users: SecretDirectory.existing(users.name) },
      },
      [...certificate.mountedAt('/run/secrets/certificate'), ...users.mountedAt('/run/secrets/users')],
      network.name,
    );
    const [address] = network.addressesOf(server.container.name);

    const authinfo = secret({ authinfo: `AuthInfo:${SMART}\t"U:alice" "P:secret" "R:${SMART}"\n` });
    authinfo.shell('chgrp -R 2502 .');
    const root = secret({ 'root.pem': authority.root });
    root.shell('chmod 755 . && chmod 644 root.pem');
    tx = await GatewayContainer.start(
      'mta-tx',
      {
        tx: {
          smartHost: SmtpEndpoint.smtp(SMART, 587),
          authinfo: SecretDirectory.existing(authinfo.name),
          routes: [
            Route.to('any.example.net', SmtpEndpoint.smtp(OTHER)),
            Route.to('strong.example.net', SmtpEndpoint.smtp(OTHER)),
            Route.to('verified.example.net', SmtpEndpoint.smtp(SMART)),
            Route.to('wrong.example.net', SmtpEndpoint.smtp(OTHER)),
            Route.to('clear.example.net', SmtpEndpoint.smtp(CLEAR)),
            Route.to('plain.example.net', SmtpEndpoint.smtp('127.0.0.1', 2525)),
            Route.to('asked.example.net', SmtpEndpoint.smtp('127.0.0.1', 2525)),
          ],
          tlsPolicies: [
            TlsPolicy.requiredFor('strong.example.net', { minBits: 256 }),
            TlsPolicy.requiredFor('verified.example.net', { verify: true }),
            TlsPolicy.requiredFor('wrong.example.net', { verify: true }),
            TlsPolicy.requiredFor('asked.example.net'),
            TlsPolicy.notTried(CLEAR),
          ],
          extraMc: { options: [`define(\`confCACERT', \`${AUTHORITY}/root.pem')dnl`] },
        },
      },
      [
        ...authinfo.mountedAt('/run/secrets/authinfo'),
        ...root.mountedAt(AUTHORITY),
        ...SERVERS.flatMap((name) => ['--add-host', `${name}:${address}`]),
      ],
      network.name,
    );
  });

  afterAll(() => {
    tx?.remove();
    server?.remove();
    volumes.forEach((volume) => volume.remove());
    network?.remove();
  });

  test('uses TLS where a server offers it, whatever its certificate says', async () => {
    send('u@any.example.net');

    expect(await outcome('u@any.example.net')).toMatch(/stat=Sent/);
    expect(tlsWith(OTHER)).toMatch(/version=TLSv1\.[23]/);
  });

  test('MtaTx.tlsPolicies: strong enough and verified connections are used', async () => {
    send('u@strong.example.net');
    send('u@verified.example.net');

    expect(await outcome('u@strong.example.net')).toMatch(/stat=Sent/);
    expect(await outcome('u@verified.example.net')).toMatch(/stat=Sent/);
    expect(tlsWith(SMART)).toMatch(/verify=OK/);
  });

  test('MtaTx.tlsPolicies: mail waits where the certificate is for another name', async () => {
    send('u@wrong.example.net');

    expect(await outcome('u@wrong.example.net')).toMatch(/stat=Deferred/);
    expect(tx.container.logs()).toMatch(
      /arg1=u@wrong\.example\.net, .* CN smart\.example does not match other\.example/,
    );
  });

  test('MtaTx.tlsPolicies: mail waits where a server has no TLS and its domain asks for it; other mail goes there', async () => {
    const sink = await MailSink.start(tx.container, 2525);
    send('u@asked.example.net');
    send('u@plain.example.net');

    expect(await outcome('u@plain.example.net')).toMatch(/stat=Sent/);
    expect(await outcome('u@asked.example.net')).toMatch(/stat=Deferred/);
    expect(sink.texts('rcpt')).toEqual(['<u@plain.example.net>']);
  });

  test('MtaTx.tlsPolicies: TLS is not tried where that was said', async () => {
    send('u@clear.example.net');

    expect(await outcome('u@clear.example.net')).toMatch(/stat=Sent/);
    expect(tlsWith(CLEAR)).toBeUndefined();
  });

  test('MtaTx.authinfo: it says name and password to the smart host, under TLS', async () => {
    send('u@foreign.example');

    expect(await outcome('u@foreign.example')).toMatch(/stat=Sent/);
    expect(server.container.logs()).toMatch(/AUTH=server, .*authid=alice, mech=PLAIN/);
  });

  test('MtaTx.authinfo: the password is in no file of the image and not in what the container says', () => {
    const found = tx.container.exec(['grep', '-rl', 'P:secret', '/etc', '/usr/lib/dual-mta', '/run/sendmail', '/tmp']);

    expect(found.stdout).toBe('');
    expect(tx.container.logs()).not.toContain('P:secret');
  });

  test('has no DANE: this sendmail was compiled without, which is why there is no property for it', () => {
    expect(tx.test([], ['-d0.13'])).not.toMatch(/\bDANE\b/);
  });

  const send = (recipient: string): void => {
    const lines = [
      'EHLO f.example',
      'MAIL FROM:<>',
      `RCPT TO:<${recipient}>`,
      'DATA',
      '|Subject: x',
      '|',
      '|x',
      '.',
      'QUIT',
    ];
    expect(tx.dialogue(10025, lines, '127.0.0.1').at(-2)).toMatch(/^250 2\.0\.0 /);
  };

  /** What the log says of the first try for a recipient. */
  const outcome = (recipient: string): Promise<string> =>
    eventually(`a try for ${recipient}`, () =>
      tx.container
        .logs()
        .split('\n')
        .find((line) => line.includes(`to=<${recipient}>`) && line.includes('stat=')),
    );

  /** What the log says of TLS with a server. */
  const tlsWith = (name: string): string | undefined =>
    tx.container
      .logs()
      .split('\n')
      .find((line) => line.includes(`STARTTLS=client, relay=${name}`));
});
