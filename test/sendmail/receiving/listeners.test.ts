import { ExtraMc, Listener, Publish, SecretDirectory } from 'cdktf-dual-mta';
import { TestAuthority } from '../../tooling/certificates';
import { GatewayContainer } from '../../tooling/gateway-container';
import { SecretVolume } from '../../tooling/secret-volume';
import { dialogue } from '../../tooling/smtp-dialogue';
import { SmtpSession } from '../../tooling/smtp-session';

const LOGIN = `AUTH PLAIN ${Buffer.from('\0alice\0secret').toString('base64')}`;
const STRANGER = ['EHLO client.example', 'MAIL FROM:<>', 'RCPT TO:<somebody@elsewhere.example>', 'QUIT'];

describe('MTA-RX with further listeners', () => {
  let certificate: SecretVolume;
  let users: SecretVolume;
  let rx: GatewayContainer;

  beforeAll(async () => {
    certificate = SecretVolume.create(new TestAuthority().issue('mx.example.com', 1));
    users = SecretVolume.create({ users: 'alice:secret\n' });
    rx = await GatewayContainer.start(
      'mta-rx',
      {
        rx: {
          certificate: SecretDirectory.existing(certificate.name),
          users: SecretDirectory.existing(users.name),
          listeners: [Listener.smtps(), Listener.smtp(2525), Listener.submission(1587)],
          listensOnIpv6: true,
        },
      },
      [
        ...certificate.mountedAt('/run/secrets/certificate'),
        ...users.mountedAt('/run/secrets/users'),
        ...[
          '--add-host',
          'client.example:127.0.0.9',
          '--sysctl',
          'net.ipv6.conf.lo.disable_ipv6=0',
          '--sysctl',
          'net.ipv6.bindv6only=1',
        ],
      ],
    );
  });

  afterAll(() => {
    rx?.remove();
    users?.remove();
    certificate?.remove();
  });

  test('MtaRx.listeners: on 465 TLS begins with the first byte, and mail needs a login', async () => {
    const session = await SmtpSession.open(rx.container, { port: 465 }, {});
    const version = session.tlsVersion;
    const replies = await session.commands('EHLO client.example', 'MAIL FROM:<>', LOGIN, ...STRANGER.slice(1));
    session.close();

    expect(version).toBe('TLSv1.3');
    expect(replies.map((reply) => reply.slice(0, 3))).toEqual(['250', '530', '235', '250', '250', '221']);
  });

  test('MtaRx.listeners: another port like 25 offers no AUTH and relays for nobody', async () => {
    expect(rx.dialogue(2525, STRANGER).map((reply) => reply.slice(0, 9))).toEqual([
      '220 mx.ex',
      expect.stringMatching(/^250 /),
      '250 2.1.0',
      '550 5.7.1',
      '221 2.0.0',
    ]);
    const session = await SmtpSession.open(rx.container, { port: 2525 });
    expect((await session.startTls()).join('\n')).not.toMatch(/AUTH/);
    session.close();
  });

  test('MtaRx.listeners: another port like 587 wants a login', () => {
    expect(rx.dialogue(1587, STRANGER)[2]).toMatch(/^530 5\.7\.0 /);
  });

  test.each([25, 587, 2525])('MtaRx.listensOnIpv6: %d answers on ::1', (port) => {
    expect(dialogue(rx.container, { host: '::1', port }, ['QUIT'])[0]).toBe('220 mx.example.com ESMTP');
  });

  test('its health check asks every port, 465 too', () => {
    const { stdout } = rx.container.exec(['grep', 'PORTS', '/etc/mail/service']);

    expect(stdout).toBe("SENDMAIL_PORTS='25 587 2525 1587'\nSENDMAIL_SMTPS_PORTS='465'\n");
  });
});

/** A mailer, a rule that chooses it, and a rule set. */
const EXTRA: ExtraMc = {
  mailerDefinitions: [
    'Mmine, P=[IPC], F=mDFMuXa, S=EnvFromSMTP/HdrFromSMTP, R=EnvToSMTP, E=\\r\\n, L=990, T=DNS/RFC822/SMTP, A=TCP $h 2600',
  ],
  localRule0: ['R$+ < @ mine.example . >\t$#mine $@ [192.0.2.7] $: $1 < @ mine.example . >'],
  rulesets: ['SMine', 'R$*\t$@ of $1'],
};

describe('MTA-RX without submission', () => {
  let rx: GatewayContainer;

  beforeAll(async () => {
    rx = await GatewayContainer.start('mta-rx', {
      smtp: [Publish.onLoopback(2525)],
      submission: [],
      rx: { greeting: "$j takes mail; dnl it's 'here'", extraMc: EXTRA },
    });
  });

  afterAll(() => rx?.remove());

  // "ESMTP" behind the first word is sendmail's own.
  test('MtaRx.greeting: a client is greeted with it', () => {
    expect(rx.dialogue(25, ['QUIT'])[0]).toBe("220 mx.example.com ESMTP takes mail; dnl it's 'here'");
  });

  test('MtaRx.extraMc.mailerDefinitions, MtaRx.extraMc.localRule0, MtaRx.extraMc.rulesets: are in use', () => {
    expect(rx.mailersFor('u@mine.example')).toEqual(['$#mine $@[192.0.2.7] $:u<@mine.example.>']);
    expect(rx.test(['Mine two'])).toMatch(/^Mine +returns: of two/m);
  });

  test('submission: with an empty list nothing listens on 587, and it is healthy without', () => {
    expect(rx.container.exec(['/usr/lib/dual-mta/smtp-probe', '127.0.0.1', '587', 'smtp'])).toMatchObject({ code: 2 });
    expect(rx.container.exec(['/usr/lib/dual-mta/smtp-probe', '127.0.0.1', '25', 'smtp'])).toMatchObject({ code: 0 });
  });

  test('MtaRx.listensOnIpv6: unless it is said so, it listens on IPv4 alone', () => {
    expect(rx.container.exec(['cat', '/proc/net/tcp6']).stdout.split('\n').slice(1).join('')).toBe('');
  });

  test('MtaRx.certificate: without one, STARTTLS is not offered', async () => {
    const session = await SmtpSession.open(rx.container, { port: 25 });

    expect(await session.command('EHLO client.example')).not.toContain('250-STARTTLS');
    session.close();
  });
});
