import { BesiegedMtaRx, Siege } from '../../tooling/besieged-mta-rx';
import { fuzzedSessions } from '../../tooling/fuzzed-sessions';
import { faultsOf } from '../../tooling/malformed-mail';

/** FUZZ_SEED and FUZZ_INPUTS have it try something else, or more. */
const SEED = Number(process.env.FUZZ_SEED ?? 25);
const INPUTS = Number(process.env.FUZZ_INPUTS ?? 100_000);

/** What is in plain text: behind "go ahead" come records of TLS. */
const plain = (heard: string): string => heard.replace(/(220 2\.0\.0 Ready to start TLS\r\n)(?!\d{3}[- ])[^]*/, '$1');

/**
 * What it does not understand, a command or an address, sendmail repeats without the eighth bit of its bytes: 0x8d 0x8a
 * becomes a line end.
 */
const REPEATED =
  /(?:(?:Command unrecognized:|in parameters scanning) "[^]*?|(?<=\r\n55\d 5\.\d\.\d )(?:(?!\r\n[2-5]\d\d[ -])[^])*?\.\.\. Unbalanced '.')(\r\n(?=[2-5]\d\d[ -]|$)|$)/g;

/** Whether it consists of whole replies; of a session that the client broke off the last one may be cut short. */
const isSmtp = (heard: string): boolean =>
  /^(([2-5]\d\d)-[^\n]*\r\n(?=\2|$)|[2-5]\d\d [^\n]*\r\n)*[^\n]*$/.test(heard.replace(REPEATED, '\r\n'));

const ACCEPTED = /^250 2\.1\.5 (.*)\.\.\. Recipient ok/gm;
const OWN = /^(<?postmaster>?|[^@%!]*@example\.(com|net|org)>?)$/i;

describe(`MTA-RX, under ${INPUTS} inputs with seed ${SEED},`, () => {
  let rx: BesiegedMtaRx;
  let siege: Siege;
  let daemon: string;
  let memory: number;

  beforeAll(async () => {
    rx = await BesiegedMtaRx.start({}, 4);
    daemon = rx.daemon();
    const watch = rx.watchMemory();
    const sessions = fuzzedSessions(SEED, INPUTS, rx.addresses);
    siege = await rx.besiege(sessions, { concurrency: 40, rate: 1000, seconds: 240 });
    memory = await watch.end();
  });

  afterAll(() => rx?.remove());

  test('lets all sessions in and carries them through', () => {
    expect(siege.ends.filter(({ end }) => end === 'late' || end === 'refused').length).toBe(0);
  });

  test('serves a good client within 2 seconds', () => {
    expect(siege.service.failures).toEqual([]);
    expect(siege.service.worst).toBeLessThan(2);
  });

  test('answers with replies of SMTP and nothing else', () => {
    expect(siege.ends.map(({ heard }) => plain(heard)).filter((heard) => !isSmtp(heard))).toEqual([]);
  });

  test('takes no mail for the domains of others', () => {
    const accepted = siege.ends.flatMap(({ heard }) => [...heard.matchAll(ACCEPTED)].map(([, recipient]) => recipient));

    expect(accepted.length).toBeGreaterThan(INPUTS / 1000);
    expect(accepted.filter((recipient) => !OWN.test(recipient))).toEqual([]);
  });

  test('hands on nothing that is malformed, and no notice of its own that quotes such sessions', async () => {
    const messages = await rx.mail.until(`good ${siege.service.messages}`);

    expect(messages.flatMap(faultsOf)).toEqual([]);
    expect(messages.filter((message) => message.includes('Transcript of session follows'))).toEqual([]);
  });

  test('stays the process that it was, within its memory', () => {
    expect(rx.daemon()).toBe(daemon);
    expect(rx.container.logs()).not.toMatch(/panic|assert|abort|dumped|fault/i);
    expect(rx.container.mishaps()).toEqual({ restarts: 0, outOfMemory: false });
    expect(rx.outOfMemoryKills()).toBe(0);
    expect(memory).toBeLessThan(rx.container.memoryLimit());
  });

  afterAll(() => {
    const ends = Object.fromEntries(
      ['done', 'ended'].map((end) => [end, siege.ends.filter((one) => one.end === end).length]),
    );
    console.info({
      ...ends,
      worst: siege.service.worst,
      messages: siege.service.messages,
      mebibytes: memory / 2 ** 20,
    });
  });
});
