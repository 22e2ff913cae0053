import { ExtraMc, MailDomain, QueueGroup, Route, SmtpEndpoint, VirtualUser } from 'cdktf-dual-mta';
import { GatewayContainer } from '../../tooling/gateway-container';

/** A mailer, a rule that chooses it, and a rule set with a class. */
const EXTRA: ExtraMc = {
  mailerDefinitions: [
    'Mmine, P=[IPC], F=mDFMuXa, S=EnvFromSMTP/HdrFromSMTP, R=EnvToSMTP, E=\\r\\n, L=990, T=DNS/RFC822/SMTP, A=TCP $h 2600',
  ],
  localConfig: ['C{Mine}one two'],
  localRule0: ['R$+ < @ mine.example . >\t$#mine $@ [192.0.2.7] $: $1 < @ mine.example . >'],
  rulesets: ['SMine', 'R$={Mine}\t$@ of mine', 'R$*\t$@ of others'],
};

describe('MTA-TX, asked where mail would go and what senders would become,', () => {
  let tx: GatewayContainer;

  beforeAll(async () => {
    tx = await GatewayContainer.start('mta-tx', {
      domains: [
        MailDomain.local('example.com', ['postmaster', 'jim', 'sales', 'info', 'team', 'gone']),
        MailDomain.local('catch.example', ['jim']),
        MailDomain.local('own.hidden.example', ['jim']),
        MailDomain.relayed('relayed.example', SmtpEndpoint.lmtp('imap.example.net', 24)),
      ],
      tx: {
        greeting: '$j delivers',
        routes: [
          Route.to('partner.example', SmtpEndpoint.smtp('mail.partner.example', 2525), { messagesPerConnection: 1 }),
          Route.to('.partner.example', SmtpEndpoint.lmtp('192.0.2.1', 24)),
          Route.viaMx('direct.example'),
        ],
        smartHost: SmtpEndpoint.smtp('smart.example', 587),
        extraMc: EXTRA,
        aliases: { sales: ['jim'] },
        virtusertable: [
          VirtualUser.to('info@example.com', ['jim']),
          VirtualUser.to('boss@foreign.example', ['boss@partner.example']),
          VirtualUser.to('team@example.com', ['jim', 'joe@direct.example']),
          VirtualUser.refused('gone@example.com', 'Jane has left us; ask jim@example.com'),
          VirtualUser.to('@catch.example', ['%1@partner.example']),
        ],
        masqueradeAs: 'public.example',
        masqueradeDomains: ['hidden.example'],
        masqueradeEntireDomain: true,
        masqueradeEnvelope: true,
        masqueradeExceptions: ['seen.hidden.example'],
        genericstable: {
          'jim@example.com': 'jim.smith@example.com',
          '@old.example': '%1@new.example',
          'boss@old.example': 'boss@public.example',
          'seen@example.com': 'seen@hidden.example',
        },
        queueGroups: [QueueGroup.forDomains('slow', ['partner.example'])],
      },
    });
  });

  afterAll(() => tx?.remove());

  test.each([
    ['a local domain into its mailboxes', 'jim@example.com', '$#local$@jim@example.com$:jim'],
    ['a name at the gateway itself', 'postmaster@mx.example.com', '$#local$:postmaster'],
    ['a name alone', 'postmaster', '$#local$:postmaster'],
    ['a relayed domain to its server', 'u@relayed.example', '$#lmtp24$@[imap.example.net]$:u<@relayed.example.>'],
  ])('brings mail for %s', (_, address, mailer) => {
    expect(routeTo(address)).toBe(mailer);
  });

  test.each([
    [
      'to its server, port and limit',
      'u@partner.example',
      '$#smtp2525m1$@[mail.partner.example]$:u<@partner.example.>',
    ],
    ['for subdomains', 'u@a.b.partner.example', '$#lmtp24$@[192.0.2.1]$:u<@a.b.partner.example.>'],
    ['by MX records', 'u@direct.example', '$#esmtp$@direct.example$:u<@direct.example.>'],
  ])('MtaTx.routes: mail takes the route of its domain, %s', (_, address, mailer) => {
    expect(routeTo(address)).toBe(mailer);
  });

  test('MtaTx.greeting: the filter is greeted with it', () => {
    expect(tx.dialogue(10025, ['QUIT'], '127.0.0.1')[0]).toBe('220 mx.example.com ESMTP delivers');
  });

  test('MtaTx.smartHost: all other mail goes there', () => {
    expect(routeTo('u@foreign.example')).toBe('$#smtp587$@[smart.example]$:u<@foreign.example.>');
  });

  test('MtaTx.extraMc.mailerDefinitions, MtaTx.extraMc.localRule0: a mailer of one’s own, and mail that it is chosen for', () => {
    expect(routeTo('u@mine.example')).toBe('$#mine$@[192.0.2.7]$:u<@mine.example.>');
    expect(tx.test(['=M'])).toMatch(/^mailer \d+ \(mine\): P=\[IPC\] .*A=TCP \$h 2600/m);
  });

  test('MtaTx.extraMc.rulesets, MtaTx.extraMc.localConfig: a rule set of one’s own, and a class', () => {
    const said = tx.test(['Mine two', 'Mine three']);

    expect([...said.matchAll(/^Mine +returns: (.*)$/gm)].map(([, answer]) => answer.trim())).toEqual([
      'of mine',
      'of others',
    ]);
  });

  test.each([
    ['to a mailbox', 'info@example.com', '$#local$:jim'],
    ['also with +detail', 'info+detail@example.com', '$#local$:jim'],
    ['of a foreign domain', 'boss@foreign.example', '$#smtp2525m1$@[mail.partner.example]$:boss<@partner.example.>'],
    ['to several', 'team@example.com', '$#local$:team=example.com'],
    ['all addresses of a domain', 'x@catch.example', '$#smtp2525m1$@[mail.partner.example]$:x<@partner.example.>'],
    ['but its mailboxes', 'jim@catch.example', '$#local$:jim'],
    ['refused', 'gone@example.com', '$#error$@5.1.1$:550Janehasleftus;askjim@example.com'],
  ])('MtaTx.virtusertable: %s', (_, address, mailer) => {
    expect(routeTo(address)).toBe(mailer);
  });

  test.each([
    ['MtaTx.masqueradeAs: a sender without a domain appears under it', 'jim', 'jim@public.example'],
    ['MtaTx.masqueradeDomains: a sender of a hidden domain, too', 'a@hidden.example', 'a@public.example'],
    ['MtaTx.masqueradeEntireDomain: and of all hosts in it', 'a@host.hidden.example', 'a@public.example'],
    ['MtaTx.masqueradeEntireDomain: not a listed domain in it', 'jim@own.hidden.example', 'jim@own.hidden.example'],
    ['MtaTx.masqueradeExceptions: but no exception', 'a@seen.hidden.example', 'a@seen.hidden.example'],
    ['MtaTx.masqueradeAs: nobody else', 'jim@catch.example', 'jim@catch.example'],
    ['MtaTx.genericstable: certain senders have other addresses', 'jim@example.com', 'jim.smith@example.com'],
    ['MtaTx.genericstable: so has a whole domain', 'a@old.example', 'a@new.example'],
  ])('%s', (_, sender, outside) => {
    expect(tx.test(['/tryflags HS', `/try esmtp ${sender}`])).toContain(`addr = ${outside}\n`);
  });

  test.each([
    ['a detail is not looked at', 'jim+lists@example.com', 'jim.smith@example.com'],
    ['an address of its own comes before all of the domain', 'boss@old.example', 'boss@public.example'],
    ['what was found is not hidden', 'seen@example.com', 'seen@hidden.example'],
    ['no domain in it', 'a@sub.old.example', 'a@sub.old.example'],
    ['the null sender is nobody', '<>', '<>'],
  ])('MtaTx.genericstable: %s', (_, sender, outside) => {
    for (const flags of ['HS', 'ES']) {
      expect(tx.test([`/tryflags ${flags}`, `/try esmtp ${sender}`])).toContain(`addr = ${outside}\n`);
    }
  });

  test('MtaTx.masqueradeEnvelope: the envelope changes as the header does', () => {
    expect(tx.test(['/tryflags ES', '/try esmtp a@host.hidden.example'])).toContain('addr = a@public.example\n');
  });

  test('MtaTx.queueGroups: mail for its domains waits in the group, all other in the main queue', () => {
    const group = (address: string): string | undefined =>
      /queuegroup +returns: \$# (\S+)/.exec(tx.test([`queuegroup ${address}`]))?.[1];

    expect(group('u@partner.example')).toBe('slow');
    expect(group('u@sub.partner.example')).toBe('slow');
    expect(group('u@foreign.example')).toBe('mqueue');
  });

  const routeTo = (address: string): string | undefined => {
    // An address that stands for another one is looked up again: the last answer counts.
    const answers = [...tx.test([`3,0 ${address}`]).matchAll(/^parse +returns: (.*)$/gm)];
    return answers.at(-1)?.[1].replace(/ /g, '');
  };
});
