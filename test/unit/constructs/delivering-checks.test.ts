import {
  Duration,
  MailDomain,
  MtaTxOptions,
  QueueGroup,
  Route,
  SmtpEndpoint,
  TlsPolicy,
  VirtualUser,
} from 'cdktf-dual-mta';
import { findingsOf } from '../../tooling/findings';

const SERVER = SmtpEndpoint.smtp('mail.example.net');

describe('MTA-TX refuses at synth', () => {
  test.each<[string, MtaTxOptions, RegExp]>([
    ['an alias that is a program', { aliases: { a: ['|/bin/sh'] } }, /"aliases\["a"\]" is "\|\/bin\/sh"/],
    ['an alias that is a file', { aliases: { a: ['/etc/passwd'] } }, /no program, file or included list/],
    ['an included list', { aliases: { a: [':include:/x'] } }, /no program, file or included list/],
    ['an alias with two lines', { aliases: { a: ['b\nc: d'] } }, /no program, file or included list/],
    ['an alias that is no name', { aliases: { 'A b': ['jim'] } }, /property "aliases" is "A b"/],
    ['an alias of itself', { aliases: { a: ['a'] } }, /is not its own/],
    ['an alias of nobody', { aliases: { a: [] } }, /at least one recipient/],
    [
      'a virtual user that is no address',
      { virtusertable: [VirtualUser.to('jim', ['a'])] },
      /virtusertable\[0\]\.address/,
    ],
    [
      'a program behind one',
      { virtusertable: [VirtualUser.to('a@b.example', ['|x'])] },
      /virtusertable\[0\]\.recipients/,
    ],
    ['a circle', { virtusertable: [VirtualUser.to('@b.example', ['%1@b.example'])] }, /is not its own/],
    [
      '%1 for several',
      { virtusertable: [VirtualUser.to('@b.example', ['%1@c.example', 'x@y.example'])] },
      /only recipient/,
    ],
    [
      'an address twice',
      { virtusertable: [VirtualUser.refused('a@b.example'), VirtualUser.refused('A@b.example')] },
      /an address has one entry/,
    ],
    ['a refusal with a comment', { virtusertable: [VirtualUser.refused('a@b.example', '(no)')] }, /text of a refusal/],
    ['a route to no host', { routes: [Route.to('a.example', SmtpEndpoint.smtp('a b'))] }, /routes\[0\]\.server\.host/],
    ['a route of no domain', { routes: [Route.viaMx('a b')] }, /routes\[0\]\.domain/],
    ['a route of a domain of its own', { routes: [Route.to('example.com', SERVER)] }, /has one entry/],
    ['two routes', { routes: [Route.viaMx('a.example'), Route.to('a.example', SERVER)] }, /routes\[1\]\.domain/],
    [
      'no messages in a connection',
      { routes: [Route.viaMx('a.example', { messagesPerConnection: 0 })] },
      /routes\[0\]\.messagesPerConnection/,
    ],
    ['a smart host on no port', { smartHost: SmtpEndpoint.smtp('a.example', 0) }, /smartHost\.port/],
    ['a rewritten sender that is none', { genericstable: { 'a@b.example': 'c' } }, /genericstable\["a@b.example"\]/],
    ['masquerading as nobody', { masqueradeDomains: ['a.example'] }, /"masqueradeAs" too/],
    [
      'a cipher of no bits',
      { tlsPolicies: [TlsPolicy.requiredFor('a.example', { minBits: 0 })] },
      /tlsPolicies\[0\]\.minBits/,
    ],
    ['TLS for no domain', { tlsPolicies: [TlsPolicy.requiredFor('a b')] }, /tlsPolicies\[0\]\.destination/],
    [
      'two policies for one server',
      { tlsPolicies: [TlsPolicy.requiredOf('a.example'), TlsPolicy.requiredOf('a.example', { verify: true })] },
      /a destination has one entry/,
    ],
    ['a bounce at once', { queueReturn: Duration.seconds(0) }, /an age is at least a minute/],
    ['a queue that is run once', { queueInterval: Duration.seconds(0) }, /property "queueInterval" is/],
    ['no time between two tries', { minQueueAge: Duration.milliseconds(1500) }, /property "minQueueAge" is/],
    ['persistent runners that are none', { persistentRunners: 0 }, /property "persistentRunners" is 0/],
    ['a queue group that m4 knows', { queueGroups: [QueueGroup.forDomains('dnl', [])] }, /queueGroups\[0\]\.name/],
    [
      'a directory that m4 knows',
      { queueGroups: [QueueGroup.forDomains('a', [], { directory: 'confEBINDIR' })] },
      /queueGroups\[0\]\.directory/,
    ],
    ['a queue group without a name', { queueGroups: [QueueGroup.forDomains('', [])] }, /queueGroups\[0\]\.name/],
    ['a name of one label', { heloName: 'gateway' }, /property "heloName"/],
    ['an address that is none', { sourceAddress: '1.2.3' }, /property "sourceAddress"/],
    ['a double-bounce address that is a file', { doubleBounceAddress: '/dev/null' }, /property "doubleBounceAddress"/],
  ])('%s', (_, tx, finding) => {
    expect(findingsOf({ domains: [MailDomain.local('example.com', ['jim'])], tx })).toContainEqual(
      expect.stringMatching(finding),
    );
  });
});
