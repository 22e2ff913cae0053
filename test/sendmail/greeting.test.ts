import * as fc from 'fast-check';
import { Duration, MailDomain, Size, SmtpEndpoint } from 'cdktf-dual-mta';
import { ONE_LINE } from '../../lib/models/rules';
import { RunAs } from '../../lib/models/run-as';
import { MTA_RX_OPTIONS } from '../../lib/models/sendmail/receiving/mta-rx-table';
import { writeMc } from '../../lib/writers/sendmail-mc';
import { ContainerImage } from '../tooling/container-image';
import { buildGatewayImage } from '../tooling/gateway-image';

const mcWith = (greeting: string): string =>
  writeMc(['A test'], MTA_RX_OPTIONS, {
    hostname: 'mx.example.com',
    runAs: RunAs.SMMSP,
    minFreeBlocks: Size.mebibytes(64),
    greeting,
    domains: [MailDomain.local('example.com', [])],
    filter: SmtpEndpoint.lmtp('10.20.30.4', 10024),
    queueRunners: 2,
    messagesPerConnection: 10,
    dataTimeout: Duration.minutes(20),
    minQueueAge: Duration.seconds(10),
    listensOnSubmission: true,
  });

/**
 * Expands each .mc file with the real m4 and prints a line for it: the greeting, what m4 complained about, and the rest
 * of the .cf file as a checksum; the first two in hexadecimal.
 */
const EXPAND = `
use strict; use warnings; use Digest::MD5 'md5_hex';
while (my $mc = <DATA>) {
    chomp $mc;
    open my $file, '>', '/tmp/test.mc' or die; print {$file} pack('H*', $mc); close $file;
    my $cf = \`m4 /usr/share/sendmail/cf/m4/cf.m4 /tmp/test.mc 2> /tmp/errors\`;
    open my $errors, '<', '/tmp/errors' or die; my $said = join '', <$errors>;
    my @greetings = $cf =~ /^O SmtpGreetingMessage=(.*)$/mg;
    $cf =~ s/^O SmtpGreetingMessage=.*$//mg;
    $cf =~ s/^#.*$//mg;
    print join(' ', unpack('H*', join "\\n", @greetings), unpack('H*', $said), md5_hex($cf)), "\\n";
}
__DATA__
`;

interface Expansion {
  readonly greeting: string;
  readonly complaint: string;
  readonly rest: string;
}

const expand = (image: ContainerImage, greetings: readonly string[]): Expansion[] => {
  const mcs = greetings.map((greeting) => Buffer.from(mcWith(greeting)).toString('hex'));
  const { stdout } = image.run(['perl', '-'], { input: `${EXPAND}${mcs.join('\n')}\n` });
  const text = (hex: string): string => Buffer.from(hex, 'hex').toString('utf8');
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [greeting, complaint, rest] = line.split(' ');
      return { greeting: text(greeting), complaint: text(complaint), rest };
    });
};

describe('a greeting', () => {
  let image: ContainerImage;

  beforeAll(() => {
    image = buildGatewayImage('mta-rx');
  });

  afterAll(() => image?.remove());

  test('of one line reaches the .cf file unchanged through the real m4, and changes nothing else in it', () => {
    const piece = fc.constantFrom(
      ...['`', "'", '``', "''", '$', '$1', '$*', '$@', '$#', '$j', '${x}', '#', ',', '(', ')', '()', ' ', '"', '\\'],
      ...[
        '[',
        ']',
        '{',
        '}',
        '%',
        '<',
        '>',
        '&',
        ';',
        '=',
        '|',
        '~',
        '!',
        'dnl',
        'dnl ',
        'define',
        "undefine(`define')",
      ],
      ...['divert(-1)', 'include(/etc/passwd)', 'esyscmd(id)', 'confDOMAIN_NAME', 'MAILER', "FEATURE(`x')", 'ifdef'],
      ...[
        '_BACKQUOTE_',
        '_APOSTROPHE_',
        'changequote',
        'changecom',
        'm4exit',
        'eval(1)',
        'len',
        'a',
        'Z',
        '0',
        'grüß',
        '邮',
      ],
    );
    const awkward = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''));
    const printable = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
    const greeting = fc.oneof({ arbitrary: awkward, weight: 3 }, printable).filter((text) => ONE_LINE.holds(text));
    const { rest: reference } = expand(image, ['hello'])[0];

    fc.assert(
      fc.property(fc.array(greeting, { minLength: 60, maxLength: 60 }), (greetings) => {
        expect(expand(image, greetings)).toEqual(
          greetings.map((text) => ({ greeting: text, complaint: '', rest: reference })),
        );
      }),
      { numRuns: 3, endOnFailure: true },
    );
  });

  test('names the gateway, says ESMTP once, and no version', () => {
    const { stdout } = image.run(
      [
        'setpriv',
        '--reuid=smmsp',
        '--regid=smmsp',
        '--clear-groups',
        'sendmail',
        '-C',
        '/etc/mail/sendmail-rx.cf',
        '-bs',
      ],
      {
        options: ['--hostname', 'mx.example.com', '--add-host', 'mx.example.com:127.0.0.1'],
        input: 'QUIT\r\n',
      },
    );

    expect(stdout.split('\r\n')[0].split('\n')[0]).toBe('220 mx.example.com ESMTP');
  });
});
