import * as fs from 'fs';
import * as path from 'path';
import { runOrThrow } from './program';
import { inTemporaryFolder } from './temporary-folder';

/** The two files that MTA-RX reads. */
export interface CertificateFiles extends Record<string, string> {
  /** The certificate, then the one that it was issued with. */
  readonly 'certificate.pem': string;
  readonly 'key.pem': string;
}

/** An authority whose certificates come with an intermediate one, as those of every public authority do. */
export class TestAuthority {
  /** The authority's own certificate, which clients know. */
  public readonly root: string;
  private readonly files: Readonly<Record<string, string>>;

  public constructor() {
    this.files = inTemporaryFolder((folder) => {
      const openssl = (...args: string[]): string => runOrThrow('openssl', args, { cwd: folder });
      openssl('req', '-x509', ...NEW_KEY, 'root.key', '-out', 'root.pem', '-subj', '/CN=Root', '-days', '30');
      openssl('req', ...NEW_KEY, 'middle.key', '-out', 'middle.csr', '-subj', '/CN=Intermediate');
      fs.writeFileSync(path.join(folder, 'ca.ext'), 'basicConstraints=critical,CA:TRUE\n');
      const issuer = ['-CA', 'root.pem', '-CAkey', 'root.key', '-set_serial', '1', '-days', '30'];
      openssl('x509', '-req', '-in', 'middle.csr', ...issuer, '-extfile', 'ca.ext', '-out', 'middle.pem');
      return contentOf(folder, ['root.pem', 'middle.pem', 'middle.key']);
    });
    this.root = this.files['root.pem'];
  }

  /** A new key and a certificate for it. */
  public issue(name: string, serial: number, newKey = NEW_KEY): CertificateFiles {
    return inTemporaryFolder((folder) => {
      const openssl = (...args: string[]): string => runOrThrow('openssl', args, { cwd: folder });
      Object.entries(this.files).forEach(([file, text]) => fs.writeFileSync(path.join(folder, file), text));
      fs.writeFileSync(path.join(folder, 'leaf.ext'), `subjectAltName=DNS:${name}\n`);
      openssl('req', ...newKey, 'key.pem', '-out', 'leaf.csr', '-subj', `/CN=${name}`);
      const issuer = ['-CA', 'middle.pem', '-CAkey', 'middle.key', '-set_serial', String(serial), '-days', '30'];
      openssl('x509', '-req', '-in', 'leaf.csr', ...issuer, '-extfile', 'leaf.ext', '-out', 'leaf.pem');
      const made = contentOf(folder, ['leaf.pem', 'key.pem']);
      return { 'certificate.pem': made['leaf.pem'] + this.files['middle.pem'], 'key.pem': made['key.pem'] };
    });
  }
}

const NEW_KEY = ['-newkey', 'rsa:2048', '-nodes', '-keyout'];

/** A key of another kind than RSA. */
export const NEW_EC_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout'];

const contentOf = (folder: string, files: readonly string[]): Record<string, string> =>
  Object.fromEntries(files.map((file) => [file, fs.readFileSync(path.join(folder, file), 'utf8')]));
