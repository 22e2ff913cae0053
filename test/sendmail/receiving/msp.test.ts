import { Duration } from 'cdktf-dual-mta';
import { eventually } from '../../tooling/eventually';
import { GatewayContainer } from '../../tooling/gateway-container';

const AS_SMMSP = { user: 'smmsp' };
const MESSAGE = 'From: smmsp@mx.example.com\nTo: friend@foreign.example\nSubject: from inside\n\ntext\n';

describe('MtaRx.msp: a program in the container', () => {
  let rx: GatewayContainer;

  beforeAll(async () => {
    rx = await GatewayContainer.start('mta-rx', { rx: { msp: { queueInterval: Duration.seconds(2) } } });
  }, 300_000);

  afterAll(() => rx?.remove());

  /** Control files in a queue. */
  const messagesIn = (queue: string): string[] =>
    rx.container
      .exec(['find', `/var/spool/${queue}`, '-name', 'qf*', '-printf', '%f\n'], AS_SMMSP)
      .stdout.split('\n')
      .filter((name) => name !== '');
  /** What MTA-RX has queued for a recipient. */
  const queuedFor = (recipient: string): string[] =>
    messagesIn('mqueue-rx').filter((name) =>
      rx.container.exec(['cat', `/var/spool/mqueue-rx/${name}`], AS_SMMSP).stdout.includes(`<${recipient}>`),
    );
  const submit = (recipient: string, ...args: string[]): { code: number; said: string } =>
    rx.container.exec(['/usr/sbin/sendmail', ...args, '-f', '<>', '-t'], {
      ...AS_SMMSP,
      input: MESSAGE.replace('friend@foreign.example', recipient),
    });

  test('sends mail anywhere with "sendmail -t", through MTA-RX and its queue', async () => {
    expect(submit('friend@foreign.example')).toMatchObject({ code: 0 });

    await eventually('the message in mqueue-rx', () => queuedFor('friend@foreign.example')[0], 20);
    expect(messagesIn('mqueue-client')).toEqual([]);
  }, 60_000);

  test('MtaRx.msp.queue, MtaRx.msp.queueInterval: its mail is kept while the daemon does not answer, and sent on by the runner', async () => {
    const signal = (name: string): unknown =>
      rx.container.exec(['sh', '-c', `kill -${name} $(head -n 1 /run/sendmail/sendmail-rx.pid)`], AS_SMMSP);
    signal('STOP');
    try {
      expect(submit('later@foreign.example', '-OTimeout.initial=1s')).toMatchObject({ code: 0 });
      expect(messagesIn('mqueue-client')).toHaveLength(1);
      expect(queuedFor('later@foreign.example')).toEqual([]);
    } finally {
      signal('CONT');
    }

    await eventually('the message in mqueue-rx', () => queuedFor('later@foreign.example')[0], 60);
    expect(messagesIn('mqueue-client')).toEqual([]);
  }, 120_000);

  test('is logged with a label of its own', () => {
    expect(rx.container.logs()).toContain('sm-msp-queue[');
  });

  test('makes the container unhealthy when its runner has ended', () => {
    rx.container.exec(['sh', '-c', 'kill $(head -n 1 /run/sendmail/sm-msp.pid)'], AS_SMMSP);

    expect(rx.container.exec(['/usr/lib/dual-mta/health']).code).not.toBe(0);
  });

  test('does not keep the container from stopping', () => {
    const start = Date.now();

    expect([0, 143]).toContain(rx.container.stop());
    expect(Date.now() - start).toBeLessThan(20_000);
  });
});

describe('without MtaRx.msp', () => {
  test('"sendmail -t" says that there is no configuration for it, and keeps nothing', async () => {
    const rx = await GatewayContainer.start('mta-rx');
    try {
      const { code, said } = rx.container.exec(['/usr/sbin/sendmail', '-t'], { ...AS_SMMSP, input: MESSAGE });

      expect(code).not.toBe(0);
      expect(said).toMatch(/^\/etc\/mail\/\w+\.cf: .*No such file or directory$/m);
    } finally {
      rx.remove();
    }
  }, 120_000);
});
