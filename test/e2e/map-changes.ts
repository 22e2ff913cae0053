import { docker } from '../tooling/engine';
import { eventually } from '../tooling/eventually';
import { Deployment } from './deployment';
import { exec, identities, inspect, RX, runBeside, SINK, TASKS, TX } from './engine';
import { ALICE, headerAtSink, letterTo, Letter, REMOTE, send, SENDER, SMTP, untilQueuesAreEmpty } from './mail';
import { SmtpSession, tools } from './tools';

const BOB = 'bob@example.com';
const NEW_DOMAIN = 'user@example.info';
const BAD_SENDER = 'bad@sender.example';
const NOTHING_TO_DO = 0;

export const mapChanges = (gateway: Deployment): void => {
  const tasks = (): string[] => TASKS.map((task) => inspect(task).Id);
  const mailbox = (address: string): string =>
    exec(TX, ['/usr/lib/dual-mta/mailbox', address], ['--user', 'smmta']).said;

  describe('a recipient, a domain and an access entry more, while mail flows,', () => {
    let before: Record<string, string>;
    let loaded: string[];
    let idle: SmtpSession;
    let inData: SmtpSession;
    const held = letterTo(REMOTE);
    const sent: Letter[] = [];
    const notAccepted: unknown[] = [];

    beforeAll(async () => {
      [before, loaded] = [identities(), tasks()];
      idle = await openSession();
      await idle.command(`MAIL FROM:<${SENDER}>`, 2);
      await idle.command(`RCPT TO:<${BOB}>`, 5);
      await idle.command(`RCPT TO:<${NEW_DOMAIN}>`, 5);
      inData = await openSession();
      await inData.command(`MAIL FROM:<${SENDER}>`, 2);
      await inData.command(`RCPT TO:<${held.to}>`, 2);
      await inData.command('DATA', 3);
      inData.write('X-Begun: before the change\r\n');

      gateway.synthesize({ more: true });
      let applied = false;
      const apply = gateway.applyMeanwhile().finally(() => (applied = true));
      while (!applied) {
        const letter = letterTo(REMOTE);
        const accepted = send(letter).then(
          () => sent.push(letter),
          (error: unknown) => notAccepted.push(error),
        );
        // No faster than the filter works: what is held up in the queue would hold up the other tests.
        await Promise.all([accepted, pause(250)]);
      }
      await apply;
    });

    afterAll(() => {
      idle.destroy();
      inData.destroy();
    });

    test('replace the containers that bring maps, and touch no other', () => {
      expect(identities()).toEqual(before);
      expect(tasks().filter((id) => loaded.includes(id))).toEqual([]);
      expect(gateway.plan()).toMatchObject({ code: NOTHING_TO_DO });
    });

    test('let the message in that was on its way', async () => {
      inData.write(`${held.message.replace(/\n/g, '\r\n')}\r\n.\r\n`);
      expect((await inData.reply()).text).toMatch(/^250 2\.0\.0 .* accepted for delivery/);
      expect(await headerAtSink(held)).toContain('X-Begun: before the change');
    });

    test('are known in a session that was open before', async () => {
      await idle.command(`RCPT TO:<${BOB}>`, 2);
      await idle.command(`RCPT TO:<${NEW_DOMAIN}>`, 2);
      await idle.command('RSET', 2);
      const mail = await idle.command(`MAIL FROM:<${BAD_SENDER}>`);
      const rcpt = await idle.command(`RCPT TO:<${ALICE}>`);
      expect([mail.text, rcpt.text]).toContainEqual(expect.stringMatching(/^550 5\.7\.1 .*not you/));
    });

    test('have refused nothing and lost nothing of what was sent meanwhile', async () => {
      expect(notAccepted).toEqual([]);
      expect(sent.length).toBeGreaterThan(10);
      await untilQueuesAreEmpty(gateway);
      const arrived = exec(SINK, ['grep', '-rhi', '^message-id:', '/mail/new']).stdout.split('\n');
      const copies = sent.map(({ id }) => arrived.filter((line) => line.includes(id)).length);

      expect(copies).toEqual(sent.map(() => 1));
    });

    test('reach every part: the new recipient has a mailbox, the new domain a server, and the filter knows it', async () => {
      const letters = [letterTo(BOB), letterTo(NEW_DOMAIN)];
      await Promise.all(letters.map((letter) => send(letter)));

      await eventually("a message in the new recipient's mailbox", () => tools.headerOf(mailbox(BOB), letters[0].id));
      // The filter marks what is for its own domains alone.
      expect(await headerAtSink(letters[1])).toContain('X-Spam-Flag: NO');
    });

    test('are gone when they are taken back, and no container was touched', async () => {
      gateway.synthesize();
      await gateway.applyMeanwhile();

      expect(identities()).toEqual(before);
      const client = await openSession();
      await client.command(`MAIL FROM:<${BAD_SENDER}>`, 2);
      await client.command(`RCPT TO:<${ALICE}>`, 2);
      await client.command(`RCPT TO:<${BOB}>`, 5);
      await client.command(`RCPT TO:<${NEW_DOMAIN}>`, 5);
      await client.quit();
    });
  });

  test('maps that cannot be written end the apply, with the reason; and the apply that comes after mending it goes on', () => {
    const before = identities();
    const ownedBy = (owner: string): void => {
      const volume = ['--volume', `${RX}-maps:/volume`];
      expect(runBeside(['chown', '-R', owner, '/volume'], volume)).toMatchObject({ code: 0 });
    };
    // In the volume's own directory nothing can be made any more.
    ownedBy('1:1');
    gateway.synthesize({ more: true });
    const { code, said } = gateway.tryToApply();
    ownedBy('0:0');

    expect(code).toBe(1);
    expect(said.replace(/[\s│]+/g, ' ')).toMatch(/e2e-mta-rx-maps ended with status \d+: .*Permission denied/);
    docker('rm', `${RX}-maps`);
    gateway.apply();
    expect(gateway.plan()).toMatchObject({ code: NOTHING_TO_DO });
    gateway.synthesize();
    gateway.apply();
    expect(identities()).toEqual(before);
  });
};

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const openSession = (): Promise<SmtpSession> => tools.SmtpClient.open(SMTP.host, SMTP.port, { timeoutMs: 60_000 });
