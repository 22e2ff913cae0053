import { MailDomain, SecretDirectory } from 'cdktf-dual-mta';
import { TestAuthority } from './certificates';
import { GatewayContainer } from './gateway-container';
import { SecretVolume } from './secret-volume';
import { SmtpSession } from './smtp-session';

/** An MTA-RX with a certificate and one user, "alice". */
export class SubmissionGateway {
  public static async start(domains: MailDomain[], options: readonly string[] = []): Promise<SubmissionGateway> {
    const certificate = SecretVolume.create(new TestAuthority().issue('mx.example.com', 1));
    const users = SecretVolume.create({ users: 'alice:secret\n' });
    const mounts = [...certificate.mountedAt('/run/secrets/certificate'), ...users.mountedAt('/run/secrets/users')];
    const rx = {
      certificate: SecretDirectory.existing(certificate.name),
      users: SecretDirectory.existing(users.name),
    };
    try {
      const gateway = await GatewayContainer.start('mta-rx', { domains, rx }, [...mounts, ...options]);
      return new SubmissionGateway(gateway, [certificate, users]);
    } catch (error) {
      [certificate, users].forEach((volume) => volume.remove());
      throw error;
    }
  }

  private constructor(
    public readonly gateway: GatewayContainer,
    private readonly secrets: readonly SecretVolume[],
  ) {}

  /** A session under TLS, of somebody who has not logged in. */
  public async connect(port = 587): Promise<SmtpSession> {
    const session = await SmtpSession.open(this.gateway.container, { port });
    await session.startTls();
    return session;
  }

  /** A session under TLS in which alice has logged in. */
  public async logIn(port?: number): Promise<SmtpSession> {
    const session = await this.connect(port);
    const [answer] = await session.command(`AUTH PLAIN ${Buffer.from('\0alice\0secret').toString('base64')}`);
    if (!answer.startsWith('235 ')) {
      throw new Error(answer);
    }
    return session;
  }

  public remove(): void {
    this.gateway.remove();
    this.secrets.forEach((volume) => volume.remove());
  }
}
