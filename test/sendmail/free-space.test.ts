import { Size } from 'cdktf-dual-mta';
import { eventually } from '../tooling/eventually';
import { GatewayContainer } from '../tooling/gateway-container';

const LIMITS = { rx: { minFreeBlocks: Size.mebibytes(80) }, tx: { minFreeBlocks: Size.mebibytes(40) } };
/** What the disk of a queue has beyond its limit. */
const BEYOND = 20;

describe.each([
  ['MtaRx', 'mta-rx', { queue: '/var/spool/mqueue-rx', limit: 80, port: 25, user: 2501 }],
  ['MtaTx', 'mta-tx', { queue: '/var/spool/mqueue', limit: 40, port: 10025, user: 2502 }],
] as const)('%s, whose queue is on a small disk,', (_, part, { queue, limit, port, user }) => {
  let mta: GatewayContainer;

  beforeAll(async () => {
    const disk = `${queue}:size=${limit + BEYOND}m,uid=${user},gid=${user},mode=700`;
    mta = await GatewayContainer.start(part, LIMITS, ['--tmpfs', disk]);
  });

  afterAll(() => mta?.remove());

  /** Nothing where nobody listens: sendmail is about to begin anew. */
  const answerTo = (mebibytes: number): string =>
    mta
      .dialogue(port, ['EHLO client.example', `MAIL FROM:<> SIZE=${mebibytes * 1024 * 1024}`, 'QUIT'], '127.0.0.1')
      .at(2) ?? '';

  test('MtaRx.minFreeBlocks, MtaTx.minFreeBlocks: a message that leaves more than that is accepted, one that does not is put off with 452', () => {
    expect(answerTo(BEYOND - 2)).toMatch(/^250 2\.1\.0 /);
    expect(answerTo(BEYOND + 2)).toMatch(/^452 4\.4\.5 Insufficient disk space/);
  });

  test('a disk that fills up is noticed at once, and so is room on it', async () => {
    const inQueue = (command: string) => mta.container.exec(['sh', '-c', command], { user: String(user) });
    inQueue(`head -c ${BEYOND + 5}m /dev/zero > ${queue}/filling`);
    await eventually('a refusal', () => answerTo(1).startsWith('452 4.4.5 ') || undefined);

    inQueue(`rm ${queue}/filling`);
    await eventually('an acceptance', () => answerTo(1).startsWith('250 ') || undefined);
  });
});
