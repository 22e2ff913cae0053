import * as fs from 'fs';
import * as path from 'path';
import { MapFile } from 'cdktf-dual-mta';
import { findingsOf } from '../../tooling/findings';
import { synthesizeGateway } from '../../tooling/synthesized-stack';
import { inTemporaryFolder } from '../../tooling/temporary-folder';

const fromText = (name: string, ...lines: string[]): MapFile =>
  inTemporaryFolder((folder) => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
    return MapFile.fromFile(name, file);
  });
const isSaid = (what: string): unknown => expect.stringContaining(what);

describe('MtaRx.extraMaps and MtaTx.extraMaps', () => {
  test("add entries to a map of the package's, behind its own", () => {
    const gateway = synthesizeGateway({
      rx: { extraMaps: [fromText('access', '# a comment', '', 'Connect:192.0.2.9   ERROR:5.7.1:550 not you ', '')] },
    });

    expect(gateway.map('gateway-mta-rx', 'access')).toMatch(/.\nConnect:192\.0\.2\.9\tERROR:5\.7\.1:550 not you\n$/);
  });

  test('read aliases as newaliases does', () => {
    const aliases = fromText('aliases', 'sales: jim,', '\tjoe', '# nobody', '"a:b" : jim', 'hub:jim@example.net');
    const gateway = synthesizeGateway({ tx: { extraMaps: [aliases] } });

    expect(gateway.map('gateway-mta-tx', 'aliases')).toMatch(
      /\nsales:\tjim, joe\n"a:b":\tjim\nhub:\tjim@example\.net\n$/,
    );
  });

  test('make a map of their own, which lines of .mc can name', () => {
    const gateway = synthesizeGateway({
      rx: {
        extraMaps: [MapFile.fromEntries('my-customers', { 'one@example.com': 'yes' })],
        extraMc: { localConfig: ['Kcustomers hash /etc/mail/maps/my-customers'] },
      },
    });

    expect(gateway.map('gateway-mta-rx', 'my-customers')).toBe('one@example.com\tyes\n');
  });

  test('have to be in use', () => {
    expect(findingsOf({ rx: { extraMaps: [MapFile.fromEntries('unused', { a: 'b' })] } })).toEqual([
      isSaid('property "extraMaps" is "unused": sendmail asks no map of this name'),
    ]);
  });

  test('have to be there where lines of .mc name them', () => {
    expect(findingsOf({ rx: { extraMc: { localConfig: ['Kmine hash /etc/mail/maps/mine'] } } })).toEqual([
      isSaid('property "extraMc" is "/etc/mail/maps/mine": there is no map of this name'),
    ]);
  });

  test.each(['../access', 'Access', '', 'a b'])('cannot be called %j', (name) => {
    expect(findingsOf({ rx: { extraMaps: [MapFile.fromEntries(name, {})] } })).toContainEqual(
      isSaid(`property "extraMaps[0].name" is ${JSON.stringify(name)}: a map's name has lower-case letters`),
    );
  });

  test.each([
    ['within a file', [fromText('access', 'From:a@example.org OK', 'from:A@example.org REJECT')]],
    ['in two of them', [fromText('access', 'from:A@example.org OK'), fromText('access', 'From:a@example.org OK')]],
  ])('have each key once, %s, in small or capital letters', (_, extraMaps) => {
    expect(findingsOf({ rx: { extraMaps } })).toEqual([
      isSaid('a key stands in a map once, in capital or small letters'),
    ]);
  });

  test("have no key that the package's own entries have", () => {
    expect(findingsOf({ tx: { extraMaps: [fromText('aliases', 'mailer-daemon: jim')] } })).toEqual([
      isSaid('property "extraMaps[0]" is "mailer-daemon": a key stands in a map once'),
    ]);
  });

  test.each(['Connect:192.0.2.9', 'From:a@example.org \t'])('have no line without a value, such as %j', (line) => {
    expect(findingsOf({ rx: { extraMaps: [fromText('access', line)] } })).toEqual([
      isSaid(`property "extraMaps[0]" is "${line.trim()}": each key of a map has a value of one line`),
    ]);
  });

  test.each(['a b', 'a\tb', 'a\nb', '#a', ''])('have no key such as %j', (key) => {
    expect(findingsOf({ rx: { extraMaps: [MapFile.fromEntries('access', { [key]: 'OK' })] } })).toEqual([
      isSaid(`property "extraMaps[0]" is ${JSON.stringify(key)}: a key is one word`),
    ]);
  });

  test.each(['a\nb', ' a', '\u0000'])('have no value such as %j', (value) => {
    expect(findingsOf({ rx: { extraMaps: [MapFile.fromEntries('access', { key: value })] } })).toEqual([
      isSaid(`property "extraMaps[0]" is ${JSON.stringify(value)}: each key of a map has a value of one line`),
    ]);
  });
});
