import { ContainerImage } from '../tooling/container-image';
import { buildGatewayImage } from '../tooling/gateway-image';

const QUEUE = '/var/spool/mqueue-rx';
/** The daemon's place is taken by something that ends at once, so that what lies in the queue stays as it was found; no maps. */
const WITHOUT_DAEMON = ['--hostname', 'mx.example.com', '--tmpfs', '/run/sendmail:uid=2501,gid=2501,mode=750'];
const REPLACE_DAEMON =
  "ln -sf /bin/true /usr/lib/dual-mta/check-maps; rm /usr/sbin/sendmail; printf '#!/bin/sh\\nls -1 %s\\n' /var/spool/mqueue-rx > /usr/sbin/sendmail; chmod 755 /usr/sbin/sendmail";

describe('before the daemon starts', () => {
  let image: ContainerImage;

  beforeAll(() => {
    image = buildGatewayImage('mta-rx');
  });

  afterAll(() => image?.remove());

  const start = (preparation: string): { code: number; said: string } =>
    image.shell(`${REPLACE_DAEMON}\n${preparation}\nexec /usr/lib/dual-mta/start`, WITHOUT_DAEMON);

  test('a queue that is as it must be is accepted', () => {
    expect(start(':')).toMatchObject({ code: 0 });
  });

  test('a queue of another owner stops it, and says what it is, what it must be and how to make it so', () => {
    const { code, said } = start(`chown root:root ${QUEUE}`);

    expect(code).toBe(78);
    expect(said).toContain(
      `${QUEUE}: belongs to root:root with mode 700; it must belong to smmsp:smmsp with mode 700\n`,
    );
    expect(said).toContain(`${QUEUE}: on the host: chown 2501:2501 DIR && chmod 700 DIR\n`);
  });

  test('a queue that its group can write stops it, though sendmail would accept it without a word', () => {
    const { code, said } = start(`chmod 770 ${QUEUE}`);

    expect(code).toBe(78);
    expect(said).toContain(
      `${QUEUE}: belongs to smmsp:smmsp with mode 770; it must belong to smmsp:smmsp with mode 700\n`,
    );
  });

  test('a queue that is not there stops it', () => {
    const { code, said } = start(`rmdir ${QUEUE}`);

    expect(code).toBe(78);
    expect(said).toContain(
      `${QUEUE}: is not there or no directory; it must be a directory of smmsp:smmsp with mode 700\n`,
    );
  });

  test('data files that a killed session left behind are removed, and nothing that may still be needed', () => {
    const { said } = start(
      [
        `cd ${QUEUE}`,
        'touch -d "2 hours ago" dfOLDALONE tfOLDALONE xfOLDALONE dfOLDWITH qfOLDWITH qfOLDNODATA',
        'touch dfYOUNG tfYOUNG',
        'chown smmsp:smmsp *',
        'cd /',
      ].join('\n'),
    );

    expect(said.split('\n').filter((line) => /^[dqtx]f/.test(line))).toEqual([
      'dfOLDWITH',
      'dfYOUNG',
      'qfOLDNODATA',
      'qfOLDWITH',
      'tfYOUNG',
    ]);
  });
});
