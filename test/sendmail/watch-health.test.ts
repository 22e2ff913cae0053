import { ContainerImage } from '../tooling/container-image';
import { buildGatewayImage } from '../tooling/gateway-image';

/** Where the run-as user keeps what is not to last, as in a deployed container. */
const SCRATCH = ['--tmpfs', '/tmp:uid=2501,gid=2501,mode=750'];

describe('watch-health', () => {
  let image: ContainerImage;

  beforeAll(() => {
    image = buildGatewayImage('mta-rx');
  });

  afterAll(() => image?.remove());

  /** Runs lines where health is that of the file /ill not being there, and looks are a tenth of a second apart. */
  const run = (...lines: string[]): string =>
    image.shell(
      [
        "printf '#!/bin/sh\\n[ ! -e /ill ]\\n' > /usr/lib/dual-mta/health",
        "printf '#!/bin/sh\\nexec busybox usleep 100000\\n' > /usr/local/bin/sleep && chmod 755 /usr/local/bin/sleep",
        'health() { status=0; began=$(date +%s%N); /usr/lib/dual-mta/watch-health || status=$?; }',
        'took_ms() { echo $((($(date +%s%N) - began) / 1000000)); }',
        ...lines,
      ].join('\n'),
      SCRATCH,
    ).stdout;

  const AT_ONCE = '[ "$(took_ms)" -lt 1000 ] && echo at once with $status';
  /** What the engine gives it the time for, before it stays for a minute. */
  const SHORTLY = ['health', 'health'];

  test('says at once that all is well where the engine has not been told so', () => {
    expect(run('health', AT_ONCE)).toBe('at once with 0\n');
  });

  test('stays for one look behind that, so that an answer that was lost is given again', () => {
    expect(run('health', 'health', 't=$(took_ms)', '[ $t -gt 90 ] && [ $t -lt 1000 ] && echo one with $status')).toBe(
      'one with 0\n',
    );
  });

  test('stays for six looks where the engine has been told twice', () => {
    expect(run(...SHORTLY, 'health', '[ "$(took_ms)" -gt 590 ] && echo stayed with $status')).toBe('stayed with 0\n');
  });

  test('says as soon as it looks again that something is not well', () => {
    const lines = [...SHORTLY, '(busybox usleep 200000; touch /ill) &', 'health', 't=$(took_ms)'];
    expect(run(...lines, '[ $t -gt 150 ] && [ $t -lt 550 ] && echo soon with $status')).toBe('soon with 1\n');
  });

  test('says at once that something is not well, and at once that it is again', () => {
    const lines = ['touch /ill', 'health', 'echo $status', 'rm /ill', 'health'];
    expect(run(...SHORTLY, ...lines, AT_ONCE)).toBe('1\nat once with 0\n');
  });

  test.each([
    ['it was ended while it stayed', 'timeout -s KILL 0.3 /usr/lib/dual-mta/watch-health || :'],
    ['the engine could not start it for a while', 'touch -d "10 seconds ago" /tmp/told-healthy'],
  ])('says at once that all is well after %s', (_, line) => {
    expect(run(...SHORTLY, line, 'health', AT_ONCE)).toMatch(/^(Killed\n)?at once with 0\n$/);
  });

  test('takes a look that does not end in 20 seconds for an illness', () => {
    const hangs = "printf '#!/bin/sh\\nexec busybox sleep 60\\n' > /usr/lib/dual-mta/health";
    expect(run(hangs, 'health', '[ "$(took_ms)" -lt 30000 ] && echo ended with $status')).toBe('ended with 1\n');
  });

  test('looks as the run-as user, whoever starts it', () => {
    const who = "printf '#!/bin/sh\\nid -u > /tmp/who\\n' > /usr/lib/dual-mta/health";
    expect(run(who, 'health', 'cat /tmp/who')).toBe('2501\n');
  });
});
