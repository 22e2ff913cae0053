import * as fs from 'fs';
import * as path from 'path';
import { Duration, QueueRunning, SmtpEndpoint } from 'cdktf-dual-mta';
import { eventually } from '../tooling/eventually';
import { LoneMtaRx } from '../tooling/lone-mta-rx';
import { makeTemporaryFolder } from '../tooling/temporary-folder';

const FILTER = SmtpEndpoint.lmtp('127.0.0.1', 10024);

/** Of two that drift apart, only the time since the machine started can be set for a container alone. */
const UPTIME = 10_000;

describe('when the clock goes back', () => {
  let rx: LoneMtaRx;
  let uptime: string;

  /** That it seems to have gone back so far. */
  const goBack = (seconds: number): void => fs.writeFileSync(uptime, `${UPTIME + seconds}.00 0.00\n`);

  beforeAll(async () => {
    uptime = path.join(makeTemporaryFolder(), 'uptime');
    goBack(0);
    rx = await LoneMtaRx.start(
      FILTER,
      1,
      { queueRunning: QueueRunning.every(Duration.hours(1)), minQueueAge: Duration.hours(1) },
      ['--volume', `${uptime}:/proc/uptime:ro`],
    );
  });

  afterAll(() => {
    rx?.remove();
    fs.rmSync(path.dirname(uptime), { recursive: true, force: true });
  });

  const notices = (): string[] => rx.container.logs().match(/watch-clock: .*/g) ?? [];

  test('sendmail begins anew, and the queue is run at once, also for what is too young for minQueueAge', async () => {
    rx.send(['waits']);
    rx.container.exec(['/usr/sbin/sendmail', '-C', '/etc/mail/sendmail-rx.cf', '-q'], { user: 'smmsp' });
    await eventually('a message that was tried', () => rx.container.logs().includes('stat=Deferred') || undefined);
    await rx.startSink();
    goBack(3600);

    await rx.untilSeen(/^end/);
    expect(notices()).toEqual([expect.stringMatching(/went back by 3[56]\d\d s/)]);
    expect(rx.container.logs()).toMatch(/restarting .* due to signal/);
  });

  test('mail is taken as before', () => {
    expect(rx.send(['more'])).toEqual([expect.stringMatching(/^250 /)]);
  });
});
