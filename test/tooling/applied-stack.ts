import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ProgramResult, runOrThrow } from './program';
import { terraform, terraformMeanwhile, terraformOrThrow } from './terraform';
import { ContainerJson, TerraformJson } from './terraform-json';

const PROJECT = path.join(__dirname, '..', '..');
/** Lifts the protection of volumes with mail in them, as `npm run destroy` does. */
export const RELEASE = { 'cdktf-dual-mta:releaseVolumes': true };

/** What Terraform knows of a resource. */
export interface StateResource {
  readonly type: string;
  readonly name: string;
  readonly instances: readonly {
    readonly dependencies?: readonly string[];
    readonly attributes: Readonly<Record<string, unknown>>;
  }[];
}

/** What Terraform has made by a file of state, and nothing has destroyed yet. */
export const resourcesIn = (state: string): StateResource[] =>
  fs.existsSync(state)
    ? (JSON.parse(fs.readFileSync(state, 'utf8')) as { readonly resources: StateResource[] }).resources
    : [];

/** A stack that the real Terraform deploys on the real engine. */
export class AppliedStack {
  /** Always the same folder, so that what an interrupted run has left deployed can be destroyed by the next. */
  protected readonly out: string;
  protected readonly directory: string;
  private known?: Record<string, string>;

  /** @param name of the stack, which the app, a file, makes */
  public constructor(
    name: string,
    private readonly app: string,
  ) {
    this.out = path.join(os.tmpdir(), `cdktf-dual-mta-${name}`);
    this.directory = path.join(this.out, 'stacks', name);
  }

  /** What the app is told by the environment. */
  protected get environment(): Record<string, string | undefined> {
    return {};
  }

  /** Writes the stack's JSON anew. */
  protected write(environment: Record<string, string | undefined> = {}, context: Record<string, unknown> = {}): void {
    runOrThrow(process.execPath, ['--import', 'tsx', this.app], {
      cwd: PROJECT,
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        CDKTF_OUTDIR: this.out,
        CDKTF_CONTEXT_JSON: JSON.stringify(context),
        ...this.environment,
        ...environment,
      },
    });
  }

  /** Synthesizes and deploys. */
  protected begin(): void {
    this.write();
    terraformOrThrow(this.directory, 'init', '-input=false');
    this.apply();
  }

  /** Applies what was synthesized last; a status other than 0 is the caller's to judge. */
  public tryToApply(): ProgramResult {
    this.known = undefined;
    return terraform(this.directory, 'apply', '-input=false', '-auto-approve');
  }

  public apply(): void {
    const { code, said } = this.tryToApply();
    if (code !== 0) {
      throw new Error(`terraform apply ended with status ${code}:\n${said}`);
    }
  }

  /** Applies what was synthesized last, while the test goes on with other things. */
  public async applyMeanwhile(): Promise<void> {
    await terraformMeanwhile(this.directory, 'apply', '-input=false', '-auto-approve');
  }

  /** Status 0: nothing to do; 1: an error; 2: something to do. */
  public plan(...options: string[]): ProgramResult {
    return terraform(this.directory, 'plan', '-input=false', '-detailed-exitcode', ...options);
  }

  /** The stack's outputs. */
  public get outputs(): Record<string, string> {
    if (this.known === undefined) {
      const found = JSON.parse(terraformOrThrow(this.directory, 'output', '-json')) as Record<
        string,
        { value: string }
      >;
      this.known = Object.fromEntries(Object.entries(found).map(([name, { value }]) => [name, value]));
    }
    return this.known;
  }

  /** What Terraform has made, and nothing has destroyed yet. */
  public resources(): StateResource[] {
    return resourcesIn(path.join(this.directory, 'terraform.tfstate'));
  }

  /** The engine's names of the resources of a type. */
  public namesOf(type: string): string[] {
    const ofType = this.resources().filter((resource) => resource.type === type);
    return ofType.flatMap(({ instances }) => instances.map(({ attributes }) => String(attributes.name)));
  }

  /** The stack as it was synthesized last. */
  protected get json(): TerraformJson {
    return JSON.parse(fs.readFileSync(path.join(this.directory, 'cdk.tf.json'), 'utf8')) as TerraformJson;
  }

  /** What was synthesized last of a container. */
  public container(name: string): ContainerJson {
    const found = Object.values(this.json.resource.docker_container).find((container) => container.name === name);
    if (found === undefined) {
      throw new Error(`there is no container "${name}" in the stack`);
    }
    return found;
  }

  /** What was synthesized, what was printed while images were built, and the state: all files, as one text. */
  public get synthesizedAndState(): string {
    const files = fs.readdirSync(path.join(this.out, 'stacks'), { recursive: true, withFileTypes: true });
    return files
      .filter((file) => file.isFile() && !file.parentPath.includes('.terraform'))
      .map((file) => fs.readFileSync(path.join(file.parentPath, file.name), 'utf8'))
      .join('\n');
  }

  /** What Terraform prints of the state. */
  public showState(): string {
    return terraformOrThrow(this.directory, 'show') + terraformOrThrow(this.directory, 'show', '-json');
  }

  /** What Terraform prints of a plan that makes every container anew. */
  public showPlanOfReplacing(): string {
    const file = path.join(this.out, 'replacing.plan');
    const containers = this.resources().filter(({ type }) => type === 'docker_container');
    const replacing = containers.map(({ type, name }) => `-replace=${type}.${name}`);
    const plan = terraformOrThrow(this.directory, 'plan', '-input=false', `-out=${file}`, ...replacing);
    const json = terraformOrThrow(this.directory, 'show', '-json', file);
    fs.rmSync(file);
    return `${plan}\n${json}`;
  }

  /** Runs one of the outputs' ready-to-paste commands. */
  public paste(command: string): string {
    return runOrThrow('sh', ['-c', command]);
  }

  /** Destroys everything, also what a test has left half done. */
  public destroy(): void {
    this.destroyResources();
    fs.rmSync(this.out, { recursive: true, force: true });
  }

  /** Destroys what Terraform has made, and keeps what else lies beside it. */
  protected destroyResources(): void {
    if (this.resources().length > 0) {
      this.write({}, RELEASE);
      terraformOrThrow(this.directory, 'init', '-input=false');
      terraformOrThrow(this.directory, 'destroy', '-input=false', '-auto-approve');
    }
  }
}
