import { ContainerImage } from '../tooling/container-image';
import { buildGatewayImage } from '../tooling/gateway-image';

/** A server for one client: greets with the first reply and answers each line with the next; "-" closes. */
const SERVER = `
use strict; use warnings; use IO::Socket::INET;
my $listener = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => 2525, Listen => 1, ReuseAddr => 1) or die;
open my $ready, '>', '/tmp/ready'; close $ready;
my $client = $listener->accept;
open my $heard, '>', '/tmp/heard';
for my $reply (@ARGV) {
    last if $reply eq '-';
    print {$client} "$reply\\r\\n" if $reply ne 'silence';
    sleep 60 if $reply eq 'silence';
    my $line = <$client> // last;
    print {$heard} $line; $heard->flush;
}
`;

describe('smtp-probe', () => {
  let image: ContainerImage;

  beforeAll(() => {
    image = buildGatewayImage('mta-rx');
  });

  afterAll(() => image?.remove());

  const probe = (protocol: string, ...replies: string[]): { code: number; stdout: string } =>
    image.shell(
      [
        "cat > /tmp/server <<'PERL'",
        SERVER,
        'PERL',
        `perl /tmp/server ${replies.map((reply) => `'${reply}'`).join(' ')} &`,
        'until [ -e /tmp/ready ]; do sleep 0.05; done',
        'status=0',
        `/usr/lib/dual-mta/smtp-probe 127.0.0.1 2525 ${protocol} || status=$?`,
        'tr -d "\\r" < /tmp/heard',
        'exit $status',
      ].join('\n'),
    );

  test('is content with a server that takes a sender', () => {
    expect(probe('smtp', '220 hello', '250 hello', '250 sender ok', '221 bye')).toMatchObject({
      code: 0,
      stdout: 'EHLO localhost\nMAIL FROM:<>\nQUIT\n',
    });
  });

  test('greets an LMTP server as such', () => {
    expect(probe('lmtp', '220 hello', '250 hello', '250 sender ok', '221 bye')).toMatchObject({
      code: 0,
      stdout: 'LHLO localhost\nMAIL FROM:<>\nQUIT\n',
    });
  });

  test('reads a reply of several lines to its end', () => {
    expect(probe('smtp', '220-hello\r\n220 there', '250-a\r\n250-b\r\n250 c', '250 ok', '221 bye').code).toBe(0);
  });

  test('is content with a submission port that wants authentication first', () => {
    expect(probe('smtp', '220 hello', '250 hello', '530 5.7.0 Authentication required', '221 bye').code).toBe(0);
  });

  test.each([
    ['greets with 421', ['421 not now'], 'after connecting: 421 not now'],
    ['has too little space for MAIL', ['220 hello', '250 hello', '452 too full'], 'after MAIL FROM:<>: 452 too full'],
  ])('finds fault with a server that %s', (_, replies, complaint) => {
    const { code, stdout } = probe('smtp', ...replies);

    expect(code).toBe(1);
    expect(stdout).toContain(`127.0.0.1:2525: ${complaint}`);
  });

  test('tells a port where nobody is from one that answers wrong', () => {
    const nobody = image.shell('/usr/lib/dual-mta/smtp-probe 127.0.0.1 2525 smtp');
    const closing = probe('smtp', '-');

    expect([nobody.code, closing.code]).toEqual([2, 2]);
    expect(nobody.stdout).toMatch(/^127\.0\.0\.1:2525: .*Connection refused/);
  });

  test('does not wait for ever for a server that says nothing', () => {
    const start = Date.now();
    const { code, stdout } = probe('smtp', 'silence');

    expect(code).toBe(2);
    expect(stdout).toContain('127.0.0.1:2525: no answer in 10 s');
    expect(Date.now() - start).toBeLessThan(30_000);
  });

  test('says how it is used where it is used otherwise', () => {
    expect(image.shell('/usr/lib/dual-mta/smtp-probe 127.0.0.1 25 http').said).toContain(
      'usage: smtp-probe HOST PORT smtp|lmtp|dns',
    );
  });
});
