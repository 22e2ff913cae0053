import { MailDomain, QueueGroup, Route, SecretDirectory, SmtpEndpoint, TlsPolicy, VirtualUser } from 'cdktf-dual-mta';
import { deliveringMaps, MapSettings } from '../../../../../lib/models/sendmail/delivering/maps';

const LOCAL = MailDomain.local('local.example', ['postmaster', 'jim']);
const RELAYED = MailDomain.relayed('relayed.example', SmtpEndpoint.smtp('mail.example.net', 2525));

/** A map as text, an entry a line. */
const map = (name: string, settings: Partial<MapSettings> = {}): string[] =>
  deliveringMaps({ domains: [LOCAL, RELAYED], ...settings })[name].map(({ key, value }) => `${key} ${value}`);

describe('the access map of MTA-TX', () => {
  test('lets nobody relay: who may is in the configuration, so that a wrong map makes no mail bounce', () => {
    expect(map('access').filter((entry) => entry.endsWith(' RELAY'))).toEqual([]);
  });

  test('knows the mailboxes, aliases and virtual users of local domains, and refuses all others', () => {
    const entries = map('access', {
      aliases: { sales: ['jim'], jim: ['a@b.example'] },
      virtusertable: [VirtualUser.to('info@local.example', ['jim'])],
    });

    expect(entries.filter((entry) => entry.startsWith('To:'))).toEqual([
      'To:postmaster@local.example OK',
      'To:jim@local.example OK',
      'To:sales@local.example OK',
      'To:info@local.example OK',
      'To:local.example ERROR:5.1.1:550 No such user here',
    ]);
  });

  test('refuses nobody of a domain with an entry for all of its addresses', () => {
    const virtusertable = [VirtualUser.to('@local.example', ['jim'])];

    expect(map('access', { virtusertable }).join('\n')).not.toContain('ERROR');
  });

  test('MtaTx.tlsPolicies: says what is asked of TLS', () => {
    const tlsPolicies = [
      TlsPolicy.requiredFor('a.example'),
      TlsPolicy.requiredOf('b.example', { verify: true, minBits: 256 }),
      TlsPolicy.requiredOfAll({ minBits: 112 }),
      TlsPolicy.notTried('c.example'),
    ];

    expect(map('access', { tlsPolicies }).slice(-5)).toEqual([
      'TLS_Rcpt:a.example ENCR:128',
      'TLS_Srv:b.example VERIFY:256+CN',
      'TLS_Srv: ENCR:112',
      'Try_TLS:c.example NO',
      'TLS_Srv:c.example OK',
    ]);
  });

  test('MtaTx.authinfo: the smart host is asked for a certificate before it gets the password, unless that was said', () => {
    const settings = { authinfo: SecretDirectory.existing('a'), smartHost: SmtpEndpoint.smtp('smart.example', 587) };
    const asked = (...tlsPolicies: TlsPolicy[]): string[] =>
      map('access', { ...settings, tlsPolicies }).filter((entry) => entry.startsWith('TLS_Srv:'));

    expect(asked()).toEqual(['TLS_Srv:smart.example VERIFY:128+CN']);
    expect(asked(TlsPolicy.requiredOf('smart.example'))).toEqual(['TLS_Srv:smart.example ENCR:128']);
    expect(asked(TlsPolicy.notTried('smart.example'))).toEqual(['TLS_Srv:smart.example OK']);
  });

  test('MtaTx.queueGroups: says whose mail waits where', () => {
    const queueGroups = [QueueGroup.forDomains('slow', ['a.example', 'b.example'])];

    expect(map('access', { queueGroups }).slice(-2)).toEqual(['QGRP:a.example slow', 'QGRP:b.example slow']);
  });
});

describe('the mailertable of MTA-TX', () => {
  test("sends a relayed domain's mail to its server by address, never by MX record, a local one's to its mailboxes", () => {
    expect(map('mailertable')).toEqual(['local.example local:', 'relayed.example smtp2525:[mail.example.net]']);
  });

  test('MtaTx.routes: has the routes behind the domains', () => {
    const routes = [Route.to('.a.example', SmtpEndpoint.smtp('b.example')), Route.viaMx('c.example')];

    expect(map('mailertable', { routes }).slice(-2)).toEqual([
      '.a.example esmtp:[b.example]',
      'c.example esmtp:c.example',
    ]);
  });
});

describe('the other maps of MTA-TX', () => {
  test('MtaTx.aliases: names and who stands for them', () => {
    expect(map('aliases', { aliases: { sales: ['jim', 'a@b.example'] } })).toEqual([
      'MAILER-DAEMON postmaster',
      'sales jim, a@b.example',
    ]);
  });

  test('MtaTx.virtusertable: several recipients are an alias; mailboxes come before an entry for all', () => {
    const virtusertable = [
      VirtualUser.to('team@local.example', ['jim', 'a@b.example']),
      VirtualUser.refused('gone@local.example'),
      VirtualUser.to('@local.example', ['%1@b.example']),
    ];

    expect(map('virtusertable', { virtusertable })).toEqual([
      'team@local.example team=local.example',
      'gone@local.example error:5.1.1:550 No such user here',
      '@local.example %1@b.example',
      'postmaster@local.example postmaster',
      'jim@local.example jim',
    ]);
    expect(map('aliases', { virtusertable })).toContain('team=local.example jim, a@b.example');
  });

  test('MtaTx.genericstable: a listed domain within one that is hidden with all its hosts keeps its name', () => {
    const hidden = { masqueradeAs: 'example', masqueradeDomains: ['example'], masqueradeEntireDomain: true };

    expect(map('genericstable', { ...hidden, genericstable: { 'a@b.example': 'c@d.example' } })).toEqual([
      'a@b.example c@d.example',
      '@local.example %1@local.example',
      '@relayed.example %1@relayed.example',
    ]);
  });
});
