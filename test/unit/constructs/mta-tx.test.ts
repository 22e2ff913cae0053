import { AddressBlock, Duration, MailDomain, SmtpEndpoint } from 'cdktf-dual-mta';
import { findingsOf } from '../../tooling/findings';
import { synthesizeGateway } from '../../tooling/synthesized-stack';

describe('MTA-TX', () => {
  test('lets the filter alone hand mail to it', () => {
    const gateway = synthesizeGateway({ addresses: AddressBlock.of('10.20.30.0/26') });

    const relaying = gateway.configuration('gateway-mta-tx', 'sendmail.mc').match(/^RELAY_DOMAIN\(.*\)/gm);
    expect(relaying).toEqual(["RELAY_DOMAIN(`127.0.0.1')", "RELAY_DOMAIN(`10.20.30.20')"]);
    expect(gateway.configuration('gateway-mta-tx', 'sendmail.mc')).toMatch(/^R\$\* \$\| \$=R\t\$@ OK$/m);
  });

  test('tells any other peer to come back later, so that a wrong list makes mail wait and not bounce', () => {
    expect(synthesizeGateway().configuration('gateway-mta-tx', 'sendmail.mc')).toContain(
      '$#error $@ 4.7.1 $: "450 4.7.1 Only the filter may hand mail to this port"',
    );
  });

  test('runs its queue as often as was chosen', () => {
    const gateway = synthesizeGateway({ tx: { queueInterval: Duration.minutes(5) } });

    expect(gateway.configuration('gateway-mta-tx', 'service')).toContain("SENDMAIL_QUEUE_ARGS='-q5m'\n");
    expect(synthesizeGateway().configuration('gateway-mta-tx', 'service')).toContain("SENDMAIL_QUEUE_ARGS='-q30m'\n");
  });

  test('has a mailer of its own for each port and protocol that a server has, and one only', () => {
    const gateway = synthesizeGateway({
      domains: [
        MailDomain.relayed('a.example', SmtpEndpoint.smtp('192.0.2.1', 2525)),
        MailDomain.relayed('b.example', SmtpEndpoint.smtp('192.0.2.2', 2525)),
        MailDomain.relayed('e.example', SmtpEndpoint.smtp('192.0.2.2', 2526)),
        MailDomain.relayed('f.example', SmtpEndpoint.smtp('192.0.2.3', 2526)),
        MailDomain.relayed('c.example', SmtpEndpoint.lmtp('192.0.2.3', 24)),
        MailDomain.relayed('d.example', SmtpEndpoint.smtp('192.0.2.4')),
      ],
    });
    const mailers = gateway.configuration('gateway-mta-tx', 'sendmail.mc').match(/^M[a-z]+\d+/gm);

    // The first three are always there.
    expect(mailers).toEqual(['Msmtp587', 'Msmtp2525', 'Mlmtp24', 'Msmtp2526']);
  });

  test('cannot greet with two lines', () => {
    expect(findingsOf({ tx: { greeting: 'a\r\nb' } })).toEqual([
      '[gateway/Gateway/MtaTx] property "greeting" is "a\\r\\nb": the text is one line of printable characters ' +
        '(in the configuration files a setting ends with its line). Write the text without line breaks and control characters.',
    ]);
  });
});
