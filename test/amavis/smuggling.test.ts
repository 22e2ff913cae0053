import * as fs from 'fs';
import * as path from 'path';
import { eventually } from '../tooling/eventually';
import { FilterContainer } from '../tooling/filter-container';
import { RunningContainer } from '../tooling/running-container';
import { EVERYTHING, Smuggled, takenForTwo } from '../tooling/smuggling';

/** A filter that talks to its own loopback interface, where a sink is in the place of MTA-TX. */
const PROPS = {
  filter: { extraPerl: ['@inet_acl = qw(127.0.0.1);', "$forward_method = $notify_method = 'smtp:[127.0.0.1]:10025';"] },
};
const SINK = fs.readFileSync(path.join(__dirname, '../tooling/filter-sink.pl'), 'utf8');

describe('SMTP smuggling: the filter', () => {
  let started: FilterContainer;
  let filter: RunningContainer;

  beforeAll(async () => {
    started = await FilterContainer.start(PROPS);
    filter = started.container;
    filter.exec(['sh', '-c', 'cat > /tmp/s; perl /tmp/s 10025 9 > /dev/null 2>&1 &'], { input: SINK, user: 'amavis' });
    await eventually('a sink that answers', () =>
      filter.exec(['/usr/lib/dual-mta/smtp-probe', '127.0.0.1', '10025', 'smtp']).code === 0 ? true : undefined,
    );
  });

  afterAll(() => started?.remove());

  test('makes one message of each, on the way in and on the way out', () => {
    expect(sent(EVERYTHING)).toEqual({ takenForTwo: [], passed: EVERYTHING.map(({ id }) => `outer-${id}`) });
  });

  test('makes two of what has the one end of data in it, which the sink sees as well', () => {
    const right = { id: '9x9x', endOfData: '<CR><LF>.<CR><LF>', place: 'in the body' };

    expect(sent([right])).toEqual({
      takenForTwo: [`${right.endOfData} ${right.place}`],
      passed: ['outer-9x9x', 'inner-9x9x'],
    });
  });

  /** Sends messages through the filter; `passed` has the first subject of each message that came out of it. */
  const sent = (messages: readonly Smuggled[]) => {
    const before = passed().length;
    const envelope = { port: 10024, recipient: 'postmaster@example.com', from: '127.0.0.1', hello: 'LHLO' } as const;
    return { takenForTwo: takenForTwo(filter, envelope, messages), passed: passed().slice(before) };
  };

  /** A header may hold a second subject, so a message is what the sink got by one DATA. */
  const passed = (): string[] => {
    const { stdout } = filter.exec(['cat', '/tmp/sink.log'], { user: 'amavis' });
    return [...stdout.matchAll(/ begin .*?((?:outer|inner)-[\dx]+)/g)].map(([, subject]) => subject);
  };
});
