import { SmtpEndpoint, SmtpProtocol } from 'cdktf-dual-mta';

describe('an endpoint', () => {
  test('speaks SMTP on port 25 where nothing else is said', () => {
    expect(new SmtpEndpoint({ host: 'mail.example.com' })).toEqual({
      host: 'mail.example.com',
      port: 25,
      protocol: SmtpProtocol.SMTP,
    });
  });

  test('is named by what it speaks', () => {
    expect(SmtpEndpoint.smtp('mail.example.com', 2525)).toMatchObject({ port: 2525, protocol: SmtpProtocol.SMTP });
    expect(SmtpEndpoint.lmtp('mail.example.com', 24)).toMatchObject({ port: 24, protocol: SmtpProtocol.LMTP });
  });
});
