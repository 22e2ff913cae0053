import { addressOn } from '../tooling/engine';
import { eventually } from '../tooling/eventually';
import { SmtpSession } from '../tooling/smtp-session';
import { Deployment } from './deployment';
import { FILTER, identities, RX } from './engine';
import { copiesAtSink, headerAtSink, Letter, letterTo, REMOTE, send, SENDER, SMTP } from './mail';

const SUBMISSION = 3587;
const SMTPS = 3465;
const FOREIGN = 'user@foreign.example';
const FROM_ALICE = 'MAIL FROM:<alice@example.com>';
const NOTHING_TO_DO = 0;

const login = (name: string, password: string): string =>
  `AUTH PLAIN ${Buffer.from(`\0${name}\0${password}`).toString('base64')}`;

/** A session under TLS on 587 or 465, as a mail program has it. */
const openSecured = async (port: number): Promise<SmtpSession> => {
  const session = await SmtpSession.onHost(port, port === SMTPS ? {} : undefined);
  await (port === SMTPS ? session.command('EHLO client.example.com') : session.startTls());
  return session;
};

/** The last lines of the replies to these lines. */
const submit = async (port: number, ...lines: string[]): Promise<string[]> => {
  const session = await openSecured(port);
  return session.commands(...lines).finally(() => session.close());
};

/** The reply at the end of a message, for a user who is logged in. */
const sendAs = async (session: SmtpSession, letter: Letter): Promise<string> => {
  await session.commands(FROM_ALICE, `RCPT TO:<${letter.to}>`, 'DATA');
  return (await session.command(`${letter.message.replace(/\n/g, '\r\n')}\r\n.`)).at(-1) ?? '';
};

export const submission = (gateway: Deployment): void => {
  const ofAlice = (): string => login('alice', gateway.secrets.password);
  const serial = async (): Promise<number> => {
    const session = await openSecured(SUBMISSION);
    const { serialNumber } = session.certificate;
    session.close();
    return parseInt(serialNumber, 16);
  };

  test('AUTH is offered on 587 after STARTTLS alone, on 465 at once, on 25 never', async () => {
    const offers = async (port: number, secured: boolean): Promise<boolean> => {
      const session = await SmtpSession.onHost(port, port === SMTPS ? {} : undefined);
      const hello = secured ? await session.startTls() : await session.command('EHLO client.example.com');
      session.close();
      return hello.some((line) => /^250[ -]AUTH/.test(line));
    };

    expect(await offers(SUBMISSION, false)).toBe(false);
    expect(await offers(SUBMISSION, true)).toBe(true);
    expect(await offers(SMTPS, false)).toBe(true);
    expect(await offers(SMTP.port, false)).toBe(false);
    expect(await offers(SMTP.port, true)).toBe(false);
  });

  test.each([SUBMISSION, SMTPS])('port %i: MAIL without AUTH is refused, and so is a wrong password', async (port) => {
    expect(await submit(port, FROM_ALICE, login('alice', 'wrong'), FROM_ALICE)).toEqual([
      expect.stringMatching(/^530 5\.7\.0 /),
      expect.stringMatching(/^535 5\.7\.0 /),
      expect.stringMatching(/^530 5\.7\.0 /),
    ]);
  });

  test.each([SUBMISSION, SMTPS])(
    'port %i: mail of a user goes to anybody, by the port of the filter that is for it',
    async (port) => {
      const letter = letterTo(FOREIGN);
      const session = await openSecured(port);
      expect(await session.commands(ofAlice())).toEqual([expect.stringMatching(/^235 2\.0\.0 /)]);
      expect(await sendAs(session, letter)).toMatch(/^250 2\.0\.0 .* accepted for delivery/);
      session.close();
      const header = await headerAtSink(letter);

      expect(header).toContain('X-MailFrom: alice@example.com');
      expect(header).toContain(`X-RcptTo: ${FOREIGN}`);
      expect(header).toContainEqual(
        expect.stringContaining(`[${addressOn('e2e-scan-in', FILTER)}]) (amavis, port 10026) with LMTP`),
      );
    },
  );

  test('a new certificate is used from the next session on; no session ends, and no container is touched', async () => {
    const before = identities();
    const [plain, secured] = [await SmtpSession.onHost(SMTP.port), await openSecured(SMTPS)];
    await secured.commands(ofAlice(), FROM_ALICE);
    expect(await serial()).toBe(301);
    gateway.secrets.certificate.write(gateway.newCertificate(302));
    // Between the two files the pair does not fit together, and the former one is shown.
    await eventually('the new certificate', async () => ((await serial()) === 302 ? true : undefined));

    expect(await plain.commands('EHLO client.example.com', `MAIL FROM:<${SENDER}>`, `RCPT TO:<${REMOTE}>`)).toEqual(
      Array(3).fill(expect.stringMatching(/^250 /)),
    );
    expect(await secured.commands(`RCPT TO:<${FOREIGN}>`)).toEqual([expect.stringMatching(/^250 /)]);
    [plain, secured].forEach((session) => session.close());
    expect(identities()).toEqual(before);
    expect(gateway.plan()).toMatchObject({ code: NOTHING_TO_DO });
  });

  test('a user more needs a line in a file and nothing else', async () => {
    const before = identities();
    const { users, password } = gateway.secrets;
    const ofBob = login('bob', `${password}-bob`);
    expect(await submit(SUBMISSION, ofBob)).toEqual([expect.stringMatching(/^535 /)]);
    users.write({ users: `alice:${password}\nbob:${password}-bob\n` });

    await eventually('a login of the new user', async () =>
      (await submit(SUBMISSION, ofBob))[0].startsWith('235 ') ? true : undefined,
    );
    expect(await submit(SMTPS, ofAlice())).toEqual([expect.stringMatching(/^235 /)]);
    expect(identities()).toEqual(before);
  });
};

export const bypass = (): void => {
  const PAST = 'user@example.net';
  const byFilter = (header: string[]): string[] => header.filter((line) => /amavis|^X-(Virus|Spam)/i.test(line));

  test("mail for a bypassed domain arrives without a word of the filter's, mail for others has them", async () => {
    const [past, through] = [letterTo(PAST), letterTo(REMOTE)];
    await Promise.all([past, through].map((letter) => send(letter)));
    const header = await headerAtSink(past);

    expect(byFilter(header)).toEqual([]);
    const [byTx, byRx, ...others] = header.filter((line) => line.startsWith('Received:'));
    expect(byTx).toContain(`[${addressOn('e2e-bypass', RX)}]`);
    expect(byRx).toMatch(/^Received: from client\.example\.com /);
    expect(others).toEqual([]);
    expect(byFilter(await headerAtSink(through))).not.toEqual([]);
    expect(copiesAtSink(past)).toHaveLength(1);
  });
};
