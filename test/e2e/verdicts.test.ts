/**
 * Real mails through a gateway with everything that the filter has; what is tested stands in filtering.ts.
 *
 * @jest-environment ./test/e2e/environment.mjs
 */
import { randomUUID } from 'crypto';
import { Archives } from '../tooling/archives';
import { DkimPeer } from '../tooling/dkim-peer';
import { docker } from '../tooling/engine';
import { eventually } from '../tooling/eventually';
import { Attachment, EICAR, GTUBE, letter, LetterOptions, PROGRAM } from '../tooling/letters';
import { runProgram } from '../tooling/program';
import { rar } from '../tooling/rar';
import { inspect, untilHealthy } from './engine';
import { CLAMD, FILTER, FilteringDeployment, RESOLVER, RX, SECOND_FILTER, TX } from './filtering-deployment';
import { privileges } from './privileges';
import { secrets } from './secrets';

const MINUTE = 60_000;
jest.setTimeout(5 * MINUTE);

const USER = 'user@example.org';
const TEXT = Buffer.from('Nothing but text.\n');
const newId = (): string => `<${randomUUID()}@sender.example>`;

describe('real mail through a gateway with everything that the filter has', () => {
  const gateway = new FilteringDeployment();
  let archives: Archives;
  let peer: DkimPeer;

  beforeAll(() => {
    gateway.deploy();
    archives = new Archives(gateway.workshop);
    peer = DkimPeer.build();
  }, 15 * MINUTE);

  afterAll(() => {
    peer?.remove();
    gateway.destroy();
  });

  /** Sends a message to somebody, and gives its id. */
  const send = async (options: LetterOptions = {}, to: string | readonly string[] = USER): Promise<string> => {
    const id = newId();
    await gateway.send(letter({ ...options, id, to: [to].flat()[0] }), to);
    return id;
  };

  /** Not delivered, and kept as what it is. */
  const expectKept = async (id: string, kind: string): Promise<void> => {
    expect(await gateway.quarantined(id)).toEqual([expect.stringMatching(new RegExp(`^${kind}-`))]);
    expect(gateway.copies(id)).toEqual([]);
  };

  const CLEAN: [string, LetterOptions][] = [
    ['clean text', {}],
    [
      'a clean multipart message with attachments',
      {
        attachments: [
          { name: 'notes.txt', content: TEXT, type: 'text/plain' },
          { name: 'picture.png', content: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), type: 'image/png' },
          { name: 'paper.pdf', content: Buffer.from('%PDF-1.4\n%%EOF\n'), type: 'application/pdf' },
        ],
      },
    ],
    [
      '8-bit text',
      { header: ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit'], text: 'Grüße' },
    ],
    [
      'a message with 1,000 header fields',
      { header: Array.from({ length: 1000 }, (_, index) => `X-Field-${index}: x`) },
    ],
    ['a message of 40 MB', { text: `${'x'.repeat(998)}\n`.repeat(40_000) }],
  ];

  test.each(CLEAN)('%s is delivered, and was looked at', async (_, options) => {
    const header = await gateway.headerOf(await send(options));

    expect(header).toContainEqual(expect.stringMatching(/^X-Virus-Scanned: amavisd-new at filter2?\.gateway/));
    expect(header).toContain('X-Spam-Flag: NO');
    expect(header).toContain('X-RcptTo: user@example.org');
  });

  test('an address beyond ASCII (SMTPUTF8) is refused in the dialogue: this sendmail does not speak it', async () => {
    const answers = await gateway.answers('MAIL FROM:<a@sender.example> SMTPUTF8', 'MAIL FROM:<grüße@sender.example>');

    expect(answers).toEqual([expect.stringMatching(/^555 5\.5\.4 /), expect.stringMatching(/^501 5\.1\.7 /)]);
  });

  const VIRUSES: [string, () => Attachment][] = [
    ['as it is', () => ({ name: 'eicar.txt', content: EICAR, type: 'text/plain' })],
    ['in a zip', () => ({ name: 'a.zip', content: archives.nested(1, { name: 'eicar.txt', content: EICAR }) })],
    [
      'in a zip in a zip in a zip',
      () => ({ name: 'a.zip', content: archives.nested(3, { name: 'eicar.txt', content: EICAR }) }),
    ],
    [
      'in a 7z archive',
      () => ({ name: 'a.7z', content: archives.pack('7z', [{ name: 'eicar.txt', content: EICAR }]) }),
    ],
    [
      'in a tar archive',
      () => ({ name: 'a.tar', content: archives.pack('tar', [{ name: 'eicar.txt', content: EICAR }]) }),
    ],
  ];

  test.each(VIRUSES)('EICAR %s is found', async (_, attachment) => {
    await expectKept(await send({ attachments: [attachment()] }), 'virus');
  });

  test("EICAR in a RAR archive, which Debian's programs cannot open, is not passed as clean", async () => {
    const content = rar({ name: 'eicar.txt', content: EICAR });
    await expectKept(await send({ attachments: [{ name: 'a.rar', content }] }), 'unchecked');
  });

  const FORBIDDEN: [string, () => Attachment][] = [
    ['a program', () => ({ name: 'setup.exe', content: PROGRAM })],
    ['a program by another name', () => ({ name: 'picture.jpg', content: PROGRAM, type: 'image/jpeg' })],
    ['a program with two extensions', () => ({ name: 'invoice.pdf.exe', content: TEXT })],
    [
      'a program in an archive',
      () => ({ name: 'a.zip', content: archives.pack('zip', [{ name: 'x.scr', content: PROGRAM }]) }),
    ],
  ];

  test.each(FORBIDDEN)('%s is forbidden; the recipient is told', async (_, attachment) => {
    const id = await send({ attachments: [attachment()] });
    await expectKept(id, 'banned');
    await gateway.untilQueuesAreEmpty();

    expect(gateway.mentions(id)).toEqual([expect.stringMatching(/^X-MailFrom: postmaster@example\.com/m)]);
  });

  const UNCHECKED: [string, () => LetterOptions][] = [
    [
      'an encrypted archive',
      () => ({
        attachments: [{ name: 'a.zip', content: archives.pack('zip', [{ name: 'x', content: TEXT }], 'secret') }],
      }),
    ],
    ['a zip bomb', () => ({ attachments: [{ name: 'a.zip', content: archives.bomb(100) }] })],
    [
      'a message with two MIME boundaries (CVE-2024-28054)',
      () => ({
        header: ['Content-Type: multipart/mixed;boundary=a;boundary=b'],
        text: '--a\n\nharmless\n--a--\n--b\n\nother\n--b--',
      }),
    ],
    [
      'a message whose parts cannot be found',
      () => ({ header: ['Content-Type: multipart/mixed'], text: '--a\n\nharmless\n--a--' }),
    ],
  ];

  test.each(UNCHECKED)('%s is not passed as clean', async (_, options) => {
    await expectKept(await send(options()), 'unchecked');
  });

  test('a message with broken MIME is delivered, and says that it is broken', async () => {
    const header = await gateway.headerOf(
      await send({
        header: ['Content-Type: text/plain', 'Content-Transfer-Encoding: base64', 'Subject: twice'],
        text: '%%%%',
      }),
    );

    expect(header).toContainEqual(expect.stringMatching(/^X-Amavis-Alert: BAD HEADER SECTION/));
  });

  test('spam is kept; who wants it has it, with its mark, and in a folder of its own', async () => {
    const id = await send({ text: GTUBE }, [USER, 'marked@example.org']);
    const header = await gateway.headerOf(id);
    expect(header).toContain('X-Spam-Flag: YES');
    expect(header).toContain('X-RcptTo: marked@example.org');
    expect(await gateway.quarantined(id)).toEqual([expect.stringMatching(/^spam-/)]);

    const alice = await send({ text: GTUBE }, 'alice@example.com');
    await gateway.untilQueuesAreEmpty();
    expect(gateway.paste(gateway.outputs.mailbox.replace('postmaster@', 'alice@'))).toContain(alice);
    expect(runProgram('docker', ['logs', TX]).said).toMatch(/to=<alice\+spam@example\.com>/);
  });

  test('of 100 recipients of one message each has what its policy says', async () => {
    const lovers = Array.from({ length: 50 }, (_, index) => `lover${index}@example.org`);
    const others = Array.from({ length: 50 }, (_, index) => `other${index}@example.org`);
    const id = await send({ text: GTUBE }, [...lovers, ...others]);
    await gateway.arrived(id);
    await gateway.untilQueuesAreEmpty();

    const copies = gateway.copies(id);
    const recipients = copies.flatMap((copy) => /^X-RcptTo: (.*)$/m.exec(copy)?.[1].split(', ') ?? []);
    expect(recipients.sort()).toEqual(lovers.sort());
    copies.forEach((copy) => expect(copy).toMatch(/^Subject: \[spam\] hello$/m));
  });

  test('one recipient of a message has a program, and the other has not', async () => {
    const id = await send({ attachments: [{ name: 'x.exe', content: PROGRAM }] }, [USER, 'developer@example.org']);
    const header = await gateway.headerOf(id);

    expect(header).toContain('X-RcptTo: developer@example.org');
    expect(gateway.copies(id)).toHaveLength(1);
  });

  test("somebody's signature is verified against DNS; a changed message fails", async () => {
    const message = (id: string): string => letter({ from: 'bob@signer.example', to: USER, id });
    const [right, changed] = [newId(), newId()];
    const signed = (id: string): string => peer.sign(message(id), 'signer.example', 'theirs', gateway.signerKey);
    await gateway.send(signed(right), USER, 'bob@signer.example');
    await gateway.send(signed(changed).replace('Hello.', 'Hullo.'), USER, 'bob@signer.example');

    const results = async (id: string): Promise<string | undefined> =>
      (await gateway.headerOf(id)).find((line) => line.startsWith('Authentication-Results: gateway.example.com'));
    expect(await results(right)).toMatch(/dkim=pass .*header\.d=signer\.example/);
    expect(await results(changed)).toMatch(/dkim=fail/);
  });

  test("a user's mail leaves signed, and somebody else's verifier says so; mail from outside in a user's name is not signed", async () => {
    const [own, forged] = [newId(), newId()];
    await gateway.submit(
      letter({ from: 'alice@example.com', to: 'bob@foreign.example', id: own }),
      'bob@foreign.example',
    );
    await gateway.send(letter({ from: 'alice@example.com', to: USER, id: forged }), USER);
    const message = await gateway.arrived(own);
    const sent = message.slice(message.indexOf('DKIM-Signature:'));

    expect(peer.verifies(sent, gateway.ownRecord)).toBe(true);
    expect(peer.verifies(sent.replace('Hello.', 'Hullo.'), gateway.ownRecord)).toBe(false);
    expect(await gateway.headerOf(forged)).not.toContainEqual(expect.stringMatching(/^DKIM-Signature:/));
  });

  test('what was kept can be released with one command, and arrives', async () => {
    const id = await send({ attachments: [{ name: 'setup.exe', content: PROGRAM }] });
    await gateway.quarantined(id);
    const listed = JSON.parse(gateway.paste(`${gateway.outputs.quarantine} --json`)) as { id: string; file: string }[];
    const [file] = gateway.kept(id);
    const mine = listed.find((one) => one.file.endsWith(file));
    gateway.paste(`${gateway.outputs.quarantine_release} ${mine?.id}`);

    expect(await gateway.arrived(id)).toContain('setup.exe');
  });

  test(
    'AmavisFilter.replicas: one filter that is down leaves the other working, and neither is needed for accepting mail',
    async () => {
      docker('stop', FILTER);
      try {
        const ids = await Promise.all(Array.from({ length: 6 }, () => send()));
        // A runner that meets the one that is down tries the other after some seconds, or in a later run.
        await Promise.all(ids.map((id) => gateway.arrived(id, 400)));
      } finally {
        docker('start', FILTER);
        await untilHealthy(FILTER);
      }
    },
    10 * MINUTE,
  );

  test('AmavisFilter.replicas: the filters share the mail', async () => {
    await Promise.all(Array.from({ length: 20 }, () => send()));
    await gateway.untilQueuesAreEmpty();

    for (const filter of [FILTER, SECOND_FILTER]) {
      expect(runProgram('docker', ['logs', filter]).said).toMatch(/Passed CLEAN/);
    }
    expect(inspect(RX).State.Health?.Status).toBe('healthy');
  });

  test('while ClamAV is down mail waits; then it is looked at and delivered', async () => {
    const triesOfScanning = (): number =>
      [FILTER, SECOND_FILTER].flatMap((filter) => [
        ...runProgram('docker', ['logs', filter]).said.matchAll(/ALL VIRUS SCANNERS FAILED|TROUBLE in check_mail/g),
      ]).length;
    const before = triesOfScanning();
    docker('stop', CLAMD);
    const id = await send();
    try {
      await eventually('a filter that has tried', () => (triesOfScanning() > before ? true : undefined));
      expect(gateway.copies(id)).toEqual([]);
    } finally {
      docker('start', CLAMD);
      await untilHealthy(CLAMD);
    }

    expect(await gateway.headerOf(id)).toContainEqual(expect.stringMatching(/^X-Virus-Scanned: /));
  });

  // At the end, when everything has worked with them.
  describe('secrets', () => secrets(gateway));
  describe('privileges', () =>
    privileges(
      gateway,
      [RX, FILTER, SECOND_FILTER, TX, CLAMD, RESOLVER],
      [RX, FILTER, TX].map((part) => `${part}-maps`),
    ));
});
