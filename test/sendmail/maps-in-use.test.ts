import { MailDomain, MapFile, VirtualUser } from 'cdktf-dual-mta';
import { eventually } from '../tooling/eventually';
import { GatewayContainer } from '../tooling/gateway-container';
import { OpenSession } from '../tooling/open-session';
import { argumentsOf, RunningContainer } from '../tooling/running-container';
import { buildImageOf } from '../tooling/stack-image';
import { synthesizeGateway } from '../tooling/synthesized-stack';

const OK = /^250 /;
const REFUSED = /^55\d 5\./;
const REJECTING = 'ERROR:5.7.1:550 go away';

/** A gateway, and the same one with other entries in their places. */
const gatewayOf = (time: string) => ({
  domains: [MailDomain.local('example.com', ['postmaster', time, `alias-${time}`, `virtual-${time}`])],
  rx: { extraMaps: [MapFile.fromEntries('access', { [`From:bad-${time}@client.example`]: REJECTING })] },
  tx: {
    aliases: { [`alias-${time}`]: ['postmaster'] },
    virtusertable: [VirtualUser.to(`virtual-${time}@example.com`, ['postmaster'])],
  },
});
const BEFORE = gatewayOf('before');
const AFTER = gatewayOf('after');

describe('MtaRx.extraMaps: a running MTA-RX whose maps have changed', () => {
  let rx: GatewayContainer;
  let session: OpenSession;
  let inData: OpenSession;

  beforeAll(async () => {
    rx = await GatewayContainer.start('mta-rx', BEFORE, ['--add-host', 'client.example:127.0.0.9']);
    session = await OpenSession.open(rx.container, { port: 25 });
    expect(await session.say('EHLO client.example')).toMatch(OK);
    expect(await session.say('MAIL FROM:<bad-before@client.example>')).toMatch(REFUSED);
    expect(await session.say('MAIL FROM:<bad-after@client.example>')).toMatch(OK);
    expect(await session.say('RCPT TO:<before@example.com>')).toMatch(OK);
    expect(await session.say('RCPT TO:<after@example.com>')).toMatch(REFUSED);
    inData = await OpenSession.open(rx.container, { port: 25 });
    for (const line of ['EHLO client.example', 'MAIL FROM:<>', 'RCPT TO:<before@example.com>', 'DATA', '|Subject: x']) {
      await inData.say(line);
    }
    rx.loadMaps(AFTER);
  });

  afterAll(() => {
    session?.close();
    inData?.close();
    rx?.remove();
  });

  test('sees a new recipient and no longer an old one, in a session that was open before', async () => {
    expect(await session.say('RCPT TO:<after@example.com>')).toMatch(OK);
    expect(await session.say('RCPT TO:<before@example.com>')).toMatch(REFUSED);
  });

  test('sees a new entry and no longer an old one, in that session', async () => {
    expect(await session.say('RSET')).toMatch(OK);
    expect(await session.say('MAIL FROM:<bad-after@client.example>')).toMatch(REFUSED);
    expect(await session.say('MAIL FROM:<bad-before@client.example>')).toMatch(OK);
  });

  test('sees them in a new session', () => {
    const replies = rx.dialogue(25, ['EHLO client.example', 'MAIL FROM:<>', 'RCPT TO:<after@example.com>', 'QUIT']);

    expect(replies[3]).toMatch(OK);
  });

  test('takes the message that was on its way, in the session that began it', async () => {
    await inData.say('|');
    expect(await inData.say('.')).toMatch(/^250 2\.0\.0 \w+ Message accepted for delivery$/);
  });

  test('leaves a map alone that is as it should be', () => {
    expect(rx.loadMaps(AFTER)).toBe('');
    expect(rx.loadMaps(BEFORE)).toMatch(/^access: \d+ entries$/m);
  });

  test('sees a change also where the clock went back', async () => {
    const tasks = [BEFORE, AFTER].map((props) => rx.mapsOf(props));
    const recipient = (time: string) => `RCPT TO:<${time}@example.com>`;
    tasks[0].run(['touch', '-d', '1 hour', '/etc/mail/maps/access.db']);
    expect(await session.say('RSET')).toMatch(OK);
    expect(await session.say('MAIL FROM:<>')).toMatch(OK);
    expect(await session.say(recipient('before'))).toMatch(OK);
    tasks[1].load();
    expect(await session.say(recipient('before'))).toMatch(REFUSED);
    tasks[0].load();
    expect(await session.say(recipient('before'))).toMatch(OK);
    tasks.forEach((task) => task.remove());
  });

  test('is healthy only as long as it can read them', async () => {
    const task = rx.mapsOf(BEFORE);
    task.run(['rm', '/etc/mail/maps/access', '/etc/mail/maps/access.db']);
    const { code, said } = rx.container.exec(['/usr/lib/dual-mta/health']);

    expect(code).not.toBe(0);
    expect(said).toContain('/etc/mail/maps/access.db: is not there or cannot be read by smmsp');
    task.load();
    task.remove();
    await rx.container.untilHealthy();
  });
});

describe('MtaTx.extraMaps: a running MTA-TX whose maps have changed', () => {
  const filter = { port: 10025, from: '127.0.0.1' };
  let tx: GatewayContainer;
  let session: OpenSession;

  const deliver = async (recipient: string, subject: string): Promise<string[]> => {
    const lines = ['MAIL FROM:<>', `RCPT TO:<${recipient}@example.com>`, 'DATA', `|Subject: ${subject}`, '|', '.'];
    const replies = [];
    for (const line of lines) {
      replies.push(await session.say(line));
    }
    return replies;
  };
  const mailbox = (): string =>
    tx.container.exec(['/usr/lib/dual-mta/mailbox', 'postmaster@example.com'], { user: 'smmta' }).said;

  beforeAll(async () => {
    tx = await GatewayContainer.start('mta-tx', BEFORE);
    session = await OpenSession.open(tx.container, filter);
    await session.say('EHLO filter.example');
    await deliver('alias-before', 'a-before');
    await deliver('virtual-before', 'v-before');
    await eventually('the first messages', () =>
      ['a-before', 'v-before'].every((subject) => mailbox().includes(subject)) ? true : undefined,
    );
    tx.loadMaps(AFTER);
  });

  afterAll(() => {
    session?.close();
    tx?.remove();
  });

  test.each(['alias', 'virtual'])('delivers to a new %s, in a session that was open before', async (kind) => {
    const [, rcpt] = await deliver(`${kind}-after`, `${kind}-mail`);

    expect(rcpt).toMatch(OK);
    await eventually('the message', () => (mailbox().includes(`${kind}-mail`) ? true : undefined));
  });

  test.each(['alias', 'virtual'])('refuses the %s that is no more', async (kind) => {
    await session.say('MAIL FROM:<>');
    expect(await session.say(`RCPT TO:<${kind}-before@example.com>`)).toMatch(REFUSED);
    await session.say('RSET');
  });
});

test('a sendmail without its maps does not start, and says what it misses', async () => {
  const stack = synthesizeGateway();
  const image = buildImageOf(stack, 'gateway-mta-rx');
  const container = RunningContainer.start(image.tag, argumentsOf(stack.container('gateway-mta-rx')));

  expect(await container.untilEnded()).toBe(78);
  expect(container.logs()).toContain('/etc/mail/maps/access.db: is not there or cannot be read by smmsp');
  container.remove();
  image.remove();
});
