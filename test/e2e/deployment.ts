import { randomUUID } from 'crypto';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { AppliedStack } from '../tooling/applied-stack';
import { CertificateFiles, TestAuthority } from '../tooling/certificates';
import { bytesOfKey, bytesOfPassword, SecretBytes } from '../tooling/secret-bytes';
import { SecretVolume } from '../tooling/secret-volume';
import { imageId, inspect, PARTS, removeImageWithoutName, SINK } from './engine';
import { tools } from './tools';

/** Whether the loopback has IPv6 here, so that a port can be published there. */
export const HAS_IPV6 = Object.values(os.networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
);
/** What a test varies of the stack. */
export interface Variant {
  /** What MTA-RX greets with. */
  readonly greeting?: string;
  /** A line for MTA-RX's `.mc` file. */
  readonly extraMc?: string;
  /** Whether there are a recipient, a domain and an access entry more. */
  readonly more?: boolean;
}

/** What nobody may find anywhere but where it was put. */
export interface Secrets {
  readonly certificate: SecretVolume;
  readonly users: SecretVolume;
  /** The password of the user `alice`. */
  readonly password: string;
}

/** The stack of stack/main.ts, deployed by the real Terraform on the real engine. */
export class Deployment extends AppliedStack {
  private readonly replacedImages: string[] = [];
  private readonly authority = new TestAuthority();
  private readonly keys: string[] = [];
  private made?: Secrets;
  private health: (string | undefined)[] = [];

  public constructor() {
    super('e2e', path.join(__dirname, 'stack', 'main.ts'));
  }

  /** Destroys what an interrupted run has left, and deploys. */
  public deploy(): void {
    this.destroy();
    this.makeSecrets();
    this.begin();
    this.health = [...PARTS, SINK].map((container) => inspect(container).State.Health?.Status);
  }

  protected override get environment(): Record<string, string | undefined> {
    return { E2E_SECRETS: this.secretsFolder, E2E_IPV6: HAS_IPV6 ? 'yes' : undefined };
  }

  public get secretsFolder(): string {
    return path.join(this.out, 'secrets');
  }

  public get secretBytes(): SecretBytes[] {
    const ofKeys = this.keys.map((key, index) => bytesOfKey(`the key of certificate ${index + 1}`, key));
    return [...bytesOfPassword("alice's password", this.secrets.password), ...ofKeys.flat()];
  }

  /** The secrets that MTA-RX has mounted. */
  public get secrets(): Secrets {
    if (this.made === undefined) {
      throw new Error('nothing is deployed');
    }
    return this.made;
  }

  /** Another certificate for the gateway, with a key of its own. */
  public newCertificate(serial: number): CertificateFiles {
    const pair = this.authority.issue('gateway.example.com', serial);
    this.keys.push(pair['key.pem']);
    return pair;
  }

  /** How the containers were at the moment at which the first apply ended. */
  public get healthAfterApply(): readonly (string | undefined)[] {
    return this.health;
  }

  /** Writes the stack's JSON anew. */
  public synthesize(variant: Variant = {}): void {
    this.write({
      E2E_GREETING: variant.greeting,
      E2E_EXTRA_MC: variant.extraMc,
      E2E_MORE: variant.more ? 'yes' : undefined,
    });
  }

  /** What the engine said while it built the image of a container. */
  public buildLog(container: string): string {
    return fs.readFileSync(path.join(this.directory, `build-${container}.log`), 'utf8');
  }

  /** Builds every image once more, under its name and with nothing from the engine's cache. */
  public async buildImagesFromScratch(): Promise<void> {
    const images = Object.values(this.json.resource.docker_image).filter(({ name }) => !name.startsWith(`${SINK}:`));
    await Promise.all(
      images.map(async ({ name, build }) => {
        this.replacedImages.push(imageId(name));
        const args = Object.entries(build?.build_args ?? {}).flatMap(([arg, value]) => [
          '--build-arg',
          `${arg}=${value}`,
        ]);
        await tools.runOrThrow(
          'docker',
          ['build', '--no-cache', '--force-rm', ...args, '--tag', name, build?.context ?? ''],
          {
            cwd: this.directory,
            env: { ...process.env, DOCKER_BUILDKIT: '0' },
          },
        );
      }),
    );
  }

  private makeSecrets(): void {
    const pair = this.newCertificate(301);
    const password = randomUUID();
    this.made = {
      certificate: SecretVolume.onHostPath(path.join(this.secretsFolder, 'certificate'), pair),
      users: SecretVolume.onHostPath(path.join(this.secretsFolder, 'users'), { users: `alice:${password}\n` }),
      password,
    };
  }

  public override destroy(): void {
    super.destroy();
    this.replacedImages.splice(0).forEach(removeImageWithoutName);
  }
}
