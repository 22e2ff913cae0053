import * as fs from 'fs';
import * as path from 'path';
import { App, TerraformStack } from 'cdktf';
import { DualMtaStack, DualMtaStackProps } from 'cdktf-dual-mta';
import { gatewayProps } from './gateway-props';
import { inTemporaryFolder } from './temporary-folder';
import { ContainerJson, ImageJson, NetworkJson, ResourceJson, TerraformJson, VolumeJson } from './terraform-json';

/** What `cdktf synth` leaves behind for a stack: its JSON, and the text of the files that images are built from. */
export class SynthesizedStack {
  public constructor(
    public readonly json: TerraformJson,
    /** Text by path, relative to where Terraform runs. */
    public readonly files: ReadonlyMap<string, string>,
  ) {}

  /** The containers that stay: those of services. */
  public get containers(): ContainerJson[] {
    return Object.values(this.json.resource.docker_container).filter((container) => !isTask(container));
  }

  /** The containers that do something and end. */
  public get tasks(): ContainerJson[] {
    return Object.values(this.json.resource.docker_container).filter(isTask);
  }

  public container(name: string): ContainerJson {
    return named(name, this.json.resource.docker_container);
  }

  public network(name: string): NetworkJson {
    return named(name, this.json.resource.docker_network);
  }

  public volume(name: string): VolumeJson {
    return named(name, this.json.resource.docker_volume ?? {});
  }

  /** The image of the container of this name. */
  public imageOf(container: string): ImageJson {
    const [, key] = /^\$\{docker_image\.(\w+)\.name\}$/.exec(this.container(container).image) ?? [];
    return this.json.resource.docker_image[key];
  }

  /** The engine's names of the networks that a container joins. */
  public networksOf(container: string): string[] {
    return this.container(container).networks_advanced.map(({ name }) => {
      const [, key] = /^\$\{docker_network\.(\w+)\.name\}$/.exec(name) ?? [];
      return key === undefined ? name : this.json.resource.docker_network[key].name;
    });
  }

  /** A map of a sendmail, as text. */
  public map(sendmail: string, name: string): string {
    return this.configuration(`${sendmail}-maps`, name);
  }

  /** A file of the configuration in a container's image. */
  public configuration(container: string, file: string): string {
    const folder = this.imageOf(container).build?.context ?? '';
    const text = this.files.get(path.posix.join(folder, 'config', file));
    if (text === undefined) {
      throw new Error(`the image of ${container} has no ${file}`);
    }
    return text;
  }
}

const isTask = ({ must_run }: ContainerJson): boolean => must_run === false;

const named = <Resource extends ResourceJson>(name: string, resources: Record<string, Resource>): Resource => {
  const found = Object.values(resources).find((resource) => resource.name === name);
  if (!found) {
    const names = Object.values(resources).map((resource) => resource.name);
    throw new Error(`there is no "${name}", only ${names.join(', ')}`);
  }
  return found;
};

const filesBelow = (folder: string): Map<string, string> =>
  new Map(
    fs
      .readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [path.relative(folder, file), fs.readFileSync(file, 'utf8')]),
  );

/** Synthesizes an app with one stack called `gateway`, as `cdktf synth` does. */
export const synthesize = (
  build: (app: App) => TerraformStack,
  context: Record<string, unknown> = {},
): SynthesizedStack =>
  inTemporaryFolder((outdir) => {
    const app = new App({ outdir, context });
    const stack = build(app);
    app.synth();
    const files = filesBelow(path.join(outdir, 'stacks', stack.node.id));
    return new SynthesizedStack(JSON.parse(files.get('cdk.tf.json') ?? '') as TerraformJson, files);
  });

/** Synthesizes a stack called `gateway` with these properties. */
export const synthesizeGateway = (
  props: Partial<DualMtaStackProps> = {},
  context: Record<string, unknown> = {},
): SynthesizedStack => synthesize((app) => new DualMtaStack(app, 'gateway', gatewayProps(props)), context);
