import {
  DeliveryMode,
  Duration,
  MailboxFormat,
  MtaTxOptions,
  QueueGroup,
  Route,
  SecretDirectory,
  SmtpEndpoint,
  TlsPolicy,
  VirtualUser,
} from 'cdktf-dual-mta';
import { synthesizeGateway } from '../../../../tooling/synthesized-stack';

const mcOf = (tx: MtaTxOptions): string[] =>
  synthesizeGateway({ tx })
    .configuration('gateway-mta-tx', 'sendmail.mc')
    .split('\n')
    .map((line) => line.replace(/dnl .*$/, 'dnl'));

/** Servers that MTA-TX has a mailer for in any case. */
const SERVERS = [
  ...[25, 587, 2525].map((port) => SmtpEndpoint.smtp('a.example', port)),
  SmtpEndpoint.lmtp('a.example', 24),
];

const BY_DEFAULT = mcOf({});

const addedBy = (tx: MtaTxOptions): string[] => mcOf(tx).filter((line) => !BY_DEFAULT.includes(line));

describe('the .mc file of MTA-TX', () => {
  test.each<[string, MtaTxOptions, string[]]>([
    ['MtaTx.deliveryMode', { deliveryMode: DeliveryMode.INTERACTIVE }, ["define(`confDELIVERY_MODE', ``i'')dnl"]],
    ['MtaTx.queueReturn', { queueReturn: Duration.days(3) }, ["define(`confTO_QUEUERETURN', `3d')dnl"]],
    ['MtaTx.queueWarn', { queueWarn: Duration.hours(8) }, ["define(`confTO_QUEUEWARN', `8h')dnl"]],
    ['MtaTx.queueReturnDsn', { queueReturnDsn: Duration.days(1) }, ["define(`confTO_QUEUERETURN_DSN', `1d')dnl"]],
    [
      'MtaTx.doubleBounceAddress',
      { doubleBounceAddress: 'admin@example.org' },
      ["define(`confDOUBLE_BOUNCE_ADDRESS', ``admin@example.org'')dnl"],
    ],
    ['MtaTx.heloName', { heloName: 'out.example.com' }, ["define(`confHELO_NAME', ``out.example.com'')dnl"]],
    ['MtaTx.sourceAddress', { sourceAddress: '192.0.2.25' }, ["CLIENT_OPTIONS(`Family=inet, Addr=192.0.2.25')dnl"]],
    [
      'MtaTx.messagesPerConnection',
      { messagesPerConnection: 20 },
      [
        "define(`SMTP_MAILER_MAXMSGS', `20')dnl",
        ...[587, 2525, 24].map((port) => `\tR=EnvToSMTP, E=\\r\\n, L=990, m=20, T=DNS/RFC822/SMTP, A=TCP $h ${port}`),
      ],
    ],
    [
      'MtaTx.smartHost',
      { smartHost: SmtpEndpoint.smtp('a.example') },
      ["define(`SMART_HOST', `esmtp:[a.example]')dnl"],
    ],
    [
      'MtaTx.routes.messagesPerConnection',
      { routes: [Route.to('a.example', SmtpEndpoint.lmtp('b.example', 24), { messagesPerConnection: 5 })] },
      [
        'Mlmtp24m5, P=[IPC], F=mDFMuXaz, S=EnvFromSMTP/HdrFromSMTP,',
        '\tR=EnvToSMTP, E=\\r\\n, L=990, m=5, T=DNS/RFC822/SMTP, A=TCP $h 24',
      ],
    ],
    ['MtaTx.masqueradeAs', { masqueradeAs: 'a.example' }, ["MASQUERADE_AS(`a.example')dnl"]],
    [
      'MtaTx.masqueradeDomains',
      { masqueradeAs: 'a.example', masqueradeDomains: ['b.example', 'c.example'] },
      ["MASQUERADE_AS(`a.example')dnl", "MASQUERADE_DOMAIN(`b.example')dnl", "MASQUERADE_DOMAIN(`c.example')dnl"],
    ],
    [
      'MtaTx.masqueradeEntireDomain',
      { masqueradeAs: 'a.example', masqueradeDomains: ['b.example'], masqueradeEntireDomain: true },
      ["MASQUERADE_AS(`a.example')dnl", "MASQUERADE_DOMAIN(`b.example')dnl", "FEATURE(`masquerade_entire_domain')dnl"],
    ],
    [
      'MtaTx.masqueradeExceptions',
      { masqueradeAs: 'a.example', masqueradeExceptions: ['c.b.example'] },
      ["MASQUERADE_AS(`a.example')dnl", "MASQUERADE_EXCEPTION(`c.b.example')dnl"],
    ],
    [
      'MtaTx.masqueradeEnvelope',
      { masqueradeAs: 'a.example', masqueradeEnvelope: true },
      ["MASQUERADE_AS(`a.example')dnl", "FEATURE(`masquerade_envelope')dnl"],
    ],
    [
      'MtaTx.mailboxFormat',
      { mailboxFormat: MailboxFormat.MBOX },
      [
        "define(`LOCAL_MAILER_ARGS', `procmail -t -m /usr/lib/dual-mta/mailbox.procmailrc $u mbox')dnl",
        "MODIFY_MAILER_FLAGS(`LOCAL', `-w/|n')dnl",
      ],
    ],
    [
      'MtaTx.authinfo',
      { authinfo: SecretDirectory.existing('passwords') },
      [
        "FEATURE(`authinfo', `text -k0 -v1 -z\\t /run/secrets/authinfo/authinfo')dnl",
        "define(`confAUTH_MECHANISMS', `SCRAM-SHA-256 SCRAM-SHA-1 DIGEST-MD5 CRAM-MD5 PLAIN LOGIN')dnl",
      ],
    ],
    ['MtaTx.minQueueAge', { minQueueAge: Duration.minutes(10) }, ["define(`confMIN_QUEUE_AGE', `10m')dnl"]],
    [
      'MtaTx.persistentRunners',
      { persistentRunners: 20 },
      ["QUEUE_GROUP(`mqueue', `P=/var/spool/mqueue, R=20, F=f')dnl"],
    ],
    [
      'MtaTx.queueGroups',
      { queueGroups: [QueueGroup.forDomains('slow', ['a.example'], { runners: 3 })] },
      ["QUEUE_GROUP(`slow', `P=/var/spool/mqueue/group-slow, R=3, F=f')dnl", "FEATURE(`queuegroup', `mqueue')dnl"],
    ],
  ])('%s: these lines of it, and no others', (_, tx, lines) => {
    expect(addedBy(tx)).toEqual(lines);
  });

  test.each([
    ['MtaTx.aliases', ["define(`ALIAS_FILE', `/etc/mail/maps/aliases')dnl"]],
    ['MtaTx.virtusertable', ['Kvirtuser hash -T<TMPF> /etc/mail/maps/virtusertable', 'SVirtual']],
    ['MtaTx.genericstable', ['Kgenerics hash /etc/mail/maps/genericstable', 'R$*\t$: $>Generics $1', 'SGenerics']],
    ['MtaTx.routes', ["FEATURE(`mailertable', `hash /etc/mail/maps/mailertable')dnl"]],
    ['MtaTx.tlsPolicies', ["FEATURE(`check_cert_altnames')dnl", "define(`confTLS_FALLBACK_TO_CLEAR', `true')dnl"]],
  ])('%s: asks for it without any entry too, so that the first one restarts nothing', (_, lines) => {
    expect(BY_DEFAULT).toEqual(expect.arrayContaining(lines));
  });

  test('says nothing of what was not chosen', () => {
    const mc = BY_DEFAULT.join('\n');

    [
      'confDELIVERY_MODE',
      'QUEUERETURN',
      'CLIENT_OPTIONS',
      'SMART_HOST',
      'MASQUERADE',
      'QUEUE_GROUP',
      'MIN_QUEUE_AGE',
      'authinfo',
    ].forEach((word) => expect(mc).not.toContain(word));
  });

  test('MtaTx.authinfo: the secret is mounted read-only, and stands in no file', () => {
    const gateway = synthesizeGateway({ tx: { authinfo: SecretDirectory.onHostPath('/srv/authinfo') } });

    expect(gateway.container('gateway-mta-tx').mounts).toContainEqual(
      expect.objectContaining({ source: '/srv/authinfo', target: '/run/secrets/authinfo', read_only: true }),
    );
  });

  test('MtaTx.sourceAddress: it is the address on the delivery network', () => {
    const gateway = synthesizeGateway({ tx: { sourceAddress: '192.0.2.25' } });

    expect(gateway.container('gateway-mta-tx').networks_advanced).toContainEqual(
      expect.objectContaining({ ipv4_address: '192.0.2.25' }),
    );
  });

  test.each<[string, MtaTxOptions, string]>([
    ['MtaTx.queueInterval', {}, '-q30m'],
    ['MtaTx.queueInterval', { queueInterval: Duration.minutes(5) }, '-q5m'],
    ['MtaTx.persistentRunners', { persistentRunners: 2, queueInterval: Duration.seconds(1) }, '-qp1s'],
  ])('%s: it is on the command line of %j as %s', (_, tx, argument) => {
    const gateway = synthesizeGateway({ tx });

    expect(gateway.configuration('gateway-mta-tx', 'service')).toContain(`SENDMAIL_QUEUE_ARGS='${argument}'\n`);
  });

  test.each<[string, MtaTxOptions]>([
    ['MtaTx.tlsPolicies', { tlsPolicies: [TlsPolicy.requiredFor('a.example')] }],
    ['MtaTx.aliases', { aliases: { postmaster: ['a@b.example'] } }],
    ['MtaTx.genericstable', { genericstable: { 'a@in.example': 'b@out.example', '@c.example': '%1@out.example' } }],
    ['MtaTx.virtusertable', { virtusertable: [VirtualUser.to('a@in.example', ['b@out.example'])] }],
    ['MtaTx.routes', { routes: SERVERS.map((server, index) => Route.to(`d${index}.example`, server)) }],
  ])('%s: a change leaves the configuration as it is, so that nothing is restarted', (_, tx) => {
    expect(mcOf(tx)).toEqual(BY_DEFAULT);
  });

  test('MtaTx.routes: their order changes nothing either', () => {
    const routes = [2600, 2500, 2700].map((port) => Route.to(`d${port}.example`, SmtpEndpoint.smtp('a.example', port)));

    expect(mcOf({ routes })).toEqual(mcOf({ routes: routes.reverse() }));
  });
});
