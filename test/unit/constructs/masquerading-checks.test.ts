import { DkimKey, MailDomain, MtaTxOptions, SecretDirectory } from 'cdktf-dual-mta';
import { warningsOf } from '../../tooling/warnings';

const domains = ['example.com', 'host.example.com'].map((name) => MailDomain.local(name, ['postmaster']));

describe('MtaTx.masqueradeAs, MtaTx.genericstable: senders appear under one of the domains of the gateway', () => {
  test.each<[string, MtaTxOptions]>([
    ['one of them', { masqueradeAs: 'Example.com' }],
    ['addresses in one of them', { genericstable: { 'jim@host.example.com': 'jim.smith@example.com' } }],
    ['all of a domain in one of them', { genericstable: { '@host.example.com': '%1@example.com' } }],
    ['nothing else', {}],
  ])('no word of %s', (_, tx) => {
    expect(warningsOf({ domains, tx })).toEqual([]);
  });

  test.each<[string, MtaTxOptions]>([
    ['a domain that is none of them', { masqueradeAs: 'example.net' }],
    ['an address in none of them', { genericstable: { 'jim@host.example.com': 'jim@example.net' } }],
  ])('%s is warned of, with what follows', (_, tx) => {
    expect(warningsOf({ domains, tx })).toEqual([
      'senders appear under example.net ("tx.masqueradeAs", "tx.genericstable"), which is not among "domains": answers to ' +
        'them do not come to this gateway, and its DNS records and signatures leave that domain out. ' +
        'Write it in "domains" too, unless another gateway has it.',
    ]);
  });
});

describe('MtaTx.masqueradeDomains, MtaTx.genericstable: the filter has signed before', () => {
  const warnings = (tx: MtaTxOptions): string[] => {
    const signing = [DkimKey.of('example.com', '2026a'), DkimKey.of('host.example.com', '2026a')];
    const dkim = { signing, keys: SecretDirectory.onHostPath('/srv/mx/dkim') };
    return warningsOf({ domains, tx, filter: { dkim } });
  };

  test.each<[string, MtaTxOptions]>([
    ['hidden', { masqueradeAs: 'example.com', masqueradeDomains: ['host.example.com'] }],
    [
      'hidden with all hosts',
      { masqueradeAs: 'example.net', masqueradeDomains: ['example.com'], masqueradeEntireDomain: true },
    ],
    ['rewritten', { genericstable: { 'jim@host.example.com': 'jim.smith@example.com' } }],
  ])('a domain that signs and is %s is warned of', (_, tx) => {
    expect(warnings(tx).at(-1)).toMatch(
      /^the filter signs as .*host\.example\.com \("filter\.dkim\.signing"\), and MTA-TX then writes another sender/,
    );
  });

  test.each<[string, MtaTxOptions]>([
    ['is the one that they appear under', { masqueradeAs: 'example.com', masqueradeDomains: ['example.com'] }],
    [
      'is an exception',
      {
        masqueradeAs: 'example.com',
        masqueradeDomains: ['host.example.com'],
        masqueradeExceptions: ['host.example.com'],
      },
    ],
    ['has others rewritten', { genericstable: { 'jim@inside.example': 'jim@example.com' } }],
  ])('no word of one that %s', (_, tx) => {
    expect(warnings(tx)).toEqual([]);
  });
});
