import { Listing, listingInReadme, LISTINGS } from '../../tooling/readme-listings';
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
  // Both listeners are written out, so that their authentication can be.
  'DAEMON_OPTIONS(Name=MTA-RX)': 'DAEMON_OPTIONS(Name=MTA-RX,Addr=0.0.0.0,Port=25,M=A)',
};

const CASES = (Object.keys(OURS) as Listing[]).flatMap((name) =>
  LISTINGS[name].map((statement) => ({ name, statement })),
);

describe("the README's listings", () => {
  test.each(Object.keys(OURS) as Listing[])('%s: every line of the README that is no comment is compared', (name) => {
    const text = listingInReadme(name);
    const lines = text?.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('dnl'));

    expect(text === undefined ? LISTINGS[name] : statementsOf(text)).toEqual(LISTINGS[name]);
    expect(lines?.length ?? LISTINGS[name].length).toBe(LISTINGS[name].length);
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
