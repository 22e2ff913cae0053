import * as tls from 'tls';
import { SecretDirectory, TlsVersion } from 'cdktf-dual-mta';
import { NEW_EC_KEY, TestAuthority } from '../../tooling/certificates';
import { eventually } from '../../tooling/eventually';
import { GatewayContainer } from '../../tooling/gateway-container';
import { SecretVolume } from '../../tooling/secret-volume';
import { SmtpSession } from '../../tooling/smtp-session';

// What lets a client speak old versions of TLS at all.
const ANY_CIPHER = 'DEFAULT:@SECLEVEL=0';

const authority = new TestAuthority();

/** An MTA-RX with a certificate in a volume. */
const start = async (
  secrets: SecretVolume,
  options: { readonly minTlsVersion?: TlsVersion; readonly cipherList?: string } = {},
): Promise<GatewayContainer> =>
  GatewayContainer.start(
    'mta-rx',
    { rx: { certificate: SecretDirectory.existing(secrets.name), ...options } },
    secrets.mountedAt('/run/secrets/certificate'),
  );

/** The version of TLS that a session comes to, or how it fails. */
const versionWith = async (rx: GatewayContainer, version: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'): Promise<string> => {
  const session = await SmtpSession.open(rx.container, { port: 25 });
  try {
    await session.startTls({ minVersion: version, maxVersion: version, ciphers: ANY_CIPHER });
    return session.tlsVersion ?? '';
  } catch (error) {
    return String(error);
  } finally {
    session.close();
  }
};

/** The number of the certificate that a client is shown; undefined where there is none for it. */
const serialOn = async (rx: GatewayContainer, client: tls.ConnectionOptions = {}): Promise<number | undefined> => {
  let session: SmtpSession | undefined;
  try {
    session = await SmtpSession.open(rx.container, { port: 25 });
    await session.startTls(client);
    return parseInt(session.certificate.serialNumber, 16);
  } catch {
    return undefined;
  } finally {
    session?.close();
  }
};

describe('MTA-RX with a certificate', () => {
  let secrets: SecretVolume;
  let rx: GatewayContainer;

  beforeAll(async () => {
    secrets = SecretVolume.create(authority.issue('mx.example.com', 101));
    // Without OpenSSL's own lower limit, so that what is refused is refused by the settings.
    rx = await start(secrets, { cipherList: ANY_CIPHER });
  });

  afterAll(() => {
    rx?.remove();
    secrets?.remove();
  });

  test('MtaRx.certificate: a client that knows the authority can verify it, because the intermediate one is sent too', async () => {
    const session = await SmtpSession.open(rx.container, { port: 25 });
    await session.startTls({ ca: authority.root, servername: 'mx.example.com', rejectUnauthorized: true });

    expect(session.certificate.subject.CN).toBe('mx.example.com');
    session.close();
  });

  test('MtaRx.minTlsVersion: TLS 1.2 and 1.3 are spoken, 1.1 is refused', async () => {
    expect(await versionWith(rx, 'TLSv1.1')).toMatch(/protocol version|closed/i);
    expect(await versionWith(rx, 'TLSv1.2')).toBe('TLSv1.2');
    expect(await versionWith(rx, 'TLSv1.3')).toBe('TLSv1.3');
  });

  test('what a client says before TLS is forgotten: nothing can be slipped in before the handshake', async () => {
    const session = await SmtpSession.open(rx.container, { port: 25 });
    await session.commands('EHLO client.example', 'MAIL FROM:<>');
    await session.startTls();

    expect(await session.commands('RCPT TO:<postmaster@example.com>')).toEqual([expect.stringMatching(/^503 /)]);
    session.close();
  });

  test('port 25 offers no AUTH, under TLS neither', async () => {
    const session = await SmtpSession.open(rx.container, { port: 25 });

    expect((await session.startTls()).join('\n')).not.toMatch(/AUTH/);
    session.close();
  });

  test('without users nobody can log in on 587, so AUTH is not offered and MAIL is refused', async () => {
    const session = await SmtpSession.open(rx.container, { port: 587 });

    expect((await session.startTls()).join('\n')).not.toMatch(/AUTH/);
    expect(await session.commands('MAIL FROM:<>')).toEqual([expect.stringMatching(/^530 /)]);
    session.close();
  });

  test('its way to the filter is without TLS, whatever the filter offers', () => {
    expect(rx.test(['try_tls filter.example'])).toMatch(/returns: \$# error \$@ 5 \. 7 \. 1/);
  });

  test('the key is in no image, and nobody but MTA-RX can read it', () => {
    const { stdout } = rx.container.exec(['find', '/run/sendmail/tls', '-name', 'server.pem', '-printf', '%u %m'], {
      user: 'smmsp',
    });

    expect(stdout).toBe('smmsp 600');
    expect(rx.container.exec(['grep', '-rls', 'PRIVATE KEY', '/etc', '/usr/lib/dual-mta']).stdout).toBe('');
  });

  test('MtaRx.certificate: a changed pair is used from the next session on, and sessions go on meanwhile', async () => {
    const before = rx.container.exec(['pgrep', '-o', '-x', 'sendmail']).stdout;
    const plain = await SmtpSession.open(rx.container, { port: 25 });
    const secured = await SmtpSession.open(rx.container, { port: 25 });
    await secured.startTls();
    expect(await serialOn(rx)).toBe(101);

    // A key without its certificate is not taken: nothing changes until both are there.
    const next = authority.issue('mx.example.com', 102);
    secrets.write({ 'key.pem': next['key.pem'] });
    await eventually('a word about the key', () => /is not the key of/.exec(rx.container.logs())?.[0]);
    expect(await serialOn(rx)).toBe(101);
    secrets.write(next);
    await eventually('the new certificate', async () => ((await serialOn(rx)) === 102 ? true : undefined));

    expect(await plain.commands('EHLO client.example', 'MAIL FROM:<>')).toEqual([
      expect.stringMatching(/^250 /),
      expect.stringMatching(/^250 /),
    ]);
    expect(await secured.commands('MAIL FROM:<>')).toEqual([expect.stringMatching(/^250 /)]);
    expect(rx.container.exec(['pgrep', '-o', '-x', 'sendmail']).stdout).toBe(before);
    plain.close();
    secured.close();
  });

  test('MtaRx.certificate: a pair with a key of another kind leaves no client with the old one, and no session ends', async () => {
    const open = await SmtpSession.open(rx.container, { port: 25 });
    const onlyRsa = { sigalgs: 'RSA-PSS+SHA256:RSA+SHA256' };
    const old = await serialOn(rx, onlyRsa);
    secrets.write(authority.issue('mx.example.com', 103, NEW_EC_KEY));

    expect(old).toBeGreaterThan(0);
    // The port is closed for a moment, which must not pass for a client that is refused.
    await eventually('the new certificate, and no old one', async () => {
      const seen = [await serialOn(rx), await serialOn(rx, onlyRsa), await serialOn(rx)];
      return seen.join() === '103,,103' ? true : undefined;
    });
    expect(await open.commands('EHLO client.example', 'MAIL FROM:<>')).toEqual([
      expect.stringMatching(/^250 /),
      expect.stringMatching(/^250 /),
    ]);
    open.close();
  });
});

describe('MTA-RX with other settings of TLS', () => {
  let secrets: SecretVolume;
  const started: GatewayContainer[] = [];

  beforeAll(() => (secrets = SecretVolume.create(authority.issue('mx.example.com', 201))));

  afterAll(() => {
    started.forEach((rx) => rx.remove());
    secrets?.remove();
  });

  test('MtaRx.minTlsVersion: with 1.3, 1.2 is refused', async () => {
    const rx = await start(secrets, { minTlsVersion: TlsVersion.TLS_1_3 });
    started.push(rx);

    expect(await versionWith(rx, 'TLSv1.2')).toMatch(/protocol version|closed/i);
    expect(await versionWith(rx, 'TLSv1.3')).toBe('TLSv1.3');
  });

  test('MtaRx.cipherList: a client with none of these ciphers is refused', async () => {
    const rx = await start(secrets, { cipherList: 'ECDHE-RSA-AES256-GCM-SHA384' });
    started.push(rx);
    const old: tls.ConnectionOptions = { maxVersion: 'TLSv1.2' };

    expect(await serialOn(rx, { ...old, ciphers: 'ECDHE-RSA-AES256-GCM-SHA384' })).toBe(201);
    expect(await serialOn(rx, { ...old, ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' })).toBeUndefined();
  });
});
