import { RunAs, SmtpEndpoint } from 'cdktf-dual-mta';
import { LoneMtaRx } from '../../tooling/lone-mta-rx';

const FILTER = SmtpEndpoint.smtp('127.0.0.1', 2525);

describe.each([
  { name: 'another user', runAs: RunAs.of('mailrx', 2600), capabilities: /^0{16}$/ },
  { name: 'root, because it was asked for by name', runAs: RunAs.root(), capabilities: /^0{14}[0c]0$/ },
])('MtaRx.runAs: $name', ({ runAs, capabilities }) => {
  const { user, id } = runAs;
  let rx: LoneMtaRx;

  beforeAll(async () => {
    rx = await LoneMtaRx.start(FILTER, 1, { runAs });
  });

  afterAll(() => rx?.remove());

  test('takes mail into the queue', () => {
    expect(rx.send(['one'])).toEqual([expect.stringMatching(/^250 2\.0\.0 /)]);
    expect(rx.container.exec(['ls', '/var/spool/mqueue-rx'], { user }).stdout).toMatch(/^qf\w+$/m);
  });

  test('has every process, and none can do more than change its user', () => {
    expect(rx.container.processes().filter((process) => process.user !== String(id))).toEqual([]);
    const { stdout } = rx.container.exec(['sh', '-c', 'cat /proc/1/status /proc/$(pgrep -o -x sendmail)/status'], {
      user,
    });
    const sets = [...stdout.matchAll(/^Cap(?:Eff|Prm|Bnd):\t(\w+)$/gm)].map(([, set]) => set);
    expect(sets.filter((set) => !capabilities.test(set))).toEqual([]);
    expect(sets).toHaveLength(6);
  });

  test('owns the queue, the process file and the status file', () => {
    const files = ['/var/spool/mqueue-rx', '/run/sendmail/sendmail-rx.pid', '/var/lib/sendmail/stat-rx'];
    const { stdout } = rx.container.exec(['stat', '-c', '%U:%G %a %n', ...files], { user });

    expect(stdout.trim().split('\n')).toEqual([
      `${user}:${user} 700 ${files[0]}`,
      `${user}:${user} 600 ${files[1]}`,
      `${user}:${user} 600 ${files[2]}`,
    ]);
  });

  test('counts messages in the status file', () => {
    const { stdout } = rx.container.exec(['mailstats', '-C', '/etc/mail/sendmail-rx.cf'], { user });

    expect(stdout).toMatch(/^ T +1 /m);
  });

  test('hands mail on', async () => {
    await rx.startSink();
    await rx.untilSeen(/^end one/);
  });
});
