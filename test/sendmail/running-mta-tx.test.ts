import { GatewayContainer } from '../tooling/gateway-container';
import { RunningContainer } from '../tooling/running-container';
import { dialogue } from '../tooling/smtp-dialogue';

const PORT = 10025;
const SENDER = ['EHLO filter.example', 'MAIL FROM:<>'];

describe('MTA-TX, run as Terraform runs it,', () => {
  let tx: GatewayContainer;
  let container: RunningContainer;

  beforeAll(async () => {
    tx = await GatewayContainer.start('mta-tx', {}, ['--add-host', 'stranger.example:127.0.0.9']);
    ({ container } = tx);
  });

  afterAll(() => tx?.remove());

  const mailbox = (address: string): string =>
    container.exec(['/usr/lib/dual-mta/mailbox', address], { user: 'smmta' }).said;

  const deliver = (recipient: string, subject: string): string[] =>
    dialogue(container, { from: '127.0.0.1', port: PORT }, [
      ...SENDER,
      `RCPT TO:<${recipient}>`,
      'DATA',
      `|Subject: ${subject}`,
      '|',
      '|the text',
      '.',
      'QUIT',
    ]);

  test('has no root process', () => {
    expect(container.processes()).toEqual(expect.arrayContaining([{ user: '2502', program: 'sendmail' }]));
    expect(container.processes().filter(({ user }) => user !== '2502')).toEqual([]);
  });

  test('tells a stranger to come back later, so that the mail waits', () => {
    const replies = dialogue(container, { port: PORT }, [...SENDER, 'RCPT TO:<postmaster@example.com>', 'QUIT']);

    expect(replies.slice(2, -1).every((reply) => reply.startsWith('450 4.7.1 '))).toBe(true);
    expect(replies).toHaveLength(5);
  });

  test('says that nothing was delivered where nothing was', () => {
    expect(mailbox('abuse@example.com')).toBe('abuse@example.com: nothing was delivered yet\n');
  });

  test("delivers into the recipient's mailbox, and shows it oldest message first", async () => {
    expect(deliver('postmaster@example.com', 'first').at(-2)).toMatch(/^250 2\.0\.0 /);
    await delivered('first');
    expect(deliver('postmaster@example.com', 'second').at(-2)).toMatch(/^250 2\.0\.0 /);
    await delivered('second');

    const subjects = mailbox('postmaster@example.com').match(/^Subject: .*$/gm);
    expect(subjects).toEqual(['Subject: first', 'Subject: second']);
    expect(mailbox('postmaster@example.com')).toContain('\nthe text\n');
  });

  test('leaves nothing in its queue', () => {
    expect(container.exec(['mailq'], { user: 'smmta' }).said).toMatch(/is empty/);
  });

  test('refuses recipients that do not exist', () => {
    expect(deliver('nobody@example.com', 'lost')[3]).toBe('550 5.1.1 <nobody@example.com>... No such user here');
  });

  test('stops when the engine asks it to', () => {
    // 143 is the shell's word for a wait that SIGTERM interrupted.
    expect([0, 143]).toContain(container.stop());
  });

  const delivered = async (subject: string): Promise<void> => {
    const end = Date.now() + 30_000;
    while (!mailbox('postmaster@example.com').includes(`Subject: ${subject}`)) {
      if (Date.now() > end) {
        throw new Error(`"${subject}" was not delivered within 30 s:\n${container.logs()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
});
