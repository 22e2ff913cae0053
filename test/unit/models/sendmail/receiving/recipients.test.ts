import { MailDomain, RecipientAlias, Recipients, SmtpEndpoint } from 'cdktf-dual-mta';
import { virtusertable } from '../../../../../lib/models/sendmail/receiving/recipients';
import { findingsOf } from '../../../../tooling/findings';
import { inTemporaryFolder } from '../../../../tooling/temporary-folder';
import * as fs from 'fs';
import * as path from 'path';

const SERVER = SmtpEndpoint.smtp('mail.example.net');
const HOST = [
  'postmaster@mx.example.com\tpostmaster@example.com',
  '@mx.example.com\terror:5.1.1:550 No such user here',
];

const tableOf = (domains: MailDomain[], hostname = 'mx.example.com'): string[] =>
  virtusertable({ domains, hostname }).map(({ key, value }) => `${key}\t${value}`);

const wrong = (...domains: MailDomain[]): string[] =>
  findingsOf({ domains })
    .filter((line) => line.startsWith('[gateway/Gateway/MtaRx] property "domains['))
    .map((line) => line.replace(/^\S+ property /, ''));

describe('the virtusertable of MTA-RX', () => {
  test("MtaRx.domains: has a local domain's mailboxes as README.sendmail-dual has them, and refuses all others", () => {
    expect(tableOf([MailDomain.local('example.com', ['postmaster', 'jim'])])).toEqual([
      ...HOST,
      'postmaster@example.com\t%1%3',
      'jim@example.com\t%1%3',
      '@example.com\terror:5.1.1:550 No such user here',
    ]);
  });

  test('MtaRx.domains: says nothing of a domain whose recipients only its server knows', () => {
    expect(tableOf([MailDomain.relayed('example.com', SERVER)])).toEqual(HOST);
  });

  test('MtaRx.domains: has recipients, their details, aliases, and an address for everybody else', () => {
    const domain = MailDomain.relayed('example.com', SERVER, {
      recipients: Recipients.of(['postmaster', 'jim@example.com']),
      plusDetail: true,
      aliases: [RecipientAlias.of('sales', 'jim@example.com'), RecipientAlias.catchAll('all@example.net')],
    });

    expect(tableOf([domain])).toEqual([
      ...HOST,
      'postmaster@example.com\t%1%3',
      'jim@example.com\t%1%3',
      'sales@example.com\tjim@example.com',
      'postmaster+*@example.com\t%1%3',
      'jim+*@example.com\t%1%3',
      'sales+*@example.com\tjim@example.com',
      '@example.com\tall@example.net',
    ]);
  });

  test.each([
    [[MailDomain.local('a.example', ['jim']), MailDomain.local('b.example', ['Postmaster'])], 'postmaster@b.example'],
    [[MailDomain.local('a.example', ['jim'])], '%1%3'],
  ])('gives postmaster to the first domain that has one: %#', (domains, target) => {
    expect(tableOf(domains)[0]).toBe(`postmaster@mx.example.com\t${target}`);
  });

  test("knows the gateway's own name as a domain where it is one", () => {
    expect(tableOf([MailDomain.local('mx.example.com', ['jim'])], 'MX.example.com')).toEqual([
      'jim@mx.example.com\t%1%3',
      '@mx.example.com\terror:5.1.1:550 No such user here',
    ]);
    expect(tableOf([MailDomain.relayed('mx.example.com', SERVER)])).toEqual(['@mx.example.com\t%1%3']);
  });
});

describe('recipients', () => {
  const listed = (...names: string[]) =>
    MailDomain.relayed('example.com', SERVER, { recipients: Recipients.of(names) });

  test.each(['jim', "o'neil", 'a.b-c_d', 'x=y', '{jim}', 'a/b', 'jim+lists', 'Jim@Example.com', 'a'.repeat(64)])(
    'MtaRx.domains: may be called %s',
    (name) => expect(() => findingsOf({ domains: [listed(name)] })).toThrow('nothing wrong'),
  );

  test.each([
    ...['', 'a b', '.jim', 'jim.', 'a..b', 'jim@', 'a"b', 'a%b', 'a!b', 'a:b', '|jim', 'a|b', '/jim', '#jim', 'jürgen'],
    ...['jim@example.net', 'jim@mail@example.com', 'a'.repeat(65), 'jim\n@example.com'],
  ])('MtaRx.domains: cannot be called %j', (name) => {
    expect(wrong(listed('joe', name))).toEqual([
      expect.stringContaining(`"domains[0].recipients[1]" is ${JSON.stringify(name)}: a recipient is named with`),
    ]);
  });

  test('MtaRx.domains: stand in their domain once, in capital or small letters', () => {
    const domain = MailDomain.relayed('example.com', SERVER, {
      recipients: Recipients.of(['jim', 'JIM@example.com']),
      aliases: [RecipientAlias.of('Jim', 'joe@example.net')],
    });

    expect(wrong(domain)).toEqual([
      expect.stringContaining('"domains[0].recipients[1]" is "JIM@example.com": a recipient stands in a domain once'),
      expect.stringContaining('"domains[0].aliases[0].recipient" is "Jim": a recipient stands in a domain once'),
    ]);
  });

  test('MtaRx.domains: of a file are found in their line', () =>
    inTemporaryFolder((folder) => {
      const file = path.join(folder, 'recipients.txt');
      fs.writeFileSync(file, '\uFEFF# People\r\n\r\njim\r\n joe smith\n');
      const domain = MailDomain.relayed('example.com', SERVER, { recipients: Recipients.fromFile(file) });

      expect(domain.recipients.listed).toEqual(['jim', 'joe smith']);
      expect(wrong(domain)).toEqual([
        expect.stringContaining(`"domains[0].recipients (${file}, line 4)" is "joe smith": a recipient is named with`),
      ]);
    }));

  test('a file that is not there is named', () => {
    expect(() => Recipients.fromFile('/nowhere/recipients.txt')).toThrow("open '/nowhere/recipients.txt'");
  });
});

describe('an alias', () => {
  const aliased = (...aliases: RecipientAlias[]) => MailDomain.local('example.com', ['jim'], { aliases });

  test.each(['jim', 'jim@', '|/bin/sh', 'jim@example.com, joe@example.com'])(
    'MtaRx.domains: does not lead to %j',
    (target) => {
      expect(wrong(aliased(RecipientAlias.of('sales', target)))).toContainEqual(
        expect.stringContaining(`"domains[0].aliases[0].target" is ${JSON.stringify(target)}: an address has`),
      );
    },
  );

  test.each(['nobody@example.com', 'sales@example.com'])(
    'MtaRx.domains: does not lead to %s, who is nobody',
    (target) => {
      expect(wrong(aliased(RecipientAlias.of('sales', target)))).toEqual([
        expect.stringContaining(`"domains[0].aliases[0].target" is "${target}": example.com has no such recipient`),
      ]);
    },
  );

  test('MtaRx.domains: for everybody is there once', () => {
    const twice = aliased(RecipientAlias.catchAll('jim@example.com'), RecipientAlias.catchAll('joe@example.net'));

    expect(wrong(twice)).toEqual([
      expect.stringContaining('"domains[0].aliases" is "joe@example.net": a domain has one address for everybody'),
    ]);
  });
});
