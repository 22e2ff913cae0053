import { Duration, Size } from 'cdktf-dual-mta';
import { GatewayContainer } from '../tooling/gateway-container';

const BOTH = { memory: Size.mebibytes(300), minFreeBlocks: Size.mebibytes(40) };
const EXTRA = { options: ["define(`confMAX_HOP', `7')dnl"], localConfig: ['D{Mine}a value'] };

const MTAS = [
  ['MtaRx', 'mta-rx', '/var/spool/mqueue-rx'],
  ['MtaTx', 'mta-tx', '/var/spool/mqueue'],
] as const;

describe.each(MTAS)('%s in its container', (_, part, queue) => {
  let gateway: GatewayContainer;

  beforeAll(async () => {
    gateway = await GatewayContainer.start(part, {
      rx: { ...BOTH, minFreeBlocks: Size.mebibytes(80), cpuShares: 2048, extraMc: EXTRA },
      tx: { ...BOTH, queueInterval: Duration.minutes(7), extraMc: EXTRA },
    });
  });

  afterAll(() => gateway?.remove());

  const shell = (script: string): string => gateway.container.exec(['sh', '-c', script]).stdout.trim();

  test('MtaRx.memory, MtaTx.memory: it may use so much and no more', () => {
    const limit = 'cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max 2> /dev/null';

    expect(shell(limit)).toBe(String(300 * 1024 * 1024));
  });

  if (part === 'mta-rx') {
    test('MtaRx.cpuShares: it gets so much processor time against others', () => {
      expect([2048, 79]).toContain(gateway.container.cpuSharesOrWeight());
    });
  }

  test('MtaRx.queue, MtaTx.queue: it is a volume, that nobody else can look into', () => {
    expect(shell(`mountpoint ${queue}; stat -c %a ${queue}`)).toBe(`${queue} is a mountpoint\n700`);
  });

  test('MtaRx.image, MtaTx.image: it is built upon Debian 12', () => {
    expect(shell('. /etc/os-release; echo $ID $VERSION_ID')).toBe('debian 12');
  });

  test('MtaRx.mapsImage, MtaTx.mapsImage: it brings the maps that sendmail looks into', () => {
    expect(gateway.test(['/map access To:postmaster@example.com', '/map access nothing'])).not.toMatch(
      /cannot|not open/i,
    );
    expect(shell('ls /etc/mail/maps')).toContain('access.db');
  });

  test('MtaRx.extraMc.options, MtaRx.extraMc.localConfig, MtaTx.extraMc.options, MtaTx.extraMc.localConfig: they act in their sections', () => {
    expect(gateway.cf).toContain('O MaxHopCount=7');
    expect(gateway.test(['$&{Mine}', '/quit'])).not.toContain('undefined');
    expect(gateway.cf).toContain('D{Mine}a value');
  });

  test('MtaRx.minFreeBlocks, MtaTx.minFreeBlocks: it is a limit for sendmail in blocks of 4 KiB', () => {
    expect(gateway.cf).toContain(`O MinFreeBlocks=${part === 'mta-rx' ? 20480 : 10240}`);
  });

  if (part === 'mta-tx') {
    test('MtaTx.queueInterval: the queue is run so often', () => {
      expect(gateway.container.logs()).toContain('queueing@00:07:00');
    });

    test('MtaTx.mailboxes: they are a volume, that nobody else can look into', () => {
      expect(shell('mountpoint /var/lib/mailboxes; stat -c %a /var/lib/mailboxes')).toBe(
        '/var/lib/mailboxes is a mountpoint\n700',
      );
    });
  }
});
