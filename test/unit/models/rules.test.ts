import {
  ABSOLUTE_PATH,
  ADDRESS_BLOCK,
  DOMAIN,
  GATEWAY_NAME,
  HOST,
  HOST_NAME,
  IPV4_ADDRESS,
  LOCAL_PART,
  ONE_LINE,
  PORT,
  Rule,
} from '../../../lib/models/rules';

const LABEL_63 = 'a'.repeat(63);

const EXAMPLES: Record<string, { rule: Rule; right: unknown[]; wrong: unknown[] }> = {
  'a mail domain': {
    rule: DOMAIN,
    right: ['example.com', 'EXAMPLE.com', 'a.b', 'xn--bcher-kva.example', `${LABEL_63}.com`, '3com.example'],
    wrong: [
      undefined,
      '',
      'example',
      'example.com.',
      '.example.com',
      'a..b',
      '-a.com',
      'a-.com',
      'a_b.com',
      `a${LABEL_63}.com`,
      `${'a.'.repeat(126)}ab`,
      'user@example.com',
      'exa mple.com',
      'bücher.example',
      '192.0.2.1',
      'example.com\n',
      "example.com'",
    ],
  },
  "a host's name": {
    rule: HOST_NAME,
    right: ['mx.example.com', 'a.b', 'concat.example.com', 'dol.example', 'confcacert.example', 'define.example'],
    wrong: [
      undefined,
      '',
      'dnl.example.com',
      'CONCAT.example.com',
      'a.DOL.example',
      'x-confCACERT.example',
      'localhost',
      '192.0.2.1',
      'mx.example.com.',
      'mx_1.example.com',
      'mx.example.com\n',
    ],
  },
  'a host': {
    rule: HOST,
    right: ['mail', 'mail.example.com', '192.0.2.1'],
    wrong: [undefined, '', '[192.0.2.1]', '2001:db8::1', 'mail example', 'mail:25'],
  },
  'a mailbox': {
    rule: LOCAL_PART,
    right: ['postmaster', 'jim.beam', '1st', 'a_b-c'],
    wrong: [undefined, '', '.hidden', '../up', 'a/b', 'Postmaster', 'a@b', 'a b', '-a', 'a'.repeat(65), 'a\n'],
  },
  'a port': {
    rule: PORT,
    right: [1, 25, 65535],
    wrong: [0, -1, 65536, 2.5, NaN, Infinity, '25', undefined],
  },
  'an IPv4 address': {
    rule: IPV4_ADDRESS,
    right: ['0.0.0.0', '127.0.0.1', '255.255.255.255'],
    wrong: ['256.0.0.1', '1.2.3', '1.2.3.4.5', '01.2.3.4', '::1', 'localhost', '', undefined],
  },
  'an address block': {
    rule: ADDRESS_BLOCK,
    right: ['10.0.0.0/26', '192.168.7.192/26', '172.16.0.64/26', '172.31.255.128/26'],
    wrong: ['10.0.0.32/26', '10.0.0.0/24', '10.0.0.0', '8.8.8.0/26', '172.32.0.0/26', '10.0.0.0/26/1', undefined],
  },
  'one line': {
    rule: ONE_LINE,
    right: ['$j ESMTP', ' ', "dnl `quotes' $1", 'grüß gott'],
    wrong: ['', 'a\nb', 'a\rb', 'a\tb', 'a\0b', '\u007f', undefined],
  },
  "a gateway's name": {
    rule: GATEWAY_NAME,
    right: ['gateway', 'g', 'gateway-2', 'a'.repeat(32)],
    wrong: ['', 'Gateway', '2nd', '-a', 'a-', 'a_b', 'a b', 'a'.repeat(33), undefined],
  },
  'a directory of the host': {
    rule: ABSOLUTE_PATH,
    right: ['/', '/srv/mqueue-rx'],
    wrong: ['', 'srv', './srv', '/srv:/etc', 'C:\\srv', undefined],
  },
};

describe.each(Object.entries(EXAMPLES))('%s', (_, { rule, right, wrong }) => {
  test.each(right.map((value) => [value]))('may be %j', (value) => {
    expect(rule.holds(value)).toBe(true);
  });

  test.each(wrong.map((value) => [value]))('may not be %j', (value) => {
    expect(rule.holds(value)).toBe(false);
  });
});
