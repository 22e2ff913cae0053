import * as fs from 'fs';
import * as path from 'path';
import { gzipSync } from 'zlib';
import { foundIn } from '../../tooling/byte-search';
import { newKey, recordOf } from '../../tooling/dkim-peer';
import { runOrThrow } from '../../tooling/program';
import { bytesOfKey, bytesOfPassword } from '../../tooling/secret-bytes';
import { inTemporaryFolder } from '../../tooling/temporary-folder';

/** An archive of these files. */
const archive = (files: Readonly<Record<string, Buffer>>): Buffer =>
  inTemporaryFolder((folder) => {
    Object.entries(files).forEach(([name, content]) => fs.writeFileSync(path.join(folder, name), content));
    runOrThrow('tar', ['-cf', 'archive.tar', ...Object.keys(files)], { cwd: folder });
    return fs.readFileSync(path.join(folder, 'archive.tar'));
  });

const secrets = bytesOfPassword('the password', 'correct horse');
const [plain] = secrets;

describe('the search for secrets', () => {
  test.each([
    ['by itself', plain.bytes],
    ['packed', gzipSync(plain.bytes)],
    ['packed twice', gzipSync(gzipSync(plain.bytes))],
    ['in an archive, behind another file', archive({ a: Buffer.alloc(700), b: plain.bytes })],
    ['in an archive, packed, behind another file', archive({ a: Buffer.alloc(700), b: gzipSync(plain.bytes) })],
    ['in a layer of an image', archive({ 'layer.tar': archive({ file: gzipSync(plain.bytes) }) })],
    ['in a packed layer of an image', archive({ 'layer.tar': gzipSync(archive({ file: plain.bytes })) })],
  ])('finds one %s', (_, file) => {
    expect(foundIn(file, secrets)).toEqual([plain]);
  });

  test.each([
    ['PLAIN', '\0alice\0correct horse'],
    ['PLAIN, for another name', '\0bob\0correct horse'],
    ['PLAIN, for a third', '\0carol\0correct horse'],
    ['LOGIN', 'correct horse'],
    ['a longer one', 'correct horse battery staple'],
  ])('finds one as AUTH has it: %s', (_, said) => {
    const found = foundIn(Buffer.from(Buffer.from(said).toString('base64')), secrets);

    expect(found.map(({ of }) => of)).toEqual(['the password in base64']);
  });

  test('finds a private key as a file and as what the file stands for, and not what is public of it', () => {
    const key = newKey();
    const bytes = bytesOfKey('the key', key);

    expect(foundIn(Buffer.from(key), bytes)).toHaveLength(2);
    expect(foundIn(Buffer.from(key.replace(/-----.*-----|\s/g, ''), 'base64'), bytes).map(({ of }) => of)).toEqual([
      'the key in DER',
    ]);
    expect(foundIn(Buffer.from(recordOf(key)), bytes)).toEqual([]);
  });

  test('finds nothing where nothing is', () => {
    expect(foundIn(archive({ a: Buffer.from('correct'), b: gzipSync(Buffer.from(' horse')) }), secrets)).toEqual([]);
  });
});
