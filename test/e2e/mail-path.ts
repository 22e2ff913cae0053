import { addressOn } from '../tooling/engine';
import { eventually } from '../tooling/eventually';
import { Deployment } from './deployment';
import { FILTER, RX, TX } from './engine';
import { ALICE, copiesAtSink, headerAtSink, letterTo, REMOTE, send, SENDER, SMTP, untilQueuesAreEmpty } from './mail';
import { tools } from './tools';

/** SpamAssassin's test for spam. */
const GTUBE = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';
const POSTMASTER = 'postmaster@example.com';

export const mailPath = (gateway: Deployment): void => {
  /** What answers a MAIL and a RCPT on the published port. */
  const answersTo = async (sender: string, recipient: string): Promise<string[]> => {
    const client = await tools.SmtpClient.open(SMTP.host, SMTP.port, { timeoutMs: 60_000 });
    const mail = await client.command(`MAIL FROM:<${sender}>`);
    const rcpt = await client.command(`RCPT TO:<${recipient}>`);
    await client.quit();
    return [mail.text, rcpt.text];
  };

  test('mail for a domain with a server of its own goes through MTA-RX, the filter and MTA-TX, in that order', async () => {
    const letter = letterTo(REMOTE);
    await send(letter);
    const header = await headerAtSink(letter);

    const [byTx, byFilter, byRx, ...others] = header.filter((line) => line.startsWith('Received:'));
    expect(byRx).toMatch(/^Received: from client\.example\.com .* by gateway\.example\.com /);
    expect(byFilter).toContain(`([${addressOn('e2e-scan-in', RX)}]) by filter.gateway.example.com`);
    expect(byFilter).toContain(`[${addressOn('e2e-scan-in', FILTER)}]) (amavis, port 10024) with LMTP`);
    expect(byTx).toMatch(/^Received: from filter\.gateway\.example\.com .* by gateway\.example\.com /);
    expect(byTx).toContain(`[${addressOn('e2e-scan-out', FILTER)}]`);
    expect(others).toEqual([]);
  });

  test('the filter has looked at what is delivered', async () => {
    const letter = letterTo(REMOTE);
    expect(letter.message).not.toContain('X-Virus-Scanned');
    await send(letter);

    const header = await headerAtSink(letter);
    const between = header.findIndex((line) => line.startsWith('X-Virus-Scanned: amavisd-new'));
    expect(header[between - 1]).toMatch(/^Received: from filter\./);
    expect(header).toContainEqual(expect.stringMatching(/^X-Spam-Flag: NO$/));
  });

  test('it comes to the server from MTA-TX, with sender and recipient as they were', async () => {
    const letter = letterTo(REMOTE);
    await send(letter);

    const header = await headerAtSink(letter);
    expect(header).toContainEqual(expect.stringContaining(`X-Peer: ('${addressOn('e2e-delivery', TX)}', `));
    expect(header).toContain(`X-MailFrom: ${SENDER}`);
    expect(header).toContain(`X-RcptTo: ${REMOTE}`);
  });

  test('mail for the local domain lies in the mailbox that the output "mailbox" shows', async () => {
    const letter = letterTo(POSTMASTER);
    const { mailbox } = gateway.outputs;
    expect(gateway.paste(mailbox)).not.toContain(letter.id);
    await send(letter);

    const header = await eventually(`message ${letter.id} in the mailbox`, () =>
      tools.headerOf(gateway.paste(mailbox), letter.id),
    );
    expect(header).toContain(`Return-Path: <${SENDER}>`);
    expect(header).toContainEqual(expect.stringContaining('X-Virus-Scanned: amavisd-new'));
  });

  test('spam is marked and delivered', async () => {
    const letter = letterTo(REMOTE, GTUBE);
    await send(letter);

    expect(await headerAtSink(letter)).toContain('X-Spam-Flag: YES');
  });

  test('an unknown recipient of the local domain is refused in the dialogue, a known one is not', async () => {
    const [, unknown] = await answersTo(SENDER, 'nobody@example.com');
    const [, known] = await answersTo(SENDER, ALICE);

    expect(unknown).toMatch(/^550 5\.1\.1 /);
    expect(known).toMatch(/^250 /);
  });

  test('a bounce, whose sender is empty, is accepted and delivered', async () => {
    const letter = letterTo(REMOTE);
    await send(letter, '');

    expect(await headerAtSink(letter)).toContain('X-MailFrom: <>');
  });

  test('the submission port takes nothing without authentication', async () => {
    const client = await tools.SmtpClient.open('127.0.0.1', 3587, { timeoutMs: 60_000 });
    const { text } = await client.command(`MAIL FROM:<${SENDER}>`);
    await client.quit();

    expect(text).toMatch(/^530 5\.7\.0 Authentication required/);
  });

  test('every message of twenty that come at once is delivered once', async () => {
    const letters = Array.from({ length: 20 }, () => letterTo(REMOTE));
    await Promise.all(letters.map((letter) => send(letter)));

    await Promise.all(letters.map(headerAtSink));
    await untilQueuesAreEmpty(gateway);
    expect(letters.map((letter) => copiesAtSink(letter).length)).toEqual(letters.map(() => 1));
  });
};
