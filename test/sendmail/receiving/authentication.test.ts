import { SecretDirectory } from 'cdktf-dual-mta';
import { TestAuthority } from '../../tooling/certificates';
import { eventually } from '../../tooling/eventually';
import { GatewayContainer } from '../../tooling/gateway-container';
import { runOrThrow } from '../../tooling/program';
import { SecretVolume } from '../../tooling/secret-volume';
import { SmtpSession } from '../../tooling/smtp-session';

const ALICE = ['alice', 'pass: "word" \\00 \\'] as const;
const BOB = ['bob@example.net', "bob's"] as const;
const USERS = `# who may submit mail\n${ALICE.join(':')}\n\n${BOB.join(':')}\n`;

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const plain = (name: string, password: string): string => `AUTH PLAIN ${base64(`\0${name}\0${password}`)}`;

describe('MTA-RX with users', () => {
  let certificate: SecretVolume;
  let users: SecretVolume;
  let rx: GatewayContainer;

  beforeAll(async () => {
    certificate = SecretVolume.create(new TestAuthority().issue('mx.example.com', 1));
    users = SecretVolume.create({ users: USERS });
    rx = await GatewayContainer.start(
      'mta-rx',
      {
        rx: {
          certificate: SecretDirectory.existing(certificate.name),
          users: SecretDirectory.existing(users.name),
          authRealm: 'users.example',
        },
      },
      [
        ...certificate.mountedAt('/run/secrets/certificate'),
        ...users.mountedAt('/run/secrets/users'),
        ...['--add-host', 'client.example:127.0.0.9'],
      ],
    );
  });

  afterAll(() => {
    rx?.remove();
    users?.remove();
    certificate?.remove();
  });

  /** The replies to some lines on 587 under TLS. */
  const submit = async (...lines: string[]): Promise<string[]> => {
    const session = await SmtpSession.open(rx.container, { port: 587 });
    await session.startTls();
    const replies = await session.commands(...lines);
    session.close();
    return replies;
  };

  const login = async (name: string, password: string): Promise<string> => (await submit(plain(name, password)))[0];

  test('MtaRx.users: AUTH is not offered before STARTTLS, and PLAIN and LOGIN alone after it', async () => {
    const session = await SmtpSession.open(rx.container, { port: 587 });
    const before = await session.command('EHLO client.example');
    const after = await session.startTls();
    session.close();

    expect(before.filter((line) => line.includes('AUTH'))).toEqual([]);
    expect(before).toContain('250-STARTTLS');
    expect(after.map((line) => line.slice(4)).filter((line) => line.includes('AUTH'))).toEqual([
      expect.stringMatching(/^AUTH (PLAIN LOGIN|LOGIN PLAIN)$/),
    ]);
  });

  test.each([plain(...ALICE), 'AUTH LOGIN'])('MtaRx.users: before STARTTLS is refused: %s', async (line) => {
    const session = await SmtpSession.open(rx.container, { port: 587 });

    expect(await session.commands('EHLO client.example', line, 'MAIL FROM:<>')).toEqual([
      expect.stringMatching(/^250 /),
      expect.stringMatching(/^50[34] /),
      expect.stringMatching(/^530 5\.7\.0 /),
    ]);
    session.close();
  });

  test('without AUTH there is no MAIL on 587, under TLS neither', async () => {
    expect(await submit('MAIL FROM:<>')).toEqual([expect.stringMatching(/^530 5\.7\.0 /)]);
  });

  test('MtaRx.users: who has logged in by PLAIN may send mail to anywhere', async () => {
    expect(await submit(plain(...ALICE), 'MAIL FROM:<>', 'RCPT TO:<somebody@elsewhere.example>')).toEqual([
      expect.stringMatching(/^235 /),
      expect.stringMatching(/^250 /),
      expect.stringMatching(/^250 2\.1\.5 /),
    ]);
  });

  test('MtaRx.users: a name may have a domain, and LOGIN works too', async () => {
    const [name, password] = BOB;

    expect((await submit('AUTH LOGIN', base64(name), base64(password))).at(-1)).toMatch(/^235 /);
  });

  test('MtaRx.authRealm: it is the domain of users without one', async () => {
    expect(await login('alice@users.example', ALICE[1])).toMatch(/^235 /);
    expect(await login('alice@mx.example.com', ALICE[1])).toMatch(/^535 /);
  });

  test.each([
    ['alice', 'wrong'],
    ['alice', ''],
    ['alice', ALICE[1].trimEnd().slice(0, -1)],
    ['alice@example.net', ALICE[1]],
    ['bob', BOB[1]],
    ['mallory', ALICE[1]],
  ])('a login that is not in the file is refused with 535: %s, %j', async (name, password) => {
    expect(await login(name, password)).toMatch(/^5\d\d 5\.7\.0 |^501 /);
  });

  test('on port 25 nobody may send mail to anywhere', async () => {
    const session = await SmtpSession.open(rx.container, { port: 25 });
    await session.startTls();

    expect(await session.commands(plain(...ALICE), 'MAIL FROM:<>', 'RCPT TO:<somebody@elsewhere.example>')).toEqual([
      expect.stringMatching(/^503 /),
      expect.stringMatching(/^250 /),
      expect.stringMatching(/^550 5\.7\.1 /),
    ]);
    session.close();
  });

  test('MtaRx.users: who is put into the file can log in, and who is taken out cannot, without a restart', async () => {
    const before = rx.container.exec(['pgrep', '-o', '-x', 'sendmail']).stdout;
    users.write({ users: `${USERS}carol:new\n` });
    await eventually('carol', async () => ((await login('carol', 'new')).startsWith('235 ') ? true : undefined));
    users.write({ users: 'carol:new\nno password\n' });
    await eventually('a word about the line', () => /line 2: must be NAME:PASSWORD/.exec(rx.container.logs())?.[0]);
    expect(await login(...ALICE)).toMatch(/^235 /);
    users.write({ users: 'carol:new\n' });
    await eventually('no alice', async () => ((await login(...ALICE)).startsWith('535 ') ? true : undefined));

    expect(await login('carol', 'new')).toMatch(/^235 /);
    expect(rx.container.exec(['pgrep', '-o', '-x', 'sendmail']).stdout).toBe(before);
    users.write({ users: USERS });
    await eventually('alice again', async () => ((await login(...ALICE)).startsWith('235 ') ? true : undefined));
  });

  test('passwords are in no log, not in what the engine says of the container, and in no image', () => {
    const [, password] = ALICE;
    const places = [rx.container.logs(), runOrThrow('docker', ['inspect', rx.container.name])];
    const grep = ['grep', '-rlsF', '--', 'pass: "word"', '/etc', '/usr/lib/dual-mta', '/tmp', '/var'];

    for (const hidden of [password, password.slice(0, 10), base64(password), base64(`\0alice\0${password}`), "bob's"]) {
      expect(places.filter((text) => text.includes(hidden))).toEqual([]);
    }
    expect(rx.container.exec(grep, { user: 'smmsp' }).stdout).toBe('');
  });
});
