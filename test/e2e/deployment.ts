import { randomUUID } from 'crypto';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { CertificateFiles, TestAuthority } from '../tooling/certificates';
import { ProgramResult, runOrThrow } from '../tooling/program';
import { SecretVolume } from '../tooling/secret-volume';
import { terraform, terraformOrThrow } from '../tooling/terraform';
import { TerraformJson } from '../tooling/terraform-json';
import { imageId, inspect, PARTS, removeImageWithoutName, SINK } from './engine';
import { tools } from './tools';

const PROJECT = path.join(__dirname, '..', '..');
/** Always the same folder, so that what an interrupted run has left deployed can be destroyed by the next. */
const OUT = path.join(os.tmpdir(), 'cdktf-dual-mta-e2e');
const STACK = path.join(OUT, 'stacks', 'e2e');
const STATE = path.join(STACK, 'terraform.tfstate');
const SECRETS = path.join(OUT, 'secrets');
/** Whether the loopback has IPv6 here, so that a port can be published there. */
export const HAS_IPV6 = Object.values(os.networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
);
/** Lifts the protection of volumes with mail in them, as `npm run destroy` does. */
const RELEASE = { 'cdktf-dual-mta:releaseVolumes': true };

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
  /** The first certificate and its key. */
  readonly pair: CertificateFiles;
  /** The password of the user `alice`. */
  readonly password: string;
}

/** What Terraform knows of a resource. */
export interface StateResource {
  readonly type: string;
  readonly name: string;
  readonly instances: readonly { readonly dependencies?: readonly string[] }[];
}

/** The stack of stack/main.ts, deployed by the real Terraform on the real engine. */
export class Deployment {
  private readonly replacedImages: string[] = [];
  private readonly authority = new TestAuthority();
  private known?: Record<string, string>;
  private made?: Secrets;
  private health: (string | undefined)[] = [];

  /** Destroys what an interrupted run has left, and deploys. */
  public deploy(): void {
    this.destroy();
    this.makeSecrets();
    this.synthesize();
    terraformOrThrow(STACK, 'init', '-input=false');
    this.apply();
    this.health = [...PARTS, SINK].map((container) => inspect(container).State.Health?.Status);
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
    return this.authority.issue('gateway.example.com', serial);
  }

  /** Everything that was synthesized, and the state, as one text. */
  public get synthesizedAndState(): string {
    const files = fs.readdirSync(path.join(OUT, 'stacks'), { recursive: true, withFileTypes: true });
    return files
      .filter((file) => file.isFile() && !file.parentPath.includes('.terraform'))
      .map((file) => fs.readFileSync(path.join(file.parentPath, file.name), 'utf8'))
      .join('\n');
  }

  /** How the containers were at the moment at which the first apply ended. */
  public get healthAfterApply(): readonly (string | undefined)[] {
    return this.health;
  }

  /** Writes the stack's JSON anew. */
  public synthesize(variant: Variant = {}, context: Record<string, unknown> = {}): void {
    runOrThrow(process.execPath, ['--import', 'tsx', path.join(__dirname, 'stack', 'main.ts')], {
      cwd: PROJECT,
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        CDKTF_OUTDIR: OUT,
        CDKTF_CONTEXT_JSON: JSON.stringify(context),
        E2E_GREETING: variant.greeting,
        E2E_EXTRA_MC: variant.extraMc,
        E2E_MORE: variant.more ? 'yes' : undefined,
        E2E_SECRETS: SECRETS,
        E2E_IPV6: HAS_IPV6 ? 'yes' : undefined,
      },
    });
  }

  /** Applies what was synthesized last; a status other than 0 is the caller's to judge. */
  public tryToApply(): ProgramResult {
    this.known = undefined;
    return terraform(STACK, 'apply', '-input=false', '-auto-approve');
  }

  public apply(): void {
    const { code, said } = this.tryToApply();
    if (code !== 0) {
      throw new Error(`terraform apply ended with status ${code}:\n${said}`);
    }
  }

  /** Applies what was synthesized last, while the test goes on with other things. */
  public async applyMeanwhile(): Promise<void> {
    await tools.runOrThrow('terraform', ['apply', '-input=false', '-auto-approve', '-no-color'], { cwd: STACK });
  }

  /** Status 0: nothing to do; 1: an error; 2: something to do. */
  public plan(...options: string[]): ProgramResult {
    return terraform(STACK, 'plan', '-input=false', '-detailed-exitcode', ...options);
  }

  /** The stack's outputs. */
  public get outputs(): Record<string, string> {
    if (this.known === undefined) {
      const found = JSON.parse(terraformOrThrow(STACK, 'output', '-json')) as Record<string, { value: string }>;
      this.known = Object.fromEntries(Object.entries(found).map(([name, { value }]) => [name, value]));
    }
    return this.known;
  }

  /** What Terraform has made, and nothing has destroyed yet. */
  public resources(): StateResource[] {
    return fs.existsSync(STATE)
      ? (JSON.parse(fs.readFileSync(STATE, 'utf8')) as { readonly resources: StateResource[] }).resources
      : [];
  }

  /** Runs one of the outputs' ready-to-paste commands. */
  public paste(command: string): string {
    return runOrThrow('sh', ['-c', command]);
  }

  /** What the engine said while it built the image of a container. */
  public buildLog(container: string): string {
    return fs.readFileSync(path.join(STACK, `build-${container}.log`), 'utf8');
  }

  /** Builds every image once more, under its name and with nothing from the engine's cache. */
  public async buildImagesFromScratch(): Promise<void> {
    const json = JSON.parse(fs.readFileSync(path.join(STACK, 'cdk.tf.json'), 'utf8')) as TerraformJson;
    const images = Object.values(json.resource.docker_image).filter(({ name }) => !name.startsWith(`${SINK}:`));
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
            cwd: STACK,
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
      certificate: SecretVolume.onHostPath(path.join(SECRETS, 'certificate'), pair),
      users: SecretVolume.onHostPath(path.join(SECRETS, 'users'), { users: `alice:${password}\n` }),
      pair,
      password,
    };
  }

  /** Destroys everything, also what a test has left half done. */
  public destroy(): void {
    if (this.resources().length > 0) {
      this.synthesize({}, RELEASE);
      terraformOrThrow(STACK, 'init', '-input=false');
      terraformOrThrow(STACK, 'destroy', '-input=false', '-auto-approve');
    }
    this.replacedImages.splice(0).forEach(removeImageWithoutName);
    fs.rmSync(OUT, { recursive: true, force: true });
  }
}
