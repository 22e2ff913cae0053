import { SmtpEndpoint } from 'cdktf-dual-mta';
import { mailerFor } from '../../../../../lib/models/sendmail/delivering/routes';

describe('the mailer for a server', () => {
  test("is sendmail's own for SMTP on port 25", () => {
    expect(mailerFor(SmtpEndpoint.smtp('mail.example.com'))).toBe('esmtp');
  });

  test.each([
    [SmtpEndpoint.smtp('mail.example.com', 2525), 'smtp2525'],
    [SmtpEndpoint.lmtp('mail.example.com', 24), 'lmtp24'],
    [SmtpEndpoint.lmtp('mail.example.com', 25), 'lmtp25'],
  ])('has a name that says protocol and port for any other: %#', (server, mailer) => {
    expect(mailerFor(server)).toBe(mailer);
  });
});
