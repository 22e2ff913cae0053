import { MailDomain, SmtpEndpoint } from 'cdktf-dual-mta';
import { eventually } from '../tooling/eventually';
import { GatewayContainer } from '../tooling/gateway-container';
import { MailSink } from '../tooling/mail-sink';
import { SystemCalls } from '../tooling/system-calls';

const LIBRARY = '/usr/lib/dual-mta/prompt-sendmail.so';
/** Nobody listens at the first, and at the second a server that takes all mail. */
const PROPS = {
  domains: [
    MailDomain.relayed('example.net', SmtpEndpoint.smtp('127.0.0.8')),
    MailDomain.relayed('example.org', SmtpEndpoint.smtp('127.0.0.7')),
  ],
};
const messageTo = (domain: string, text: readonly string[]): string[] => [
  ...['EHLO filter.example', 'MAIL FROM:<>', `RCPT TO:<someone@${domain}>`, 'DATA'],
  ...['|Subject: prompt', '|', ...text.map((line) => `|${line}`), '.', 'QUIT'],
];
/** 80 KB. */
const LONG = Array<string>(1000).fill('text '.repeat(16));

describe('sendmail, which does not wait where it has no option for it,', () => {
  let tx: GatewayContainer;

  beforeAll(async () => {
    tx = await GatewayContainer.start('mta-tx', PROPS);
  });

  afterAll(() => tx?.remove());

  const daemon = (): string =>
    tx.container.exec(['head', '-n', '1', '/run/sendmail/sendmail.pid'], { user: 'smmta' }).stdout.trim();

  const loaded = (pid: string): boolean =>
    tx.container.exec(['cat', `/proc/${pid}/maps`], { user: 'smmta' }).stdout.includes(LIBRARY);

  test('sends to the server behind without waiting for acknowledgements', async () => {
    const calls = await SystemCalls.of(tx.container, [daemon()], ['setsockopt', 'connect']);
    expect(tx.dialogue(10025, messageTo('example.net', ['text']), '127.0.0.1').at(-2)).toMatch(/^250 2\.0\.0 /);
    await eventually('a try to deliver', () => tx.container.logs().includes('stat=Deferred') || undefined);
    const seen = calls.end();

    const connected = seen.findIndex((line) => line.includes('sin_port=htons(25), sin_addr=inet_addr("127.0.0.8")'));
    const [, itself, socket] = /^(\[pid +\d+\]) connect\((\d+<.*?>), /.exec(seen[connected]) ?? [];
    const before = seen.slice(0, connected).filter((line) => line.startsWith(itself));
    expect(before).toContainEqual(expect.stringContaining(`setsockopt(${socket}, SOL_TCP, TCP_NODELAY, [1]`));
  });

  test('reads and writes a long message in pieces of 64 KiB', async () => {
    const sink = await MailSink.start(tx.container, 25, { address: '127.0.0.7' });
    const calls = await SystemCalls.of(tx.container, [daemon()], ['read', 'write', 'sendto']);
    expect(tx.dialogue(10025, messageTo('example.org', LONG), '127.0.0.1').at(-2)).toMatch(/^250 2\.0\.0 /);
    await sink.taken(1);
    const seen = calls.end().join('\n');

    expect(seen).toMatch(/read\(\d+<(?:TCP|socket)[^>]*>, .*, 65536\)/);
    expect(seen).toMatch(/(?:write|sendto)\(\d+<(?:TCP|socket)[^>]*>, .*, 65536(?:, .*)?\)/);
  });

  test('ends without what its libraries would do at their end', () => {
    const ends = (environment: readonly string[]): boolean => {
      const { said } = tx.container.exec(
        ['env', ...environment, 'LD_DEBUG=files', 'sendmail', '-d0.1', '-bv', 'root'],
        {
          user: 'smmta',
        },
      );
      expect(said).toContain('calling init: ');
      return said.includes('calling fini: ');
    };

    expect(ends([])).toBe(true);
    expect(ends([`LD_PRELOAD=${LIBRARY}`])).toBe(false);
  });

  test('does so when it has begun anew, too', async () => {
    const begun = (): number => tx.container.logs().split('starting daemon').length - 1;
    expect(loaded(daemon())).toBe(true);
    expect(begun()).toBe(1);
    tx.container.exec(['kill', '-HUP', daemon()], { user: 'smmta' });
    await eventually('sendmail begun anew', () => begun() === 2 || undefined);

    expect(loaded(daemon())).toBe(true);
  });
});
