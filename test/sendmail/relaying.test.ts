import { MailDomain, SmtpEndpoint } from 'cdktf-dual-mta';
import { GatewayContainer } from '../tooling/gateway-container';
import { RELAXED_PORT, startRelaxed } from '../tooling/relaxed-sendmail';
import { relayForms } from '../tooling/relay-forms';
import { smtpSessions } from '../tooling/smtp-sessions';
import { SubmissionGateway } from '../tooling/submission-gateway';

const DOMAINS = [
  MailDomain.local('example.com', ['postmaster']),
  MailDomain.relayed('example.net', SmtpEndpoint.smtp('192.0.2.1')),
];
/** The client's address has a name: a stranger whose address has none is told to come back, not turned away. */
const STRANGER = ['--add-host', 'client.example:127.0.0.9'];

const SENDERS = ['<>', '<somebody@[127.0.0.9]>'];
const FORMS = ['example.com', 'example.net'].flatMap(relayForms);

describe('relaying, from outside and without AUTH,', () => {
  let rx: GatewayContainer;

  beforeAll(async () => {
    rx = await GatewayContainer.start('mta-rx', { domains: DOMAINS }, STRANGER);
  });

  afterAll(() => rx?.remove());

  /** The answers to recipients, each in a session of its own. */
  const answersTo = (recipients: readonly string[], sender: string, port = 25): string[] => {
    const envelopes = recipients.map((to) => ['EHLO client.example', `MAIL FROM:${sender}`, `RCPT TO:${to}`, 'QUIT']);
    const sessions = envelopes.map((lines) => lines.map((line) => ({ send: `${line}\r\n` })));
    return smtpSessions(rx.container, { port }, sessions).map((replies) => {
      expect(replies[2]).toMatch(/^250 2\.1\.0 /);
      return replies[3];
    });
  };
  const notRefused = (sender: string, port?: number): string[] =>
    answersTo(
      FORMS.map(([, recipient]) => recipient),
      sender,
      port,
    ).flatMap((answer, index) => (/^5\d\d 5\./.test(answer) ? [] : [`${FORMS[index][0]}: ${answer}`]));

  test.each(SENDERS)('is refused for good in every classic form, from the sender %s', (sender) => {
    expect(notRefused(sender)).toEqual([]);
  });

  test('is not what happens to mail for the own domains', () => {
    expect(answersTo(['<postmaster@example.com>', '<user@example.net>'], '<>')).toEqual([
      expect.stringMatching(/^250 /),
      expect.stringMatching(/^250 /),
    ]);
  });

  test('is not what happens to mail for postmaster without a domain, which RFC 5321 demands to be accepted', () => {
    const filter = rx.mailersFor('postmaster@example.com')[0].split(' ');

    expect(answersTo(['<postmaster>'], '<>')).toEqual([expect.stringMatching(/^250 /)]);
    expect(rx.mailersFor('postmaster')[0].split(' ').slice(0, 2)).toEqual(filter.slice(0, 2));
  });

  test('is not got at by characters beyond ASCII, which would lose their eighth bit in the queue', () => {
    const commands = ['MAIL FROM:<us\xe9r@[127.0.0.9]>', 'MAIL FROM:<>', 'RCPT TO:<us\xe9r@example.net>', 'QUIT'];
    const session = ['EHLO client.example', ...commands].map((line) => ({ send: `${line}\r\n` }));
    const [replies] = smtpSessions(rx.container, { port: 25 }, [session]);

    expect([replies[2], replies[4]]).toEqual([
      expect.stringMatching(/^553 5\.6\.7 /),
      expect.stringMatching(/^553 5\.6\.7 /),
    ]);
  });

  describe('with promiscuous_relay, which no property can say,', () => {
    beforeAll(() => startRelaxed(rx, { mc: ["/^MAILER/iFEATURE(`promiscuous_relay')dnl", '/(routed/d'] }));

    test('is what happens with most of them', () => {
      expect(notRefused('<>', RELAXED_PORT).length).toBeGreaterThan(FORMS.length / 2);
    });
  });
});

// What comes through the engine's own gateway is never relayed: engine-gateways.test.ts.
describe('relaying, on port 587 under TLS,', () => {
  let submission: SubmissionGateway;

  beforeAll(async () => {
    submission = await SubmissionGateway.start(DOMAINS, STRANGER);
  });

  afterAll(() => submission?.remove());

  const answerTo = async (form: string): Promise<string> => {
    const [, recipient] = FORMS.find(([name]) => name === form) ?? [];
    const session = await submission.logIn();
    const [, answer] = await session.commands('MAIL FROM:<>', `RCPT TO:${recipient}`);
    session.close();
    return answer;
  };

  test.each([
    'a foreign address',
    'a foreign address with a dot behind',
    'a foreign address without brackets',
    'an address literal',
    'a foreign subdomain of the own name',
    'an own domain as an ending',
  ])('is allowed to who has logged in: %s', async (form) => {
    expect(await answerTo(form)).toMatch(/^250 2\.1\.5 /);
  });

  test.each(['the percent hack', 'a source route', 'a bang path in quotes'])(
    'is refused to who has logged in, too, where another server would have to find the address: %s',
    async (form) => {
      expect(await answerTo(form)).toMatch(/^550 5\./);
    },
  );

  test('is refused to the same client before it has logged in', async () => {
    const session = await submission.connect();
    const replies = await session.commands('MAIL FROM:<>', 'RCPT TO:<user@elsewhere.example>');
    session.close();

    expect(replies).toEqual([expect.stringMatching(/^530 5\.7\.0 /), expect.stringMatching(/^503 5\.0\.0 /)]);
  });
});
