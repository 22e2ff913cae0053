import { Testing } from 'cdktf';
import { DkimKey, DkimOptions, DkimSigned, DualMtaStack, Duration, MailDomain, SecretDirectory } from 'cdktf-dual-mta';
import { findingsOf } from '../../tooling/findings';
import { gatewayProps } from '../../tooling/gateway-props';
import { synthesizeGateway } from '../../tooling/synthesized-stack';

const KEY = DkimKey.of('example.com', '2026a');
const PUBLIC = Buffer.from('key').toString('base64');
const dkim = (more: Partial<DkimOptions> = {}): { filter: { dkim: DkimOptions } } => ({
  filter: { dkim: { keys: SecretDirectory.onHostPath('/srv/mx/dkim'), signing: [KEY], ...more } },
});
const linesOf = (props: Parameters<typeof synthesizeGateway>[0]): string[] =>
  synthesizeGateway(props)
    .configuration('gateway-filter', '60-dual-mta')
    .split('\n')
    .map((line) => line.replace(/ {2}# .*$/, ''))
    .filter((line) => /dkim|signed|authserv/i.test(line));

describe('DKIM', () => {
  test('is verified and not signed where nothing is said (AmavisFilter.dkimVerification, AmavisFilter.authservId)', () => {
    expect(linesOf({})).toEqual([
      '$enable_dkim_verification = 1;',
      "$myauthservid = 'mx.example.com';",
      '$Mail::DKIM::Verifier::MAX_SIGNATURES_TO_PROCESS = (do { require Mail::DKIM::Verifier; 4 });',
      '$Mail::DKIM::DNS::TIMEOUT = 5;',
      '$enable_dkim_signing = 0;',
    ]);
  });

  test('is not verified where that is said, or in another name', () => {
    const lines = linesOf({ filter: { dkimVerification: false, authservId: 'example.com' } });

    expect(lines).toContain('$enable_dkim_verification = 0;');
    expect(lines).toContain("$myauthservid = 'example.com';");
  });

  test('is signed with the keys that are mounted (AmavisFilter.dkim, AmavisFilter.dkim.keys, AmavisFilter.dkim.signing)', () => {
    const stack = synthesizeGateway(dkim());

    expect(stack.container('gateway-filter').mounts).toContainEqual({
      type: 'bind',
      source: '/srv/mx/dkim',
      target: '/run/secrets/dkim',
      read_only: true,
    });
    expect(linesOf(dkim()).slice(4)).toEqual([
      '$enable_dkim_signing = 1;',
      "$policy_bank{'AM.PDP-SOCK'}{'enable_dkim_signing'} = 0;",
      "dkim_key('example.com', '2026a', '/run/secrets/dkim/2026a._domainkey.example.com.pem');",
      "@dkim_signature_options_bysender_maps = ({'filter.mx.example.com' => {'d' => 'example.com'}, " +
        "'.' => {'ttl' => 1814400, 'c' => 'relaxed/simple'}});",
    ]);
    expect(stack.configuration('gateway-filter', 'service')).toContain(
      "AMAVIS_DKIM_KEYS='/run/secrets/dkim/2026a._domainkey.example.com.pem'\n",
    );
  });

  test('is signed as is said (AmavisFilter.dkim.ttl, AmavisFilter.dkim.canonicalization, AmavisFilter.dkim.signedHeaders)', () => {
    const chosen = dkim({
      ttl: Duration.days(2),
      canonicalization: 'relaxed/relaxed',
      signedHeaders: { To: DkimSigned.AND_NO_OTHER, Cc: DkimSigned.YES, Subject: DkimSigned.NO },
    });

    expect(linesOf(chosen).slice(-4)).toEqual([
      expect.stringContaining("'.' => {'ttl' => 172800, 'c' => 'relaxed/relaxed'}"),
      "$signed_header_fields{'to'} = 2;",
      "$signed_header_fields{'cc'} = 1;",
      "$signed_header_fields{'subject'} = 0;",
    ]);
  });

  test('has a command that prints the records, where mail is signed', () => {
    const output = (props: Parameters<typeof synthesizeGateway>[0]) =>
      synthesizeGateway(props).json.output.dkim_records;

    expect(output(dkim()).value).toBe('docker exec --user amavis gateway-filter amavisd showkeys');
    expect(output({})).toBeUndefined();
  });

  const about = (property: string, value: string): string =>
    expect.stringContaining(`[gateway/Gateway/Filter] property "${property}" is ${value}: `) as string;

  test.each<[string, Partial<DkimOptions>, string, string]>([
    ['a domain of others', { signing: [DkimKey.of('example.org', 'a')] }, 'dkim.signing[0].domain', '"example.org"'],
    ['a selector with blanks', { signing: [DkimKey.of('example.com', 'a b')] }, 'dkim.signing[0].selector', '"a b"'],
    ['one key twice', { signing: [KEY, KEY] }, 'dkim.signing[1]', '"2026a._domainkey.example.com"'],
    ['no key', { signing: [] }, 'dkim.signing', '[]'],
    ['no directory', { keys: undefined }, 'dkim.keys', 'missing'],
    ['a path that is none', { keys: SecretDirectory.onHostPath('keys') }, 'dkim.keys.hostPath', '"keys"'],
    ['a short time', { ttl: Duration.minutes(59) }, 'dkim.ttl', '"3540s"'],
    ['another way to read', { canonicalization: 'nowsp' }, 'dkim.canonicalization', '"nowsp"'],
    ['no name of a field', { signedHeaders: { 'a b': DkimSigned.YES } }, 'dkim.signedHeaders', '"a b"'],
  ])('cannot be signed with %s', (_, wrong, property, value) => {
    expect(findingsOf(dkim(wrong))).toEqual([about(property, value)]);
  });

  test('cannot be said in the name of no host', () => {
    expect(findingsOf({ filter: { authservId: 'a b' } })).toEqual([about('authservId', '"a b"')]);
  });

  test('is signed for each domain of the gateway, in capital letters too', () => {
    const domains = ['example.com', 'Example.NET'].map((name) => MailDomain.local(name, ['postmaster']));
    const signing = [KEY, DkimKey.of('example.net', '2026a'), DkimKey.of('example.com', '2026b')];

    expect(linesOf({ domains, ...dkim({ signing }) }).filter((line) => line.startsWith('dkim_key'))).toHaveLength(3);
  });

  test.each<[string, object[] | undefined, number]>([
    ['lacks the key', [{ selector: 'other', publicKey: PUBLIC }], 1],
    ['has it for another domain', [{ selector: '2026a', publicKey: PUBLIC, domain: 'example.net' }], 1],
    ['has it', [{ selector: '2026a', publicKey: PUBLIC }], 0],
    ['has it for its domain', [{ selector: '2026a', publicKey: PUBLIC, domain: 'example.com' }], 0],
    ['says nothing of keys', undefined, 0],
  ])('is warned of where "dns" %s', (_, published, warnings) => {
    const domains = ['example.com', 'example.net'].map((name) => MailDomain.local(name, ['postmaster']));
    const dns = { dkim: published as { selector: string; publicKey: string }[] | undefined };
    const { gateway } = new DualMtaStack(Testing.app(), 'gateway', gatewayProps({ domains, dns, ...dkim() }));

    const said = gateway.node.metadata.map(({ data }) => String(data)).join();

    expect(said.match(/no public key for 2026a\._domainkey\.example\.com/g) ?? []).toHaveLength(warnings);
  });
});
