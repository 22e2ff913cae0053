import { BesiegedMtaRx } from '../../tooling/besieged-mta-rx';
import { clientHello } from '../../tooling/client-hello';
import { converse, CUT, flood, hear, HOLD, HostileStep, line, say } from '../../tooling/hostile-client';
import { faultsOf } from '../../tooling/malformed-mail';

/** Sessions of each kind, so many of them at a time. */
const SESSIONS = 40;
const AT_A_TIME = 20;

const EHLO = 'EHLO client.example';
const ENVELOPE = [EHLO, 'MAIL FROM:<>', 'RCPT TO:<postmaster@example.com>'];
const DATA = converse(...ENVELOPE, 'DATA');
const STARTTLS = converse(EHLO, 'STARTTLS');
const END = [say('\r\n.\r\n'), hear(5), CUT];
const block = (text: string): string => text.repeat(Math.ceil(65536 / text.length));

/** What a client does that is no good one; nothing of it makes a message. */
const KINDS: Record<string, readonly HostileStep[]> = {
  'an endless command': [...converse(EHLO), flood(32, block('x')), HOLD],
  'an endless line before the greeting': [flood(32, block('x')), HOLD],
  'an endless line of a header': [...DATA, say('Subject: '), flood(32, block('x')), ...END],
  'an endless header': [...DATA, flood(32, block(`X-Filling: ${'x'.repeat(60)}\r\n`)), ...END],
  'an endless line of a body': [...DATA, say('Subject: hostile\r\n\r\n'), flood(32, block('x')), ...END],
  'commands out of order': converse(
    'DATA',
    'RCPT TO:<postmaster@example.com>',
    'MAIL FROM:<>',
    '.',
    EHLO,
    'DATA',
    'RSET',
    'QUIT',
  ),
  'commands before the greeting': [
    say(`${ENVELOPE.join('\r\n')}\r\nDATA\r\nSubject: early\r\n\r\n.\r\nQUIT\r\n`),
    HOLD,
  ],
  'everything at once behind the greeting': [
    hear(),
    say(`${ENVELOPE.join('\r\n')}\r\nDATA\r\nSubject: at once\r\n\r\n.\r\nQUIT\r\n`),
    HOLD,
  ],
  'bare line ends, NUL and bytes of eight bits': [
    ...DATA,
    say('Subject: h\0stile\nX: \xff\xfe\r\r\n\rText\n.\nMAIL FROM:<>\r\n\0.\r\n'),
    ...END,
  ],
  'a body without a header': [...DATA, say('\xf0no header: at all\r\n \r\n:\r\n'), ...END],
  'as many recipients as there are': [
    ...converse(EHLO, 'MAIL FROM:<>'),
    ...Array.from({ length: 100 }, (_, index) => [say(`RCPT TO:<user${index}@example.net>\r\n`), hear(5)]).flat(),
    CUT,
  ],
  'names that are tried out': [
    ...converse(EHLO, 'MAIL FROM:<>'),
    ...Array.from({ length: 12 }, (_, index) => [say(`RCPT TO:<user${index}@example.com>\r\n`), hear(5)]).flat(),
    CUT,
  ],
  'noise instead of TLS': [...STARTTLS, say('\x16\x03\x01\xff\xff'), flood(2, block('\x01\x80\xff')), HOLD],
  'commands instead of TLS': [...STARTTLS, line(EHLO), line('MAIL FROM:<>'), HOLD],
  noise: [hear(), flood(4, block('\x00\x01\xff\r\x80\n\x7f')), HOLD],
  'messages broken off': [...DATA, say('Subject: broken off\r\n\r\nfirst line\r\n'), CUT],
};

/** A handshake of TLS that is broken off behind so many bytes, or once the server has answered. */
const brokenOffTls = async (): Promise<HostileStep[][]> => {
  const hello = await clientHello();
  const parts = [1, 5, 6, 40, hello.length - 1].map((length) => [say(hello.slice(0, length)), CUT]);
  return [...parts, [say(hello), hear(1), CUT]].map((steps) => [...STARTTLS, ...steps]);
};

describe('MTA-RX, under clients that send what is no SMTP,', () => {
  let rx: BesiegedMtaRx;
  let daemon: string;
  const worst: Record<string, number> = {};
  let lastGood = '';

  beforeAll(async () => {
    rx = await BesiegedMtaRx.start({}, 1);
    daemon = rx.daemon();
  });

  afterAll(() => {
    rx?.remove();
    console.info('seconds of a good client at worst', worst);
  });

  const serves = async (kind: string, ways: readonly (readonly HostileStep[])[]): Promise<void> => {
    const sessions = Array.from({ length: SESSIONS }, (_, index) => ({
      from: rx.addresses[0],
      port: [25, 25, 587][index % 3],
      steps: ways[index % ways.length],
    }));
    const { service, ends } = await rx.besiege(sessions, { concurrency: AT_A_TIME, seconds: 20 });
    worst[kind] = service.worst;
    lastGood = `good ${service.messages}`;

    expect(service.failures).toEqual([]);
    expect(service.worst).toBeLessThan(2);
    expect(ends.filter(({ end }) => end === 'refused' || end === 'late')).toEqual([]);
  };

  test.each(Object.entries(KINDS))('%s: serves a good client within 2 seconds', (kind, steps) => serves(kind, [steps]));

  test('TLS broken off: serves a good client within 2 seconds', async () =>
    serves('TLS broken off', await brokenOffTls()));

  test('hands on nothing that is malformed, and of a good client every message as it was', async () => {
    const messages = await rx.mail.until(lastGood);
    const good = messages.filter((message) => message.includes('\r\nSubject: good '));

    expect(messages.flatMap(faultsOf)).toEqual([]);
    expect(messages.filter((message) => /^Subject: (early|broken off)/m.test(message))).toEqual([]);
    expect(good.length).toBeGreaterThan(Object.keys(KINDS).length * 4);
    good.forEach((message) => {
      const [, number] = /\r\nSubject: good (\d+)\r\n/.exec(message) ?? [];
      const text = Array.from({ length: 20 }, (_, index) => `line ${index + 1} of message ${number}\r\n`).join('');
      expect(message.split('\r\n\r\n').slice(1).join('\r\n\r\n')).toBe(text);
    });
  });

  test('is the process that it was', () => {
    expect(rx.daemon()).toBe(daemon);
    expect(rx.outOfMemoryKills()).toBe(0);
    expect(rx.container.mishaps()).toEqual({ restarts: 0, outOfMemory: false });
  });
});
