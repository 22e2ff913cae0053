import { SecretDirectory } from 'cdktf-dual-mta';
import { TestAuthority } from '../tooling/certificates';
import { ContainerImage } from '../tooling/container-image';
import { buildGatewayImage } from '../tooling/gateway-image';
import { SecretVolume } from '../tooling/secret-volume';

const MOUNTS = { certificate: '/run/secrets/certificate', users: '/run/secrets/users' };

describe('secrets that MTA-RX cannot use stop it, and it says what is wrong and how it is mended:', () => {
  const pair = new TestAuthority().issue('mx.example.com', 1);
  let image: ContainerImage;

  beforeAll(() => {
    const [certificate, users] = [SecretDirectory.existing('certificate'), SecretDirectory.existing('users')];
    image = buildGatewayImage('mta-rx', { rx: { certificate, users } });
  });

  afterAll(() => image?.remove());

  /** What taking the secrets ends with, as MTA-RX's user. */
  const taking = (spoil: string): { code: number; said: string } => {
    const secrets = SecretVolume.create({ ...pair, users: 'alice:secret\n' });
    try {
      secrets.shell(spoil);
      const mounts = Object.values(MOUNTS).flatMap((path) => secrets.mountedAt(path));
      const options = ['--user', '2501:2501', '--tmpfs', '/run/sendmail:uid=2501', ...mounts];
      return image.run(['/usr/lib/dual-mta/take-secrets'], { options });
    } finally {
      secrets.remove();
    }
  };

  test.each([
    ['a key that is not there', 'rm key.pem', 'certificate/key.pem: is not there or no file; it must be'],
    ['a key of root alone', 'chown 0:0 key.pem; chmod 600 key.pem', 'belongs to 0:0 with mode 600, and cannot be read'],
    ['a key for everybody', 'chmod 644 key.pem', 'certificate/key.pem: belongs to 0:2501 with mode 644; it must be'],
    ['users for everybody', 'chmod 644 users', 'users/users: belongs to 0:2501 with mode 644; it must be'],
    ['a directory of root alone', 'chown 0:0 .; chmod 700 .', 'its directory belongs to 0:0 with mode 700'],
    ['no certificate', 'echo nothing > certificate.pem', 'certificate.pem: has no certificate in PEM'],
    ['another key', 'echo nothing > key.pem', 'is not the key of /run/secrets/certificate/certificate.pem'],
    ['a user without a password', 'echo alice: > users', 'users: line 1: has no password'],
    ['a user twice', 'printf "a:b\\na@mx.example.com:c\\n" > users', 'users: line 2: this user has a line already'],
  ])('%s', (_, spoil, complaint) => {
    const { code, said } = taking(spoil);

    expect(said).toContain(complaint);
    expect(code).toBe(78);
  });

  test('the command that mends it is named', () => {
    expect(taking('chmod 644 key.pem').said).toContain('on the host: chgrp 2501 FILE && chmod 640 FILE');
  });

  test('as they should be, they are taken', () => {
    expect(taking('true')).toMatchObject({ code: 0, said: '' });
  });
});
