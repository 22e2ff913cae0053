import * as fs from 'fs';
import * as path from 'path';
import { LoneFilter } from '../tooling/lone-filter';
import { SystemCalls } from '../tooling/system-calls';

describe('the filter, for whose acknowledgements nobody has to wait,', () => {
  let filter: LoneFilter;
  /** The options of each socket that was used for a message. */
  let sockets: string[][];

  beforeAll(async () => {
    filter = await LoneFilter.start();
    const processes = filter.container.exec(['pgrep', '-f', '^/usr/sbin/amavisd']).stdout.trim().split('\n');
    const calls = await SystemCalls.of(filter.container, processes, ['setsockopt']);
    filter.hand({ to: ['user@example.com'], message: 'Subject: prompt\n\ntext\n' });
    const set = [
      ...calls
        .end()
        .join('\n')
        .matchAll(/setsockopt\(\d+<(\S+?)>, SOL_TCP, (\w+), \[1\]/g),
    ];
    const names = [...new Set(set.map(([, socket]) => socket))];
    sockets = names.map((name) => set.filter(([, socket]) => socket === name).map(([, , option]) => option));
  });

  afterAll(() => filter?.remove());

  test('acknowledges each command and each line of the message at once, and each answer of MTA-TX', () => {
    const acknowledged = sockets.map((options) => options.filter((option) => option === 'TCP_QUICKACK').length);

    expect(acknowledged).toEqual([expect.any(Number), expect.any(Number)]);
    expect(Math.min(...acknowledged)).toBeGreaterThanOrEqual(5);
  });

  test('answers MTA-RX without waiting for an acknowledgement of what it has answered before', () => {
    const script = fs.readFileSync(path.join(__dirname, '../tooling/late-acknowledgements.pl'), 'utf8');
    const { stdout } = filter.container.exec(['perl', '-', '10024', '10'], { input: script, user: 'amavis' });
    const times = stdout.trim().split('\n').map(Number);

    // The kernel acknowledges after 40 ms at the earliest where it is in no hurry.
    expect(times).toHaveLength(10);
    expect(times.sort((a, b) => a - b)[5]).toBeLessThan(20);
  });

  test('sends to MTA-TX without waiting for an acknowledgement', () => {
    expect(sockets.filter((options) => options[0] === 'TCP_NODELAY')).toHaveLength(1);
  });
});
