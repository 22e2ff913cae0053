import * as fs from 'fs';
import * as path from 'path';
import { MailDomain } from 'cdktf-dual-mta';
import { eventually } from '../tooling/eventually';
import { FilterContainer } from '../tooling/filter-container';
import { RunningContainer } from '../tooling/running-container';
import { dialogue } from '../tooling/smtp-dialogue';

/** A filter that talks to its own loopback interface, where a sink is in the place of MTA-TX. */
const PROPS = {
  filter: { extraPerl: ['@inet_acl = qw(127.0.0.1);', "$forward_method = $notify_method = 'smtp:[127.0.0.1]:10025';"] },
};
const SINK = fs.readFileSync(path.join(__dirname, '../tooling/filter-sink.pl'), 'utf8');

describe('the filter', () => {
  let started: FilterContainer;
  let filter: RunningContainer;

  beforeAll(async () => {
    started = await FilterContainer.start(PROPS);
    filter = started.container;
    filter.exec(['sh', '-c', 'cat > /tmp/s; perl /tmp/s 10025 2 > /dev/null 2>&1 &'], { input: SINK, user: 'amavis' });
  });

  afterAll(() => started?.remove());

  // The words of amavisd's own log for mail that leaves: from our own users, or from somebody who should not.
  test.each([
    [10026, 'our own users', 'RelayedOutbound'],
    [10024, 'others', 'RelayedOpenRelay'],
  ])('takes mail on %d for mail of %s', async (port, _, word) => {
    expect(await whatIsSaidOf(port, `by-${port}@elsewhere.example`)).toContain(` {${word}}`);
  });

  test('AmavisFilter.mapsImage: knows a new domain of its own without being started again', async () => {
    const task = started.mapsOf({ domains: [MailDomain.local('elsewhere.example', ['postmaster'])] });
    task.load();
    task.remove();

    expect(await whatIsSaidOf(10024, 'one@elsewhere.example')).toContain(' {RelayedInbound}');
    expect(await whatIsSaidOf(10024, 'two@example.com')).toContain(' {RelayedOpenRelay}');
  });

  const whatIsSaidOf = (port: number, recipient: string): Promise<string> => {
    const replies = dialogue(filter, { port, from: '127.0.0.1' }, [
      ...['LHLO rx.example', 'MAIL FROM:<alice@example.com>', `RCPT TO:<${recipient}>`, 'DATA'],
      ...['|From: alice@example.com', '|Subject: hello', '|', '|Hello.', '.', 'QUIT'],
    ]);

    expect(replies.at(-2)).toMatch(/^250 2\.0\.0 /);
    return eventually('a line about it', () =>
      filter
        .logs()
        .split('\n')
        .find((one) => one.includes(recipient)),
    );
  };
});
