import { Listing, listing, listingInReadme, LISTINGS } from '../../tooling/readme';
import { statementsOf } from '../../tooling/mc-statements';
import { synthesizeGateway } from '../../tooling/synthesized-stack';
import { AddressBlock } from 'cdktf-dual-mta';

const gateway = synthesizeGateway({ addresses: AddressBlock.of('10.20.30.0/26') });
const OURS: Record<Listing, string> = {
  'thishost-rx.mc': gateway.configuration('gateway-mta-rx', 'sendmail-rx.mc'),
  'thishost-tx.mc': gateway.configuration('gateway-mta-tx', 'sendmail.mc'),
};

/** Where ours differs from the README: what it says, what ours says. The reasons stand beside the rows in lib/models. */
const DIFFERENCES: Record<string, string> = {
  // A read-only container has these two places to write.
  'define(confPID_FILE,/var/run/sendmail-rx.pid)': 'define(confPID_FILE,/run/sendmail/sendmail-rx.pid)',
  'define(STATUS_FILE,/etc/mail/stat-rx)': 'define(STATUS_FILE,/var/lib/sendmail/stat-rx)',
  // The loopback interface became two networks.
  'define(MAIL_HUB,esmtp:[127.0.0.1])': 'define(MAIL_HUB,esmtp:[10.20.30.4])',
  'define(SMART_HOST,esmtp:[127.0.0.1])': 'define(SMART_HOST,esmtp:[10.20.30.4])',
  'DAEMON_OPTIONS(Addr=127.0.0.1,Port=10025,Name=MTA-TX)': 'DAEMON_OPTIONS(Addr=0.0.0.0,Port=10025,Name=MTA-TX)',
  // Each run of the queue is one runner, and runs are as many as the filter has processes: docs/queue-running.md.
  'QUEUE_GROUP(mqueue,P=/var/spool/mqueue-rx,R=2,F=f)': 'QUEUE_GROUP(mqueue,P=/var/spool/mqueue-rx,R=1,F=f)',
  // Both listeners are written out, so that their authentication can be.
  'DAEMON_OPTIONS(Name=MTA-RX)': 'DAEMON_OPTIONS(Name=MTA-RX,Addr=0.0.0.0,Port=25,Listen=1024,M=A)',
};

const CASES = LISTINGS.flatMap((name) => statementsOf(listing(name)).map((statement) => ({ name, statement })));

describe("the README's listings", () => {
  test.each(LISTINGS)('%s: the copy for a clone that stands alone is word for word', (name) => {
    expect(listing(name)).toBe(listingInReadme(name) ?? listing(name));
  });

  test.each(LISTINGS)('%s: every line of the README that is no comment is compared', (name) => {
    const lines = listing(name)
      .split('\n')
      .filter((line) => line.trim() !== '' && !line.startsWith('dnl'));

    expect(statementsOf(listing(name))).toHaveLength(lines.length);
  });

  test.each(CASES)('$name: $statement stands in ours, or what the table of differences has for it', (one) => {
    expect(statementsOf(OURS[one.name])).toContain(DIFFERENCES[one.statement] ?? one.statement);
  });

  test('there is no difference in the table that is none', () => {
    const theirs = CASES.map(({ statement }) => statement);

    expect(Object.keys(DIFFERENCES).filter((statement) => !theirs.includes(statement))).toEqual([]);
  });

  test('MAILER lines come last of the statements, as cf/README demands', () => {
    expect(statementsOf(OURS['thishost-rx.mc']).at(-1)).toBe('MAILER(smtp)');
    expect(statementsOf(OURS['thishost-tx.mc']).slice(-2)).toEqual(['MAILER(smtp)', 'MAILER(local)']);
  });
});
