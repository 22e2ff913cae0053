import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { DualMtaStackProps, MailDomain, RecipientAlias, Recipients, SmtpEndpoint } from 'cdktf-dual-mta';
import * as fc from 'fast-check';
import { RECIPIENT_NAME } from '../../../lib/models/rules';
import { DeliverySinks, EVERYTHING_ON_LOOPBACK } from '../../tooling/delivery-sinks';
import { GatewayContainer } from '../../tooling/gateway-container';

const SERVER = SmtpEndpoint.smtp('192.0.2.1');
const ACCEPTED = /^250 2\.1\.5 /;
const NO_SUCH_USER = (recipient: string): string => `550 5.1.1 <${recipient}>... No such user here`;

const FOLDER = fs.mkdtempSync(path.join(os.tmpdir(), 'recipients-'));
const FILE = path.join(FOLDER, 'recipients.txt');
fs.writeFileSync(FILE, '# People\r\nann\r\n\n  Bob@filed.example\n');

/** Whatever a recipient may be called: letters, digits and the characters that RFC 5321 allows and a mail system needs. */
const ATOM = fc.string({
  unit: fc.constantFrom(..."abcxyz019&'*+-=?^_`{}~$#/"),
  minLength: 1,
  maxLength: 20,
});
const NAMES = fc
  .sample(fc.array(ATOM, { minLength: 1, maxLength: 3 }), { seed: 1, numRuns: 300 })
  .map((atoms) => atoms.join('.'))
  .filter((name) => RECIPIENT_NAME.holds(name));

const PROPS: Partial<DualMtaStackProps> = {
  domains: [
    MailDomain.relayed('unknown.example', SERVER),
    MailDomain.local('example.com', ['postmaster', 'jim'], {
      aliases: [RecipientAlias.of('sales', 'jim@example.com'), RecipientAlias.of('away', 'jim@elsewhere.example')],
    }),
    MailDomain.relayed('example.net', SERVER, {
      recipients: Recipients.of(['joe', "o'neil", 'a/b{$}`c', 'x=y', 'joe+known']),
      plusDetail: true,
      aliases: [RecipientAlias.of('info', 'joe@example.net')],
    }),
    MailDomain.relayed('filed.example', SERVER, { recipients: Recipients.fromFile(FILE) }),
    MailDomain.relayed('names.example', SERVER, { recipients: Recipients.of([...new Set(NAMES)]) }),
    MailDomain.relayed('all.example', SERVER, {
      recipients: Recipients.of(['joe']),
      aliases: [RecipientAlias.catchAll('joe@all.example')],
    }),
  ],
  rx: { extraMc: { options: [EVERYTHING_ON_LOOPBACK] } },
};

describe('MTA-RX, which knows recipients,', () => {
  let rx: GatewayContainer;

  beforeAll(async () => {
    rx = await GatewayContainer.start('mta-rx', PROPS, ['--add-host', 'client.example:127.0.0.9']);
  });

  afterAll(() => {
    rx?.remove();
    fs.rmSync(FOLDER, { recursive: true });
  });

  const replyTo = (recipient: string): string =>
    rx.dialogue(25, ['EHLO client.example', 'MAIL FROM:<>', `RCPT TO:<${recipient}>`, 'QUIT'])[3];

  test.each(['jim@example.com', 'JIM@Example.COM', '"jim"@example.com', 'sales@example.com', 'away@example.com'])(
    'MtaRx.domains, local, with aliases: %s is accepted',
    (recipient) => expect(replyTo(recipient)).toMatch(ACCEPTED),
  );

  test.each(['joe@example.net', "o'neil@example.net", 'a/b{$}`c@example.net', 'x=y@example.net', 'info@example.net'])(
    'MtaRx.domains, Recipients.of: %s is accepted',
    (recipient) => expect(replyTo(recipient)).toMatch(ACCEPTED),
  );

  test.each(['<<>>', '<<<>>>', '<%>', '<<>@example.com>'])(
    'nothing but signs of routes: %s is refused, and a session that breaks the rules behind it makes no notice',
    (recipient) => {
      const lines = ['EHLO client.example', 'MAIL FROM:<>', `RCPT TO:${recipient}`, 'x'.repeat(3000)];
      const replies = rx.dialogue(25, lines).slice(3);

      expect(replies).toEqual([expect.stringMatching(/^553 5\.1\.3 /), expect.stringMatching(/^421 4\.7\.0 /)]);
      expect(rx.container.logs()).not.toContain('postmaster notify');
    },
  );

  test.each(['ann@filed.example', 'bob@filed.example'])(
    'MtaRx.domains, Recipients.fromFile: %s is accepted',
    (recipient) => expect(replyTo(recipient)).toMatch(ACCEPTED),
  );

  test.each([
    'nobody@example.com',
    'jim+lists@example.com',
    'nobody@example.net',
    'jimmy@example.com',
    'Ann@example.com',
  ])('MtaRx.domains: %s is refused while the client is there', (recipient) =>
    expect(replyTo(recipient)).toBe(NO_SUCH_USER(recipient)),
  );

  test.each(['# People@filed.example', 'People@filed.example', 'joe@filed.example'])(
    'MtaRx.domains, Recipients.fromFile: %s is refused',
    (recipient) => expect(replyTo(recipient)).toMatch(/^55\d 5\.1\./),
  );

  test('MtaRx.domains, Recipients.any: nobody is refused who only the server can know', () => {
    expect(replyTo('whoever@unknown.example')).toMatch(ACCEPTED);
    expect(replyTo('"who ever"@unknown.example')).toMatch(ACCEPTED);
  });

  test('MtaRx.domains, plusDetail: user+detail is accepted where user is', () => {
    expect(replyTo('joe+lists@example.net')).toMatch(ACCEPTED);
    expect(replyTo('nobody+lists@example.net')).toBe(NO_SUCH_USER('nobody+lists@example.net'));
  });

  test('MtaRx.domains, RecipientAlias.catchAll: everybody else is somebody', () => {
    expect(replyTo('nobody@all.example')).toMatch(ACCEPTED);
  });

  test.each(['postmaster', 'Postmaster@mx.example.com'])('accepts %s', (recipient) => {
    expect(replyTo(recipient)).toMatch(ACCEPTED);
  });

  test.each(['nobody', 'jim', 'jim@mx.example.com', 'jim@localhost', 'jim@[127.0.0.1]', 'root@mx.example.com'])(
    'has no %s: at its own names there is only postmaster',
    (recipient) => expect(replyTo(recipient)).toMatch(/^550 5\.1\.1 /),
  );

  test.each(['jim@sub.example.com', 'joe@sub.example.net', 'x@sub.unknown.example', 'jim@example'])(
    'MtaRx.domains: %s is in no domain of it, and nothing is relayed there',
    (recipient) => expect(replyTo(recipient)).toMatch(/^550 5\.7\.1 .*Relaying denied/),
  );

  test('MtaRx.domains: whatever a recipient is called, it is found and stays as it is', () => {
    const users = rx
      .mailersFor(...NAMES.map((name) => `${name}@names.example`))
      .map((answer) => answer.split(' $:')[1]);

    const asked = NAMES.flatMap((name) => ['RSET', 'MAIL FROM:<>', `RCPT TO:<${name}@names.example>`]);
    const replies = rx.dialogue(25, ['EHLO client.example', ...asked]).slice(2);

    expect(NAMES.length).toBeGreaterThan(100);
    expect(replies.filter((reply, index) => index % 3 === 2 && !reply.startsWith('250 2.1.5 '))).toEqual([]);
    expect(users.map((user) => user.replace(/ /g, ''))).toEqual(NAMES.map((name) => `${name}<@names.example.>`));
  });

  test('senders are nobody that it has to know', () => {
    const replies = rx.dialogue(25, ['EHLO client.example', 'MAIL FROM:<nobody@mx.example.com>', 'QUIT']);

    expect(replies[2]).toMatch(/^250 2\.1\.0 /);
  });

  test.each([
    ['sales@example.com', 'jim<@example.com.>'],
    ['away@example.com', 'jim<@elsewhere.example.>'],
    ['joe+lists@example.net', 'joe+lists<@example.net.>'],
    ['info+lists@example.net', 'joe<@example.net.>'],
    ['Nobody@all.example', 'joe<@all.example.>'],
    ['Joe@all.example', 'Joe<@all.example.>'],
    ['postmaster', 'postmaster<@unknown.example.>'],
    ['postmaster@mx.example.com', 'postmaster<@unknown.example.>'],
    ['MAILER-DAEMON', 'postmaster<@unknown.example.>'],
  ])('MtaRx.domains, aliases: %s goes on as %s', (recipient, user) => {
    expect(rx.mailersFor(recipient)[0]).toMatch(/^\$#esmtp \$@\[[\d.]+\] \$:/);
    expect(rx.mailersFor(recipient)[0].split(' $:')[1]).toBe(user);
  });

  test('MtaRx.domains, aliases: the filter is handed the rewritten address', async () => {
    const sinks = await DeliverySinks.start(rx.container, 10024);
    const recipients = ['sales@example.com', 'nobody@all.example', 'joe+lists@example.net', 'postmaster'];
    const lines = recipients.map((recipient) => `RCPT TO:<${recipient}>`);
    rx.dialogue(25, ['EHLO client.example', 'MAIL FROM:<>', ...lines, 'DATA', '|Subject: test', '|', '.', 'QUIT']);

    expect((await sinks.untilHanded(10024, 4)).sort()).toEqual([
      'jim@example.com',
      'joe+lists@example.net',
      'joe@all.example',
      'postmaster@unknown.example',
    ]);
  });

  test('MtaRx.domains: a domain and a recipient more change nothing but the maps, in the running container', () => {
    const before = rx.container.exec(['pgrep', '-o', '-x', 'sendmail']).stdout;
    expect(replyTo('new@new.example')).toMatch(/^550 5\.7\.1 /);
    rx.loadMaps({
      ...PROPS,
      domains: [
        ...(PROPS.domains ?? []),
        MailDomain.relayed('new.example', SERVER, { recipients: Recipients.of(['new']) }),
      ],
    });

    expect(replyTo('new@new.example')).toMatch(ACCEPTED);
    expect(replyTo('old@new.example')).toBe(NO_SUCH_USER('old@new.example'));
    expect(rx.container.exec(['pgrep', '-o', '-x', 'sendmail']).stdout).toBe(before);
  });

  test('has no class that names a domain: classes are read only at the start', () => {
    const classes = rx.test(['$=w', '$=R', '$={VirtHost}']).split('\n');

    expect(classes.filter((line) => /(unknown|all|filed|names)\.example|example\.net/.test(line))).toEqual([]);
    expect(rx.cf.filter((line) => /(unknown|all|filed|names)\.example|example\.net/.test(line))).toEqual([]);
    expect(rx.container.exec(['ls', '/etc/mail']).stdout).not.toMatch(/local-host-names|relay-domains/);
  });
});
