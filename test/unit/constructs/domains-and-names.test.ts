import { LocalZone, MailDomain, SmtpEndpoint } from 'cdktf-dual-mta';
import { findingsOf } from '../../tooling/findings';

const DOMAIN_RULE =
  'a mail domain has at least two labels of letters, digits and hyphens, and no word of m4 such as "dnl" ' +
  '(RFC 5321 section 4.1.2). ' +
  'Write a name such as "example.com", without "@" and without a dot at the end.';
const HOST_NAME_RULE =
  "a host's name is fully qualified (sendmail waits a minute at each start for a name without a dot " +
  '(cf/README, WHO AM I?)). Write a name such as "mx.example.com".';
const MISSING = undefined as unknown as string;

describe('a host name', () => {
  test('that is missing is an error', () => {
    expect(findingsOf({ hostname: MISSING })).toContain(
      `[gateway/Gateway/MtaRx] property "hostname" is missing: ${HOST_NAME_RULE}`,
    );
  });

  test.each(['gateway', 'mx..example.com', 'mx.example.com.', '192.0.2.1', "mx.example.com')dnl", 'a_b.example.com'])(
    'such as %j is an error',
    (hostname) => {
      expect(findingsOf({ hostname })).toContain(
        `[gateway/Gateway/MtaRx] property "hostname" is ${JSON.stringify(hostname)}: ${HOST_NAME_RULE}`,
      );
    },
  );
});

describe('a domain', () => {
  test.each([[[]], [undefined as unknown as MailDomain[]]])('has to be there: %j', (domains) => {
    expect(findingsOf({ domains })).toContain(
      '[gateway/Gateway/MtaRx] property "domains" is []: a gateway accepts mail for at least one domain ' +
        '(README.sendmail-dual, thishost-rx.mc: relayable domains). ' +
        'Write a list such as [MailDomain.local("example.com", ["postmaster"])].',
    );
  });

  test('without a name is an error', () => {
    expect(findingsOf({ domains: [MailDomain.local(MISSING, [])] })).toContain(
      `[gateway/Gateway/MtaRx] property "domains[0].name" is missing: ${DOMAIN_RULE}`,
    );
  });

  test.each(['example', 'user@example.com', '.example.com', 'exa mple.com', "example.com'; system('x'); '"])(
    'such as %j is an error',
    (name) => {
      expect(findingsOf({ domains: [MailDomain.local('example.com', []), MailDomain.local(name, [])] })).toContain(
        `[gateway/Gateway/MtaRx] property "domains[1].name" is ${JSON.stringify(name)}: ${DOMAIN_RULE}`,
      );
    },
  );

  test('stands in the list once', () => {
    const domains = [MailDomain.local('example.com', []), MailDomain.local('example.com', ['jim'])];

    expect(findingsOf({ domains })).toContain(
      '[gateway/Gateway/MtaRx] property "domains[1].name" is "example.com": a domain stands in the list once ' +
        '(makemap takes only the first of two equal keys). Write one entry for it.',
    );
  });

  test('has no mailbox outside its folder', () => {
    expect(findingsOf({ domains: [MailDomain.local('example.com', ['../etc'])] })).toContain(
      '[gateway/Gateway/MtaRx] property "domains[0].mailboxes" is "../etc": a mailbox is named with lower-case letters, ' +
        'digits, ".", "_" and "-", and begins with a letter or digit (it names a directory; RFC 5321 section 4.1.2). ' +
        'Write a local part such as "postmaster".',
    );
  });

  test('is relayed to a host and port that can be', () => {
    const domains = [MailDomain.relayed('example.com', SmtpEndpoint.smtp('mail server', 70_000))];

    expect(findingsOf({ domains })).toEqual(
      expect.arrayContaining([
        '[gateway/Gateway/MtaRx] property "domains[0].server.host" is "mail server": a host is a name, without words of m4 such as "dnl", or an IPv4 address ' +
          '(RFC 5321 section 2.3.5). Write a name such as "mail.example.com" or an address such as "192.0.2.1".',
        '[gateway/Gateway/MtaRx] property "domains[0].server.port" is 70000: a port is a whole number from 1 to 65535 ' +
          '(RFC 9293 section 3.1). Write a port such as 25.',
      ]),
    );
  });
});

describe('the resolver', () => {
  test('answers for zones that are domains, with records of one line', () => {
    const localZones = [LocalZone.of('zone', ['a\nb'])];

    expect(findingsOf({ resolver: { localZones } })).toEqual([
      `[gateway/Gateway/Resolver] property "localZones[0].name" is "zone": ${DOMAIN_RULE}`,
      '[gateway/Gateway/Resolver] property "localZones[0].records" is "a\\nb": the text is one line of printable ' +
        'characters (in the configuration files a setting ends with its line). ' +
        'Write the text without line breaks and control characters.',
    ]);
  });

  test('answers with records that have one kind of quotes', () => {
    const localZones = [LocalZone.of('example.com', [`example.com. IN TXT "it's"`, 'example.com. IN TXT "its"'])];

    expect(findingsOf({ resolver: { localZones } })).toEqual([
      '[gateway/Gateway/Resolver] property "localZones[0].records" is "example.com. IN TXT \\"it\'s\\"": a record has no ' +
        'more than one kind of quotes (unbound.conf(5) has no way to write a quote within quotes of its kind). ' +
        'Write a record such as \'example.com. IN TXT "v=spf1 mx -all"\'.',
    ]);
  });

  test('asks addresses, not names', () => {
    expect(findingsOf({ resolver: { forwardTo: ['192.0.2.53', 'dns.example.com'] } })).toEqual([
      '[gateway/Gateway/Resolver] property "forwardTo[1]" is "dns.example.com": an IPv4 address has four numbers from ' +
        '0 to 255 (RFC 791 section 2.3). Write an address such as "127.0.0.1".',
    ]);
  });
});
