import { MailDomain, SmtpEndpoint } from 'cdktf-dual-mta';
import { deliveringAccess, mailertable, receivingAccess } from '../../../../lib/models/sendmail/maps';

const LOCAL = MailDomain.local('local.example', ['postmaster', 'jim']);
const RELAYED = MailDomain.relayed('relayed.example', SmtpEndpoint.smtp('mail.example.net', 2525));

describe('the access map of MTA-RX', () => {
  test('lets the mailboxes of a local domain through and refuses its other recipients', () => {
    expect(receivingAccess([LOCAL])).toEqual([
      { key: 'To:postmaster@local.example', value: 'OK' },
      { key: 'To:jim@local.example', value: 'OK' },
      { key: 'To:local.example', value: 'ERROR:5.1.1:550 No such user here' },
    ]);
  });

  test('says nothing of the recipients of a relayed domain, which only its server knows', () => {
    expect(receivingAccess([RELAYED])).toEqual([]);
  });

  test('lets nobody relay', () => {
    expect(receivingAccess([LOCAL, RELAYED]).map(({ value }) => value)).not.toContain('RELAY');
  });
});

describe('the access map of MTA-TX', () => {
  test('lets the filter, and nobody else, send anything anywhere', () => {
    const relaying = deliveringAccess([LOCAL, RELAYED], ['10.0.0.20']).filter(({ value }) => value === 'RELAY');

    expect(relaying).toEqual([{ key: 'Connect:10.0.0.20', value: 'RELAY' }]);
  });
});

describe('the mailertable of MTA-TX', () => {
  test("sends a relayed domain's mail to its server by address, never by MX record", () => {
    expect(mailertable([LOCAL, RELAYED])).toEqual([{ key: 'relayed.example', value: 'smtp2525:[mail.example.net]' }]);
  });
});
