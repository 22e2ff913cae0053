import { AddressBlock, MailDomain, SmtpEndpoint } from 'cdktf-dual-mta';
import { GatewayContainer } from '../tooling/gateway-container';

describe('MTA-TX', () => {
  let tx: GatewayContainer;
  let cf: string;

  beforeAll(async () => {
    tx = await GatewayContainer.start('mta-tx', {
      tx: { genericstable: { 'jim@other.example': 'jim.smith@example.com' } },
      addresses: AddressBlock.of('10.20.30.0/26'),
      domains: [
        MailDomain.local('example.com', ['postmaster']),
        MailDomain.relayed('smtp.example', SmtpEndpoint.smtp('mail.example.net')),
        MailDomain.relayed('port.example', SmtpEndpoint.smtp('192.0.2.1', 2525)),
        MailDomain.relayed('lmtp.example', SmtpEndpoint.lmtp('imap.example.net', 24)),
      ],
    });
    cf = tx.cf.join('\n');
  });

  afterAll(() => tx?.remove());

  test.each([
    ['of a local domain into its mailboxes', 'postmaster@example.com', '$#local $@postmaster@example.com $:postmaster'],
    [
      'of a relayed domain to its server, not by MX',
      'u@smtp.example',
      '$#esmtp $@[mail.example.net] $:u<@smtp.example.>',
    ],
    ['of a relayed domain to the port of its server', 'u@port.example', '$#smtp2525 $@[192.0.2.1] $:u<@port.example.>'],
    [
      'of a relayed domain by LMTP where its server speaks that',
      'u@lmtp.example',
      '$#lmtp24 $@[imap.example.net] $:u<@lmtp.example.>',
    ],
    ['of any other domain by its MX records', 'u@foreign.example', '$#esmtp $@foreign.example. $:u<@foreign.example.>'],
  ])('brings mail %s', (_, address, mailer) => {
    expect(tx.mailersFor(address)).toEqual([mailer]);
  });

  test('MtaTx.genericstable: in the envelope senders stay as they are, unless masqueradeEnvelope is set', () => {
    const becomes = (flags: string): string => tx.test([`/tryflags ${flags}`, '/try esmtp jim@other.example']);

    expect(becomes('HS')).toContain('addr = jim.smith@example.com\n');
    expect(becomes('ES')).toContain('addr = jim@other.example\n');
  });

  test('has a mailer for each port and protocol, which has the flags of esmtp and speaks to that port', () => {
    const mailer = (name: string): string => new RegExp(`^M${name},((?:.*\\n)(?:\\t.*\\n)*)`, 'm').exec(cf)?.[1] ?? '';

    expect(mailer('smtp2525')).toMatch(/F=mDFMuXa,[^]*A=TCP \$h 2525\n/);
    expect(mailer('lmtp24')).toMatch(/F=mDFMuXaz,[^]*A=TCP \$h 24\n/);
    expect(mailer('esmtp')).toMatch(/F=mDFMuXa,[^]*A=TCP \$h\n/);
  });

  test.each([
    'O RunAsUser=smmta:smmta',
    'O QueueDirectory=/var/spool/mqueue',
    'O DaemonPortOptions=Addr=0.0.0.0, Port=10025, Name=MTA-TX',
    'O SmtpGreetingMessage=$w.tx.$m Sendmail $v/$Z; $b',
    'O Timeout.ident=0',
    'O MinFreeBlocks=4096',
    'O RejectNUL=true',
    'C{R}10.20.30.20',
  ])('has in the expanded .cf file: %s', (line) => {
    expect(cf.split('\n').map((one) => one.trimEnd())).toContain(line);
  });

  test("looks a name up as it stands, and not below the gateway's own domain too", () => {
    const tried = (...args: string[]): string[] =>
      tx.test(['/canon a.host'], ['-d8.5', ...args]).match(/(?<=dns_getcanonname: trying )\S+/g) ?? [];

    expect(new Set(tried())).toEqual(new Set(['a.host.']));
    expect(tried('-OResolverOptions=+DNSRCH')).toContain('a.host.example.com');
  });

  test('listens on one port only', () => {
    expect(cf.match(/^O DaemonPortOptions=.*$/gm)).toHaveLength(1);
  });

  test('lets the filter send mail anywhere, whatever stands in the access map', () => {
    const rcpt = (address: string): string | undefined =>
      tx
        .test([`.D{client_addr}${address}`, `.D{client_name}${address}`, 'check_rcpt user@foreign.example'])
        .match(/^check_rcpt +returns: .*$/gm)
        ?.at(-1);

    expect(tx.container.exec(['makemap', '-u', 'hash', '/etc/mail/maps/access']).stdout).not.toMatch(/relay|10\.20/i);
    expect(rcpt('10.20.30.20')).toMatch(/returns: RELAY$/);
    // Not by chance: of nobody else it takes mail for other domains.
    expect(rcpt('10.20.30.99')).toContain('Relaying denied');
  });

  test('asks a peer who is not the filter to come back later', () => {
    // "$|" cannot be typed in test mode; two rules more in a copy of the file turn what can be typed into it.
    const rules = ['STest', 'R$* $$| $*\t$: $1 $| $2', 'R$* $| $*\t$@ $>Local_check_relay $1 $| $2'];
    const script = [
      'cp /etc/mail/sendmail.cf /tmp/test.cf',
      ...rules.map((rule) => `printf '%s\\n' '${rule}' >> /tmp/test.cf`),
      `printf 'Test host.example $| %s\\n' 10.20.30.20 127.0.0.1 10.20.30.99 | sendmail -C /tmp/test.cf -bt`,
    ];
    const { stdout } = tx.container.exec(['sh', '-euc', script.join('\n')]);
    const rulings = [...stdout.matchAll(/^Test +returns: (.*)$/gm)].map(([, ruling]) => ruling.trim());

    expect(rulings).toEqual(['OK', 'OK', expect.stringMatching(/^\$# error \$@ 4 \. 7 \. 1 /)]);
  });
});
