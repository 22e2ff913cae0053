import { spawn } from 'child_process';
import { Destiny, Duration, Size } from 'cdktf-dual-mta';
import { eventually } from '../tooling/eventually';
import { BESIDE_MTA_TX } from '../tooling/filter-clients';
import { FilterContainer } from '../tooling/filter-container';
import { MailSink } from '../tooling/mail-sink';
import { ProgramResult } from '../tooling/program';
import { RunningContainer } from '../tooling/running-container';
import { dialogue } from '../tooling/smtp-dialogue';

/** A filter that talks to its own loopback interface, where a sink is in the place of MTA-TX. */
const PROPS = {
  filter: {
    bannedDestiny: Destiny.DISCARD,
    spamDestiny: Destiny.PASS,
    warnBannedRecipients: false,
    quarantine: { retention: Duration.days(2), sizeLimit: Size.kibibytes(256) },
    extraPerl: BESIDE_MTA_TX,
  },
};
const KEPT = '/var/lib/amavis/virusmails';
const GTUBE = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';
const PROGRAM = 'TVqQAAMAAAAEAAAA';

interface Kept {
  readonly id: string;
  readonly kind: string;
  readonly file: string;
  readonly date: string;
  readonly size: number;
  readonly sender: string;
  readonly recipients: string[];
  readonly subject: string;
}

describe('AmavisFilter.quarantine', () => {
  let started: FilterContainer;
  let filter: RunningContainer;
  let sink: MailSink;

  beforeAll(async () => {
    started = await FilterContainer.start(PROPS);
    filter = started.container;
    sink = await MailSink.start(filter, 10025, { user: 'amavis' });
  });

  beforeEach(() => shell(`rm -f ${KEPT}/*`));

  afterAll(() => started?.remove());

  const shell = (script: string): ProgramResult => filter.exec(['sh', '-c', script], { user: 'amavis' });

  const quarantine = (...args: string[]): ProgramResult =>
    filter.exec(['/usr/lib/dual-mta/quarantine', ...args], { user: 'amavis' });

  const list = (): Kept[] => JSON.parse(quarantine('list', '--json').stdout) as Kept[];

  const send = (lines: readonly string[], recipients = ['postmaster@example.com']): void => {
    const replies = dialogue(filter, { port: 10024, from: '127.0.0.1' }, [
      ...['LHLO rx.example', 'MAIL FROM:<alice@elsewhere.example>'],
      ...recipients.map((recipient) => `RCPT TO:<${recipient}>`),
      ...['DATA', '|Received: from client.example by mx.example.com; Mon, 1 Jan 2024 00:00:00 +0000'],
      ...lines.map((line) => `|${line}`),
      ...['.', 'QUIT'],
    ]);
    expect(replies.at(-2)).toMatch(/^250 /);
  };

  const sendProgram = (subject: string, recipients?: string[]): void =>
    send(
      [
        ...['From: alice@elsewhere.example', `Subject: ${subject}`, 'Date: Mon, 1 Jan 2024 00:00:00 +0000'],
        ...['Message-ID: <1@elsewhere.example>', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b', ''],
        ...['--b', '', 'Hello.', '--b', 'Content-Type: application/octet-stream; name="run.exe"'],
        ...['Content-Disposition: attachment; filename="run.exe"', 'Content-Transfer-Encoding: base64', ''],
        ...[PROGRAM, '--b--'],
      ],
      recipients,
    );

  /** Keeps something of this size, as if amavisd had done so at a time that `touch` understands. */
  const keep = (name: string, kibibytes: number, when: string): void => {
    shell(`head -c ${kibibytes}K /dev/zero > ${KEPT}/${name} && touch -d '${when}' ${KEPT}/${name}`);
  };

  const names = (): string[] => shell(`ls ${KEPT}`).stdout.trim().split('\n');

  test('keeps what is discarded, lists it, and releases it once with all that is in it', async () => {
    sendProgram('=?UTF-8?Q?Gr=C3=BC=C3=9Fe?=', ['postmaster@example.com', 'jim@example.com']);

    const [kept] = list();
    expect(kept).toEqual({
      id: expect.stringMatching(/^[\w-]{12}$/) as string,
      kind: 'banned',
      file: `banned-${kept.id}`,
      date: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
      size: expect.any(Number) as number,
      sender: 'alice@elsewhere.example',
      recipients: ['postmaster@example.com', 'jim@example.com'],
      subject: 'Grüße',
    });
    expect(quarantine('list').stdout).toMatch(
      new RegExp(
        `^${kept.id}  20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d  banned     +${kept.size}  <alice@elsewhere.example> -> ` +
          '<postmaster@example.com>,<jim@example.com>  Grüße\n$',
      ),
    );
    expect(sink.texts('end')).toHaveLength(0);

    const { code, said } = quarantine('release', kept.id);

    expect({ code, said }).toEqual({
      code: 0,
      said: `${kept.id}: released to <postmaster@example.com>, <jim@example.com>\n`,
    });
    await sink.taken(1);
    expect(sink.texts('end')).toHaveLength(1);
    expect(sink.texts('rcpt')).toEqual(['<postmaster@example.com>', '<jim@example.com>']);
    expect(sink.texts('text')).toContain(PROGRAM);
    expect(sink.texts('header').join('\n')).toMatch(/^Resent-From: .*\bfilter\.mx\.example\.com/m);
    expect(sink.texts('header').join('\n')).not.toMatch(/^X-(Quarantine|Envelope)/m);
    expect(list()).toEqual([kept]);
  });

  test('releases to somebody else, by the name that the log has', async () => {
    const before = sink.texts('end').length;
    sendProgram('for another');
    const [{ id, file }] = list();

    expect(quarantine('release', file, 'abuse@example.com').said).toBe(`${id}: released to <abuse@example.com>\n`);
    await sink.taken(before + 1);
    expect(sink.texts('rcpt').at(-1)).toBe('<abuse@example.com>');
  });

  test.each([
    ['later', 75, /: 451 4\.3\.0 /],
    ['never', 69, /: 55\d 5\.\d\.\d /],
  ])('says what MTA-TX said when it does not take it: %s', (recipient, status, words) => {
    sendProgram('not wanted');

    const { code, said } = quarantine('release', list()[0].id, `${recipient}@example.com`);

    expect(said).toMatch(words);
    expect(code).toBe(status);
  });

  test('keeps no copy of what passes', async () => {
    const before = sink.texts('end').length;
    send(['From: alice@elsewhere.example', 'Subject: spam', '', GTUBE]);

    await sink.taken(before + 1);
    expect(quarantine('list').said).toBe('quarantine: nothing is kept\n');
    expect(list()).toEqual([]);
  });

  test('shows and deletes a message', () => {
    sendProgram('\u001b[2Jgone');
    const [{ id, file, subject }] = list();

    expect(subject).toBe('\u001b[2Jgone');
    expect(quarantine('list').stdout).toContain('  ?[2Jgone\n');
    expect(quarantine('show', id).stdout).toContain('\nSubject: ?[2Jgone\n');
    expect(quarantine('show', '--raw', id).stdout).toContain('\nSubject: \u001b[2Jgone\n');
    expect(quarantine('delete', id)).toMatchObject({ code: 0, stdout: `${file}: deleted\n` });
    expect(list()).toEqual([]);
  });

  test.each([
    [
      ['release', 'AAAAAAAAAAAA'],
      66,
      'AAAAAAAAAAAA: there is no such message; "quarantine list" shows those that there are',
    ],
    [['show', '../../../../etc/passwd'], 66, '../../../../etc/passwd: there is no such message; '],
    [['delete', 'AAAAAAAAAAAA'], 66, 'AAAAAAAAAAAA: there is no such message; '],
    [['release'], 64, 'write: list [--json] | show [--raw] ID | release ID [RECIPIENT...] | delete ID...'],
    [['release', 'AAAAAAAAAAAA', 'nobody'], 64, 'write: list '],
    [[], 64, 'write: list '],
  ])('refuses %j with a status of its own', (args, status, words) => {
    const { code, said } = quarantine(...args);

    expect(said).toContain(`quarantine: ${words}`);
    expect(code).toBe(status);
  });

  test('says that the daemon is not there', () => {
    sendProgram('nobody there');
    const [{ id }] = list();
    shell('mv /run/amavis/amavisd.sock /run/amavis/away');
    const { code, said } = quarantine('release', id);
    shell('mv /run/amavis/away /run/amavis/amavisd.sock');

    expect(said).toContain('quarantine: amavisd-new does not answer at /run/amavis/amavisd.sock: ');
    expect(code).toBe(69);
  });

  test('AmavisFilter.quarantine.retention: keeps nothing for longer, without anybody asking for it', async () => {
    keep('banned-old000000000', 1, '49 hours ago');
    keep('spam-young00000000', 1, '47 hours ago');
    keep('notes', 1, '49 hours ago');
    // It looks every ten minutes; no need to wait for them.
    shell('pkill -x sleep');

    await eventually('an end of what is old', () => (names().includes('banned-old000000000') ? undefined : true));
    expect(names()).toEqual(['notes', 'spam-young00000000']);
    expect(filter.logs()).toContain(
      'quarantine: removed 1 older than 2 days and 0 beyond 262144 bytes, 4096 bytes in all\n',
    );
  });

  test('AmavisFilter.quarantine.sizeLimit: keeps no more, the oldest go first, and what may be being written stays', () => {
    keep('banned-first0000000', 100, '5 hours ago');
    keep('banned-second000000', 100, '4 hours ago');
    keep('banned-third0000000', 100, '3 hours ago');
    keep('banned-now000000000', 100, 'now');

    // Several filters can share a volume: each says what it did itself, and nothing else.
    const all = shell('for one in 1 2 3 4; do /usr/lib/dual-mta/prune-quarantine & done; wait');

    expect(names()).toEqual(['banned-now000000000', 'banned-third0000000']);
    expect(
      all.said.split('\n').filter((line) => !/^(quarantine: removed 0 older than 2 days and [12] beyond|$)/.test(line)),
    ).toEqual([]);

    keep('banned-third0000000', 300, 'now');
    expect(shell('/usr/lib/dual-mta/prune-quarantine').said).toMatch(/^quarantine: removed 0 .* |^$/);
    expect(names()).toContain('banned-third0000000');
  });

  // The last one: the filter does not come back.
  test('finishes a release in hand before it stops', async () => {
    sendProgram('in hand');
    const [{ id }] = list();
    const release = ['/usr/lib/dual-mta/quarantine', 'release', id, 'slow@example.com'];
    const client = spawn('docker', ['exec', '--user', 'amavis', filter.name, ...release]);
    let said = '';
    client.stdout.on('data', (text: Buffer) => (said += text.toString()));
    const status = new Promise((resolve) => client.on('close', resolve));
    await eventually('a release in hand', () =>
      sink.texts('rcpt').at(-1) === '<slow@example.com>' ? true : undefined,
    );

    filter.stop();

    expect(await status).toBe(0);
    expect(said).toBe(`${id}: released to <slow@example.com>\n`);
  });
});
