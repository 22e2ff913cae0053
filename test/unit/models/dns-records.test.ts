import {
  DmarcPolicy,
  DnsOptions,
  DnsRecord,
  DnsRecordType,
  DualMtaGatewayProps,
  DualMtaStack,
  Duration,
  MailDomain,
  MtaStsMode,
  SmtpEndpoint,
} from 'cdktf-dual-mta';
import { App } from 'cdktf';
import { findingsOf } from '../../tooling/findings';
import { gatewayProps } from '../../tooling/gateway-props';
import { synthesizeGateway } from '../../tooling/synthesized-stack';

const DOMAINS = [
  MailDomain.local('example.com', ['postmaster']),
  MailDomain.relayed('example.net', SmtpEndpoint.smtp('192.0.2.1')),
];
const KEY = 'MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=';

const gatewayWith = (props: Partial<DualMtaGatewayProps>): DualMtaStack =>
  new DualMtaStack(new App(), 'gateway', gatewayProps({ domains: DOMAINS, ...props }));

/** The records of a gateway with these options, a line each. */
const recordsOf = (dns?: DnsOptions, props: Partial<DualMtaGatewayProps> = {}): string[] =>
  gatewayWith({ dns, ...props }).gateway.dnsRecords.map(({ name, type, priority, value }) =>
    [name, type, ...(priority === undefined ? [] : [priority]), value].join(' '),
  );

describe('the records that the outside must see', () => {
  test('are known without a word about them', () => {
    expect(recordsOf()).toEqual([
      'mx.example.com TXT v=spf1 a -all',
      'example.com MX 10 mx.example.com',
      'example.com TXT v=spf1 mx -all',
      '_dmarc.example.com TXT v=DMARC1; p=none',
      'example.net MX 10 mx.example.com',
      'example.net TXT v=spf1 mx -all',
      '_dmarc.example.net TXT v=DMARC1; p=none',
    ]);
  });

  test('have the addresses of the gateway, of both kinds', () => {
    expect(recordsOf({}, { publicAddresses: ['192.0.2.25', '2001:db8::25'] })).toEqual(
      expect.arrayContaining(['mx.example.com A 192.0.2.25', 'mx.example.com AAAA 2001:db8::25']),
    );
  });

  test('have one SPF record for a name that is both the gateway and a domain', () => {
    const records = recordsOf({}, { hostname: 'example.com' });

    expect(records.filter((record) => record.includes('example.com TXT v=spf1'))).toEqual([
      'example.com TXT v=spf1 mx -all',
    ]);
  });

  test('name other senders in SPF', () => {
    expect(recordsOf({ spf: { mechanisms: ['include:_spf.example.org'], softFail: true } })).toContain(
      'example.com TXT v=spf1 mx include:_spf.example.org ~all',
    );
  });

  test('have the keys of DKIM, for one domain or for all', () => {
    const records = recordsOf({
      dkim: [
        { selector: 'a', publicKey: 'AAAA' },
        { selector: 'b', publicKey: KEY, keyType: 'ed25519', domain: 'example.net' },
      ],
    });

    expect(records.filter((record) => record.includes('DKIM1'))).toEqual([
      'a._domainkey.example.com TXT v=DKIM1; k=rsa; p=AAAA',
      'a._domainkey.example.net TXT v=DKIM1; k=rsa; p=AAAA',
      `b._domainkey.example.net TXT v=DKIM1; k=ed25519; p=${KEY}`,
    ]);
  });

  test('have the policy of DMARC, and let one domain take the reports about the other', () => {
    const records = recordsOf({ dmarc: { policy: DmarcPolicy.REJECT, reportsTo: ['dmarc@example.com'] } });

    expect(records.filter((record) => record.includes('DMARC1'))).toEqual([
      '_dmarc.example.com TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com',
      '_dmarc.example.net TXT v=DMARC1; p=reject; rua=mailto:dmarc@example.com',
      'example.net._report._dmarc.example.com TXT v=DMARC1',
    ]);
  });

  test('say who gets reports about TLS', () => {
    expect(recordsOf({ tlsReportsTo: ['tls@example.com', 'tls@example.org'] })).toContain(
      '_smtp._tls.example.com TXT v=TLSRPTv1; rua=mailto:tls@example.com,mailto:tls@example.org',
    );
  });

  test('have an id of MTA-STS that changes with the policy, and only then', () => {
    const idWith = (mode: MtaStsMode, tlsReportsTo?: string[]): string | undefined =>
      recordsOf({ mtaSts: { mode }, tlsReportsTo }).find((record) => record.startsWith('_mta-sts.example.com '));

    expect(idWith(MtaStsMode.TESTING)).toMatch(/^_mta-sts\.example\.com TXT v=STSv1; id=[0-9a-f]{20}$/);
    expect(idWith(MtaStsMode.TESTING, ['tls@example.com'])).toBe(idWith(MtaStsMode.TESTING));
    expect(idWith(MtaStsMode.ENFORCE)).not.toBe(idWith(MtaStsMode.TESTING));
  });

  test('come with the policy of MTA-STS, and with a name for the server that has it', () => {
    const dns = { mtaSts: { mode: MtaStsMode.ENFORCE, maxAge: Duration.days(30), policyHost: 'www.example.com' } };

    expect(gatewayWith({ dns }).gateway.mtaStsPolicy).toBe(
      'version: STSv1\nmode: enforce\nmx: mx.example.com\nmax_age: 2592000\n',
    );
    expect(recordsOf(dns)).toContain('mta-sts.example.net CNAME www.example.com');
    expect(gatewayWith({}).gateway.mtaStsPolicy).toBeUndefined();
  });

  test('are outputs of a stack, a line of a zone each, without a value that is known only at apply', () => {
    const { output } = synthesizeGateway({
      publicAddresses: ['192.0.2.25'],
      dns: { ttl: Duration.minutes(5), mtaSts: {}, spf: { mechanisms: ['exists:%{i}.spf.example.com'] } },
    }).json;
    const written = output.dns_records.value.split('\n');

    expect(written).toContain('mx.example.com. 300 IN A 192.0.2.25');
    expect(written).toContain('example.com. 300 IN MX 10 mx.example.com.');
    // "%%{" is Terraform's way of writing "%{".
    expect(written).toContain('example.com. 300 IN TXT "v=spf1 mx exists:%%{i}.spf.example.com -all"');
    expect(output.dns_records.value).not.toContain('${');
    expect(output.mta_sts_policy.value).toMatch(/^version: STSv1\nmode: testing\n/);
  });
});

describe('a text of DNS', () => {
  const textOf = (value: string): string[] =>
    new DnsRecord({ name: 'example.com', type: DnsRecordType.TXT, value, ttl: Duration.hours(1) }).strings;

  test('is cut into pieces of 255 bytes', () => {
    expect(textOf('a'.repeat(600)).map((piece) => piece.length)).toEqual([255, 255, 90]);
    expect(textOf('')).toEqual(['']);
  });

  test('is not cut within a character', () => {
    expect(textOf('ä'.repeat(200)).map((piece) => Buffer.byteLength(piece))).toEqual([254, 146]);
  });
});

describe('what the records are made from', () => {
  test.each<[string, Partial<DualMtaGatewayProps>]>([
    ['publicAddresses[0]', { publicAddresses: ['mx.example.com'] }],
    ['dns.spf.mechanisms[0]', { dns: { spf: { mechanisms: ['+all'] } } }],
    ['dns.spf.mechanisms[0]', { dns: { spf: { mechanisms: ['mx a'] } } }],
    ['dns.spf.mechanisms', { dns: { spf: { mechanisms: Array<string>(10).fill('include:a.example') } } }],
    ['dns.dkim[0].publicKey', { dns: { dkim: [{ selector: 'a', publicKey: '-----BEGIN PUBLIC KEY-----' }] } }],
    ['dns.dkim[0].selector', { dns: { dkim: [{ selector: 'a b', publicKey: KEY }] } }],
    ['dns.dkim[0].keyType', { dns: { dkim: [{ selector: 'a', publicKey: KEY, keyType: 'dsa' }] } }],
    ['dns.dkim[0].domain', { dns: { dkim: [{ selector: 'a', publicKey: KEY, domain: 'example.org' }] } }],
    ['dns.dmarc.reportsTo[0]', { dns: { dmarc: { reportsTo: ['mailto:a@example.com'] } } }],
    ['dns.tlsReportsTo[0]', { dns: { tlsReportsTo: ['https://example.com'] } }],
    ['dns.mtaSts.maxAge', { dns: { mtaSts: { maxAge: Duration.days(400) } } }],
    ['dns.mtaSts.policyHost', { dns: { mtaSts: { policyHost: 'https://www.example.com' } } }],
    ['dns.ttl', { dns: { ttl: Duration.milliseconds(1) } }],
  ])('is held against the rules: %s', (property, props) => {
    expect(findingsOf(props)).toEqual([expect.stringContaining(`property "${property}" is `)]);
  });

  test('is known at synth', () => {
    const publicKey = '${TfToken[TOKEN.0]}';

    expect(findingsOf({ dns: { dkim: [{ selector: 'a', publicKey }] } })).toEqual([
      expect.stringContaining('the value is known only at apply'),
    ]);
  });
});
