import { Duration, SecretDirectory, SmtpEndpoint } from 'cdktf-dual-mta';
import { TestAuthority } from '../../tooling/certificates';
import { eventually } from '../../tooling/eventually';
import { LoneMtaRx } from '../../tooling/lone-mta-rx';
import { SecretVolume } from '../../tooling/secret-volume';
import { SmtpSession } from '../../tooling/smtp-session';

const LOGIN = `AUTH PLAIN ${Buffer.from('\0alice\0secret').toString('base64')}`;

/** A second sink, on the port for mail of authenticated users, with a log of its own. */
const SUBMISSION_SINK =
  'sed s/sink.log/submission.log/ /tmp/filter-sink > /tmp/submission-sink; ' +
  'perl /tmp/submission-sink 10026 1 > /tmp/submission.err 2>&1 &';

describe('mail of authenticated users', () => {
  let certificate: SecretVolume;
  let users: SecretVolume;
  let rx: LoneMtaRx;
  /** The control file of Alice's message. */
  let queued: string;

  beforeAll(async () => {
    certificate = SecretVolume.create(new TestAuthority().issue('mx.example.com', 1));
    users = SecretVolume.create({ users: 'alice:secret\n' });
    rx = await LoneMtaRx.start(
      SmtpEndpoint.lmtp('127.0.0.1', 10024),
      2,
      {
        certificate: SecretDirectory.existing(certificate.name),
        users: SecretDirectory.existing(users.name),
        minQueueAge: Duration.seconds(1),
      },
      [...certificate.mountedAt('/run/secrets/certificate'), ...users.mountedAt('/run/secrets/users')],
    );
    // All of it lies in the queue before there is a filter: what tells it apart has to be in the queue file.
    expect(rx.send(['foreign'])).toEqual([expect.stringMatching(/^250 /)]);
    const session = await SmtpSession.open(rx.container, { port: 587 });
    await session.startTls();
    const replies = await session.commands(LOGIN, 'MAIL FROM:<>', 'RCPT TO:<somebody@elsewhere.example>');
    replies.push(...(await session.commands('RCPT TO:<postmaster@example.com>', 'DATA', 'Subject: own\r\n\r\n.')));
    session.close();
    expect(replies.map((reply) => reply.slice(0, 3))).toEqual(['235', '250', '250', '250', '354', '250']);
    const find = 'cat $(grep -rl "Subject: own" /var/spool/mqueue-rx)';
    queued = rx.container.exec(['sh', '-c', find], { user: 'smmsp' }).stdout;
    await rx.startSink();
    rx.container.exec(['sh', '-c', SUBMISSION_SINK]);
  });

  afterAll(() => {
    rx?.remove();
    users?.remove();
    certificate?.remove();
  });

  test('MtaRx.users: what authenticated users send goes to the second port of the filter, all recipients of it', async () => {
    const log = await eventually('the message at the second port', () => {
      const { stdout } = rx.container.exec(['cat', '/tmp/submission.log']);
      return stdout.includes('end own') ? stdout : undefined;
    });

    expect(log).toMatch(/LHLO mx\.example\.com/);
    expect(log).toMatch(/RCPT TO:<somebody@elsewhere\.example>/i);
    expect(log).toMatch(/RCPT TO:<postmaster@example\.com>/i);
    expect(log).not.toMatch(/foreign/);
  });

  test('foreign mail, to the same recipient too, goes to the first port', async () => {
    await rx.untilSeen(/^end foreign/);

    expect(rx.sinkLines().filter(({ what }) => what.includes('own'))).toEqual([]);
  });

  test('Received says ESMTPSA, which the filter can read, and no version of sendmail', () => {
    const [received] = /^H\?\?Received: [^]*?\n(?!\t)/m.exec(queued) ?? [''];

    expect(received).toMatch(/^H\?\?Received: from client\.example \(client\.example \[127\.0\.0\.9\]\)\n/);
    expect(received).toMatch(/\tby mx\.example\.com with ESMTPSA id \w+\n/);
    expect(received).not.toMatch(/8\.\d+\.\d+|Debian/);
  });
});
