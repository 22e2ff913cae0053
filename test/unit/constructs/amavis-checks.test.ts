import {
  AmavisFilterOptions,
  BannedRule,
  Destiny,
  DkimKey,
  DkimOptions,
  DkimSigned,
  Duration,
  MailDomain,
  SmtpEndpoint,
  SecretDirectory,
  QuarantineKind,
  QueueVolume,
  RecipientPolicy,
  Size,
  WorkDirectory,
} from 'cdktf-dual-mta';
import { findingsOf } from '../../tooling/findings';
import { synthesizeGateway } from '../../tooling/synthesized-stack';

const FILTER = '[gateway/Gateway/Filter] ';
const BACKSCATTER =
  'the sender of spam and viruses from outside is forged: a notice would go to a stranger (backscatter) (RFC 3834 ' +
  'section 2; README.sendmail-dual, NOTES: virtusertable). Write Destiny.DISCARD or Destiny.PASS; "bouncesToStrangers" ' +
  'insists, where MTA-RX knows all recipients.';
const LEVELS = '(amavisd.conf-sample: tag level, tag2 level, kill level)';
const SIZE =
  'a limit is a size above 0 (amavisd.conf-sample, $MAX_EXPANSION_QUOTA: 0 would be no limit). ' +
  'Write a size such as Size.mebibytes(300).';
const NUMBER = 'a score is a number of points (amavisd.conf-sample, $sa_tag_level_deflt). Write a number such as 6.2.';
const COUNT =
  'a number of things is a whole number, 1 or more (sendmail takes 0 for "no limit" and anything else for what stands ' +
  'before it). Write a number such as 10; leave it out for the default.';
const TAG =
  'what stands before a subject is one line without "$" before a number (RFC 5322 section 2.2; README.lookups: "$1" ' +
  'would be replaced). Write a text such as "[spam] ", or an empty one for nothing.';
const FIELD =
  'the name of a header field has letters, digits and hyphens (RFC 5322 section 2.2). ' +
  'Write a name such as "X-Virus-Scanned".';
const EXTENSION =
  'an extension has letters, digits, "-" and "_" (it becomes part of an address; amavisd.conf-sample, ' +
  '$recipient_delimiter). Write a word such as "spam".';
const ADDRESS =
  'an address has a plain local part and a domain (RFC 5321 section 4.1.2; sendmail takes "|", "/", ":", "%", "!" and ' +
  'quotes for more than a name). Write an address such as "jim@example.com".';
const TEMPLATE =
  'a template has lines that end with a line feed, and no control characters (perl makes a carriage return and a line ' +
  'feed in its files into a line feed). Write the text with "\\n" at the end of its lines.';
const BANNED =
  'an extension has letters, digits, "-" and "_" and no dot; a MIME type a "/"; a content type letters, digits and "-"; ' +
  'a file name is one line without "/", known at synth; a rule has at least one of them; a rule in Perl lets through by ' +
  'itself (amavisd.conf-sample, $banned_filename_re). Write BannedRule.extensions("exe"), ' +
  'BannedRule.mimeType("application/hta") or BannedRule.contentType("exe-ms").';
const VOLUME =
  'a directory of the host is an absolute path (the engine takes anything else for the name of a volume). ' +
  'Write a path such as "/srv/mqueue-rx".';
const HOST_NAME =
  "a host's name is fully qualified (sendmail waits a minute at each start for a name without a dot (cf/README, WHO AM " +
  'I?)). Write a name such as "mx.example.com".';
const PATTERN =
  'a policy is for an address, a domain, or with a dot before it for a domain and all its subdomains (amavisd-new, ' +
  'README.lookups). Write "jim@example.com", "example.com" or ".example.com".';

const dkim = (more: Partial<DkimOptions>): AmavisFilterOptions => ({
  dkim: {
    keys: SecretDirectory.onHostPath('/srv/mx/dkim'),
    signing: [DkimKey.of('example.com', '2026a')],
    ...more,
  },
});

/** A property with its wrong value as the error shows it, and what is wrong with it. */
const CASES: [string, AmavisFilterOptions, string][] = [
  ['virusDestiny" is "D_BOUNCE"', { virusDestiny: Destiny.BOUNCE }, BACKSCATTER],
  ['spamDestiny" is "D_BOUNCE"', { spamDestiny: Destiny.BOUNCE }, BACKSCATTER],
  [
    'quarantine.retention" is "43200s"',
    { quarantine: { retention: Duration.hours(12) } },
    'what is not delivered is kept for at least a day (somebody has to have the time to ask for it). ' +
      'Write a length such as Duration.days(30).',
  ],
  ['quarantine.sizeLimit" is "0 bytes"', { quarantine: { sizeLimit: Size.bytes(0) } }, SIZE],
  ['quarantine.volume.hostPath" is "srv"', { quarantine: { volume: QueueVolume.onHostPath('srv') } }, VOLUME],
  ['work.hostPath" is "srv"', { work: WorkDirectory.onVolume(QueueVolume.onHostPath('srv')) }, VOLUME],
  [
    'quarantine.kinds" is ["banned","unchecked"]',
    { quarantine: { kinds: [QuarantineKind.BANNED, QuarantineKind.UNCHECKED] } },
    'mail that "virusDestiny" discards is kept, or it is lost without anybody knowing (a message that was accepted is ' +
      'delivered, bounced or kept). Write QuarantineKind "virus" too, or another destiny.',
  ],
  [
    'submissionPolicy.spamDestiny" is "D_DISCARD"',
    { submissionPolicy: { spamDestiny: Destiny.DISCARD } },
    'what is discarded is kept, or it is lost without anybody knowing (the quarantine keeps the same kinds of mail for ' +
      'our own users as for everybody). Write "quarantine.kinds" with QuarantineKind "spam", or another destiny.',
  ],
  [
    'submissionPolicy.virusDestiny" is "D_REJECT"',
    { submissionPolicy: { virusDestiny: Destiny.of('D_REJECT') } },
    'mail that MTA-RX has accepted cannot be rejected any more; D_REJECT would make it bounce (README.sendmail-dual, ' +
      'NOTES: "should not specify D_REJECT"). Write Destiny.PASS, Destiny.BOUNCE or Destiny.DISCARD.',
  ],
  ['spamTagLevel" is null', { spamTagLevel: NaN }, NUMBER],
  ['spamQuarantineCutoffLevel" is null', { spamQuarantineCutoffLevel: Infinity }, NUMBER],
  ['submissionPolicy.spamKillLevel" is null', { submissionPolicy: { spamKillLevel: NaN } }, NUMBER],
  [
    'spamKillLevel" is 5',
    { spamKillLevel: 5 },
    `it lies at or above "spamTag2Level", which is 6.2 ${LEVELS}. Write 6.2 or more.`,
  ],
  [
    'spamTag2Level" is 2',
    { spamTagLevel: 3, spamTag2Level: 2 },
    `it lies at or above "spamTagLevel", which is 3 ${LEVELS}. Write 3 or more.`,
  ],
  [
    'policies[0].spamKillLevel" is 4',
    { policies: [RecipientPolicy.of('example.com', { spamKillLevel: 4 })] },
    `it lies at or above "spamTag2Level", which is 6.2 ${LEVELS}. Write 6.2 or more.`,
  ],
  [
    'submissionPolicy.spamKillLevel" is 1',
    { submissionPolicy: { spamTag2Level: 2, spamKillLevel: 1 } },
    `it lies at or above "spamTag2Level", which is 2 ${LEVELS}. Write 2 or more.`,
  ],
  [
    'policies[1].recipient" is "Jim@example.com"',
    {
      policies: [
        RecipientPolicy.of('jim@example.com', { spamLover: true }),
        RecipientPolicy.of('Jim@example.com', { virusLover: true }),
      ],
    },
    'a recipient has one policy (of two equal keys of a hash Perl keeps the last). Write one policy with all of it.',
  ],
  ['policies[0].recipient" is "@example.com"', { policies: [RecipientPolicy.of('@example.com', {})] }, PATTERN],
  [
    'policies[0].spamExtension" is "a b"',
    { policies: [RecipientPolicy.of('example.com', { spamExtension: 'a b' })] },
    EXTENSION,
  ],
  [
    'policies[0].spamSubjectTag" is "$1"',
    { policies: [RecipientPolicy.of('a.example', { spamSubjectTag: '$1' })] },
    TAG,
  ],
  [
    'policies[0].messageSizeLimit" is "0 bytes"',
    { policies: [RecipientPolicy.of('example.com', { messageSizeLimit: Size.bytes(0) })] },
    SIZE,
  ],
  [
    'policies[0].bannedFiles[0]" is "extension: .exe"',
    { policies: [RecipientPolicy.of('example.com', { bannedFiles: [BannedRule.extensions('.exe')] })] },
    BANNED,
  ],
  [
    'submissionPolicy.bannedFiles[0]" is "MIME type: exe"',
    { submissionPolicy: { bannedFiles: [BannedRule.mimeType('exe')] } },
    BANNED,
  ],
  ['bannedFiles[0]" is "extension: "', { bannedFiles: [BannedRule.extensions()] }, BANNED],
  ['bannedFiles[0]" is "file name: a/b"', { bannedFiles: [BannedRule.fileName('a/b')] }, BANNED],
  ['bannedFiles[0]" is "Perl: qr\'x\'"', { bannedFiles: [BannedRule.allow(BannedRule.raw("qr'x'"))] }, BANNED],
  ['spamSubjectTag" is "a\\nb"', { spamSubjectTag: 'a\nb' }, TAG],
  ['uncheckedSubjectTag" is "${2} "', { uncheckedSubjectTag: '${2} ' }, TAG],
  ['headerTag" is "X: y"', { headerTag: 'X: y' }, FIELD],
  ['addedHeaders" is "X Y"', { addedHeaders: { 'X Y': true } }, FIELD],
  [
    'headerLine" is ""',
    { headerLine: '' },
    'the text is one line of printable characters (in the configuration files a setting ends with its line). ' +
      'Write the text without line breaks and control characters.',
  ],
  ['virusExtension" is ""', { virusExtension: '' }, EXTENSION],
  [
    'recipientDelimiter" is "+-"',
    { recipientDelimiter: '+-' },
    'an extension is marked by one "+", "-", "=" or "_" (amavisd.conf-sample, $recipient_delimiter). Write "+".',
  ],
  ['virusAdmin" is "jim"', { virusAdmin: 'jim' }, ADDRESS],
  ['notificationSender" is "<jim@example.com>"', { notificationSender: '<jim@example.com>' }, ADDRESS],
  ['templates.sender" is "a\\r\\nb"', { templates: { sender: 'a\r\nb' } }, TEMPLATE],
  ['maxLevels" is 0', { maxLevels: 0 }, COUNT],
  ['maxRequests" is 1.5', { maxRequests: 1.5 }, COUNT],
  ['maxExpansionQuota" is "0 bytes"', { maxExpansionQuota: Size.bytes(0) }, SIZE],
  ['spamBodySizeLimit" is "0 bytes"', { spamBodySizeLimit: Size.bytes(0) }, SIZE],
  [
    'logLevel" is 6',
    { logLevel: 6 },
    'a log level is a whole number from 0 to 5 (amavisd.conf-sample, $log_level). Write 0, or 2 to look for a fault.',
  ],
  [
    'childTimeout" is "1500ms"',
    { childTimeout: Duration.milliseconds(1500) },
    'a time is a whole number of seconds, 1 or more (op.me, Timeout and -q: sendmail counts in seconds, and takes 0 for ' +
      '"never" or "once"). Write a length such as Duration.seconds(1).',
  ],
  ['authservId" is "mx"', { authservId: 'mx' }, HOST_NAME],
  [
    'dkim.signing" is []',
    dkim({ signing: [] }),
    'without a key no mail is signed (amavisd.conf-sample, dkim_key). Write [DkimKey.of("example.com", "2026a")], or no ' +
      '"dkim" at all.',
  ],
  [
    'dkim.signing[0].selector" is "a b"',
    dkim({ signing: [DkimKey.of('example.com', 'a b')] }),
    'a selector has labels of letters, digits and hyphens (RFC 6376 section 3.1). Write a selector such as "2026a".',
  ],
  [
    'dkim.signing[0].domain" is "other.example"',
    dkim({ signing: [DkimKey.of('other.example', '2026a')] }),
    'the gateway has no such domain ("domains" lists them; it signs for nobody else). Write one of them.',
  ],
  [
    'dkim.signing[1]" is "2026A._domainkey.example.com"',
    dkim({ signing: [DkimKey.of('example.com', '2026a'), DkimKey.of('example.com', '2026A')] }),
    'a domain has one key of a name (amavisd stops: "selector already in use"). Write another selector, or only one of ' +
      'the two.',
  ],
  ['dkim.keys.hostPath" is "dkim"', dkim({ keys: SecretDirectory.onHostPath('dkim') }), VOLUME],
  [
    'dkim.ttl" is "60s"',
    dkim({ ttl: Duration.minutes(1) }),
    'a signature is valid for an hour or longer, in whole seconds (RFC 6376 section 3.5, x=: mail that waits in a queue ' +
      'is verified later). Write a duration such as Duration.days(21).',
  ],
  [
    'dkim.canonicalization" is "relaxed"',
    dkim({ canonicalization: 'relaxed' }),
    'how header and body are read is "simple" or "relaxed", for each (RFC 6376 section 3.4). Write "relaxed/simple"; ' +
      'leave it out for the default.',
  ],
  ['dkim.signedHeaders" is "X Y"', dkim({ signedHeaders: { 'X Y': DkimSigned.YES } }), FIELD],
];

describe('a filter is refused whose property', () => {
  test.each(CASES)('"%s', (shown, filter, wrong) => {
    expect(findingsOf({ filter })).toEqual([`${FILTER}property "${shown}: ${wrong}`]);
  });
});

describe('AmavisFilter.bouncesToStrangers', () => {
  const filter = { spamDestiny: Destiny.BOUNCE, bouncesToStrangers: true };

  test('lets notices go out where MTA-RX knows all recipients', () => {
    expect(() => synthesizeGateway({ filter })).not.toThrow();
  });

  test('does not where MTA-RX accepts mail for anybody', () => {
    const domains = [
      MailDomain.local('example.com', []),
      MailDomain.relayed('example.net', SmtpEndpoint.smtp('192.0.2.1')),
    ];

    expect(findingsOf({ domains, filter })).toEqual([
      `${FILTER}property "spamDestiny" is "D_BOUNCE": MTA-RX accepts mail for anybody at example.net, so notices would go ` +
        'to strangers for every guess (RFC 3834 section 2; README.sendmail-dual, NOTES: virtusertable). ' +
        'Write Recipients.of(...) for that domain, or Destiny.DISCARD.',
    ]);
  });
});

test('what is discarded for our own users may be so where its kind is kept', () => {
  const filter = {
    quarantine: { kinds: Object.values(QuarantineKind) },
    submissionPolicy: { spamDestiny: Destiny.DISCARD, virusDestiny: Destiny.DISCARD },
  };

  expect(() => synthesizeGateway({ filter })).not.toThrow();
});
