import { DualMtaStackProps, MailDomain, Route, SecretDirectory, SmtpEndpoint, TlsPolicy } from 'cdktf-dual-mta';
import { eventually } from '../../tooling/eventually';
import { GatewayContainer } from '../../tooling/gateway-container';
import { MailSink } from '../../tooling/mail-sink';
import { SecretVolume } from '../../tooling/secret-volume';

const SMART = 'smart.example';
const SINK = '127.0.0.1';
const BROKEN_PORT = 2527;

describe('MTA-TX, where servers are not as they should be,', () => {
  let passwords: SecretVolume;
  let tx: GatewayContainer;
  let smart: MailSink;
  let refusing: MailSink;
  let broken: MailSink;
  let plain: MailSink;

  const props = (...tlsPolicies: TlsPolicy[]): Partial<DualMtaStackProps> => ({
    domains: [MailDomain.local('example.com', ['postmaster'])],
    tx: {
      smartHost: SmtpEndpoint.smtp(SMART, 2525),
      authinfo: SecretDirectory.existing(passwords.name),
      routes: [
        Route.to('refusing.example', SmtpEndpoint.smtp(SINK, 2526)),
        Route.to('broken.example', SmtpEndpoint.smtp(SINK, BROKEN_PORT)),
        Route.to('plain.example', SmtpEndpoint.smtp(SINK, 587)),
        Route.to('strict.example', SmtpEndpoint.smtp(SINK, BROKEN_PORT)),
      ],
      tlsPolicies: [TlsPolicy.requiredFor('strict.example'), ...tlsPolicies],
      doubleBounceAddress: 'never@refusing.example',
    },
  });

  beforeAll(async () => {
    passwords = SecretVolume.create({ authinfo: `AuthInfo:${SMART}\t"U:alice" "P:secret" "R:${SMART}"\n` });
    passwords.shell('chgrp -R 2502 .');
    const options = [...passwords.mountedAt('/run/secrets/authinfo'), '--add-host', `${SMART}:${SINK}`];
    tx = await GatewayContainer.start('mta-tx', props(), options);
    smart = await MailSink.start(tx.container, 2525);
    refusing = await MailSink.start(tx.container, 2526);
    plain = await MailSink.start(tx.container, 587);
    broken = await MailSink.start(tx.container, BROKEN_PORT, { brokenTls: true });
  });

  afterAll(() => {
    tx?.remove();
    passwords?.remove();
  });

  test('MtaTx.authinfo: a smart host without TLS gets no password and no mail, which waits', async () => {
    send('u@foreign.example');

    expect(await outcome('u@foreign.example')).toMatch(/stat=Deferred: 454 4\.7\.0 .*does not support STARTTLS/);
    expect([...smart.texts('auth'), ...smart.texts('rcpt')]).toEqual([]);
  });

  test('MtaTx.tlsPolicies: without TLS it gets both only where that was said, whatever is asked of all others', async () => {
    tx.loadMaps(props(TlsPolicy.notTried(SMART), TlsPolicy.requiredOfAll()));
    send('v@foreign.example');

    expect(await outcome('v@foreign.example')).toMatch(/stat=Sent/);
    expect(smart.texts('auth')).toHaveLength(1);
    tx.loadMaps(props());
  });

  test('TLS that a server offers and cannot speak is done without', async () => {
    send('u@broken.example');
    await broken.taken(1);

    expect(broken.texts('starttls')).toHaveLength(1);
    expect(broken.texts('rcpt')).toEqual(['<u@broken.example>']);
  });

  test('MtaTx.tlsPolicies: but not where TLS is asked for: the mail waits', async () => {
    send('u@strict.example');

    expect(await outcome('u@strict.example')).toMatch(/stat=Deferred/);
    expect(broken.texts('rcpt')).not.toContain('<u@strict.example>');
  });

  test.each([
    ['all servers', TlsPolicy.requiredOfAll()],
    ['this server', TlsPolicy.requiredOf(SINK)],
  ])('MtaTx.tlsPolicies: where TLS is asked of %s, mail for one without it waits', async (which, policy) => {
    const recipient = `${which.replace(' ', '-')}@plain.example`;
    tx.loadMaps(props(policy));
    send(recipient);

    expect(await outcome(recipient)).toMatch(/stat=Deferred: 454 4\.7\.0 encryption too weak 0 less than 128/);
    expect(plain.texts('rcpt')).toEqual([]);
    tx.loadMaps(props());
  });

  test('MtaTx.tlsPolicies: where it is asked of another server, mail for this one goes in plain text', async () => {
    tx.loadMaps(props(TlsPolicy.requiredOf('192.0.2.9')));
    send('other@plain.example');

    expect(await outcome('other@plain.example')).toMatch(/stat=Sent/);
    expect(plain.texts('rcpt')).toEqual(['<other@plain.example>']);
    tx.loadMaps(props());
  });

  test('MtaTx.doubleBounceAddress: a double bounce that is refused too stays in the queue, with all of the message', async () => {
    send('never@refusing.example', '<never@refusing.example>');

    await eventually('a message that was kept', () =>
      owner('ls /var/spool/mqueue').includes('Qf') ? true : undefined,
    );
    owner('sendmail -q');
    expect(owner('cd /var/spool/mqueue && grep -l "precious text" $(ls Qf* | sed s/^Q/d/)')).toMatch(/^df\S+\n$/);
    expect(refusing.texts('mail')).toEqual(['<never@refusing.example>', '<>', '<>']);
  });

  const owner = (script: string): string => tx.container.exec(['sh', '-c', script], { user: 'smmta' }).said;

  const send = (recipient: string, sender = '<>'): void => {
    const envelope = ['EHLO f.example', `MAIL FROM:${sender}`, `RCPT TO:<${recipient}>`];
    const replies = tx.dialogue(10025, [...envelope, 'DATA', '|Subject: x', '|', '|precious text', '.', 'QUIT'], SINK);
    expect(replies.at(-2)).toMatch(/^250 2\.0\.0 /);
  };

  /** What the log says of the first try for a recipient. */
  const outcome = (recipient: string): Promise<string> =>
    eventually(`a try for ${recipient}`, () =>
      tx.container
        .logs()
        .split('\n')
        .find((line) => line.includes(`to=<${recipient}>`) && line.includes('stat=')),
    );
});
