import * as fc from 'fast-check';
import { App, TerraformStack } from 'cdktf';
import { AmavisFilterOptions, MailDomain, NotificationTemplates, RecipientPolicy, SmtpEndpoint } from 'cdktf-dual-mta';
import { checkAmavis } from '../../../../lib/constructs/amavis-checks';
import { Findings } from '../../../../lib/constructs/findings';
import { writeAmavisdConf } from '../../../../lib/writers/amavisd-conf';
import { PerlData, readSettings } from '../../../tooling/perl-reader';

/** What a text in each place becomes in perl. */
interface Place {
  readonly put: (text: string) => AmavisFilterOptions;
  readonly variable: string;
  readonly becomes: (text: string) => PerlData;
}

const scalar = (put: Place['put'], variable: string): Place => ({ put, variable, becomes: (text) => text });

const template = (name: keyof NotificationTemplates, variable: string): Place =>
  scalar((text) => ({ templates: { [name]: text } }), variable);

const PLACES: Record<string, Place> = {
  spamSubjectTag: scalar((text) => ({ spamSubjectTag: text }), '$sa_spam_subject_tag'),
  uncheckedSubjectTag: scalar((text) => ({ uncheckedSubjectTag: text }), '$undecipherable_subject_tag'),
  headerTag: scalar((text) => ({ headerTag: text }), '$X_HEADER_TAG'),
  headerLine: scalar((text) => ({ headerLine: text }), '$X_HEADER_LINE'),
  addedHeaders: {
    put: (text) => ({ addedHeaders: { [text]: true } }),
    variable: '%allowed_added_header_fields',
    becomes: (text) => ({ [text.toLowerCase()]: '1' }),
  },
  virusAdmin: scalar((text) => ({ virusAdmin: text }), '$virus_admin'),
  bannedAdmin: scalar((text) => ({ bannedAdmin: text }), '$banned_admin'),
  spamAdmin: scalar((text) => ({ spamAdmin: text }), '$spam_admin'),
  badHeaderAdmin: scalar((text) => ({ badHeaderAdmin: text }), '$bad_header_admin'),
  notificationSender: scalar((text) => ({ notificationSender: text }), '$mailfrom_notify_admin'),
  recipientDelimiter: scalar((text) => ({ recipientDelimiter: text }), '$recipient_delimiter'),
  'templates.virusAdmin': template('virusAdmin', '$notify_virus_admin_templ'),
  'templates.spamAdmin': template('spamAdmin', '$notify_spam_admin_templ'),
  'templates.recipients': template('recipients', '$notify_virus_recips_templ'),
  'templates.virusSender': template('virusSender', '$notify_virus_sender_templ'),
  'templates.spamSender': template('spamSender', '$notify_spam_sender_templ'),
  'templates.sender': template('sender', '$notify_sender_templ'),
  spamExtension: {
    put: (text) => ({ spamExtension: text }),
    variable: '@addr_extension_spam_maps',
    becomes: (text) => [text],
  },
  'policies.spamSubjectTag': {
    put: (text) => ({ policies: [RecipientPolicy.of('example.com', { spamSubjectTag: text })] }),
    variable: '@spam_subject_tag2_maps',
    becomes: (text) => [{ 'example.com': text }, null],
  },
  'policies.recipient': {
    put: (text) => ({ policies: [RecipientPolicy.of(text, { spamExtension: 'junk' })] }),
    variable: '@addr_extension_spam_maps',
    becomes: (text) => [{ [text.toLowerCase()]: 'junk' }],
  },
};

const SPECIAL = [
  ...'\'\\$@%{}[]()|#;,.<>=&~`"!?*+-_/: \n\r\t0ax\u0000\u007f\u00a0äŁ中😀',
  '=cut\n',
  '\n__END__\n',
  '\n1;',
  '  # ',
];

/** Texts of what is special to perl, mail and lines, and others that the checks let pass. */
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...SPECIAL), maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: fc.constantFrom(...SPECIAL.filter((one) => one > ' ' && one !== '\u007f')), maxLength: 12 }),
  fc.stringMatching(/^[A-Za-z0-9_.+='&~^?*-]{1,12}@[a-z]{1,8}\.example$/),
  fc.stringMatching(/^\.?[A-Za-z]{1,8}\.example$/),
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,12}$/),
);

const REST = {
  hostname: 'filter.mx.example.com',
  domains: [MailDomain.local('example.com', ['postmaster'])],
  processes: 2,
  port: 10024,
  clients: [],
  returnTo: SmtpEndpoint.smtp('192.0.2.1', 10025),
  gatewayHostname: 'mx.example.com',
  networkTests: false,
  extraPerl: [],
};

/** What perl reads where a text stands in a place; nothing where the text is refused. */
const readIn = ({ put, variable }: Place, value: string): PerlData | undefined => {
  const options = put(value);
  const findings = new Findings(new TerraformStack(new App(), 'stack'));
  checkAmavis(findings, options);
  return findings.any ? undefined : readSettings(writeAmavisdConf({ ...REST, ...options })).get(variable);
};

describe('a text reaches perl as it was written, or is refused', () => {
  test.each(Object.entries(PLACES))('%s', (_, place) => {
    let accepted = 0;
    fc.assert(
      fc.property(text, (value) => {
        const read = readIn(place, value);
        accepted += read === undefined ? 0 : 1;

        expect(read ?? place.becomes(value)).toEqual(place.becomes(value));
      }),
      // Each place takes at least one of these.
      { numRuns: 60, examples: [['jim@example.com'], ['spam'], ['+']] },
    );

    expect(accepted).toBeGreaterThan(0);
  });
});
