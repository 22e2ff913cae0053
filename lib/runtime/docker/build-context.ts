import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { ISynthesisSession, TerraformStack, Token, Tokenization } from 'cdktf';
import { addCustomSynthesis } from 'cdktf/lib/synthesize/synthesizer';
import { Construct } from 'constructs';
import { IMAGES } from '../../images/directory';
import { PackageOptions } from '../../models/packages';
import { IImageContent } from '../runtime';

/** How cdktf marks, within a text, a value that Terraform knows only at apply. */
const LATE_VALUE = /\$\{TfToken\[[^\]]+\]\}/g;

/** cdktf hides a number that is known only at apply in one that nobody would write. */
const withLateNumbers = (text: string): string =>
  text.replace(/-\d\.\d+e\+\d+/g, (number) => {
    const late = Tokenization.reverseNumber(Number(number));
    return late ? Token.asString(late) : number;
  });

const DOCKERFILE = 'Dockerfile';
const PACKAGES = 'packages';

interface ContextFile {
  readonly text: string;
  readonly executable: boolean;
}

const contextFile = (source: string): ContextFile => ({
  text: fs.readFileSync(source, 'utf8'),
  executable: (fs.statSync(source).mode & 0o100) !== 0,
});

/** What installs packages in the image's build, and what it reads: a package and its version a line, and apt's sources. */
const packageFiles = ({ versions = {}, sources }: PackageOptions): [string, ContextFile][] => {
  const lines = Object.entries(versions).map(([name, version]) => `${name} ${version}\n`);
  const texts = {
    versions: lines.sort().join(''),
    ...(sources && { 'sources.list': sources.map((line) => `${line}\n`).join('') }),
  };
  return [
    [`${PACKAGES}/install`, contextFile(path.join(IMAGES, PACKAGES, 'install'))],
    ...Object.entries(texts).map(([name, text]): [string, ContextFile] => [
      `${PACKAGES}/${name}`,
      { text, executable: false },
    ]),
  ];
};

/**
 * The directory that an image is built from, written beside the stack's JSON at synth. cdktf's TerraformAsset wants the
 * files to exist when it is constructed; ours are known only when the last domain has been added.
 */
export class BuildContext extends Construct {
  public constructor(
    scope: Construct,
    id: string,
    private readonly name: string,
    private readonly content: IImageContent,
    private readonly buildSettings: Readonly<Record<string, string>>,
    private readonly packages: PackageOptions = {},
  ) {
    super(scope, id);
    addCustomSynthesis(this, { onSynthesize: (session) => this.writeTo(session) });
  }

  /**
   * A short hash of the build's settings and of every file's name, mode and text. The settings count because the provider
   * replaces an image when one changes, and cannot replace one whose name stays the same while a container runs from it.
   */
  public get hash(): string {
    const digest = createHash('sha256').update(JSON.stringify(this.buildSettings));
    for (const [name, file] of [...this.files()].sort(([a], [b]) => (a < b ? -1 : 1))) {
      digest.update(`${name}\0${file.executable}\0${file.text}\0`);
    }
    return digest.digest('hex').slice(0, 12);
  }

  /** The directory, relative to where Terraform runs. */
  public get directory(): string {
    return path.posix.join(this.folder, this.hash);
  }

  /** The values in the configuration that Terraform knows only at apply, for `insert-values` in the image's build. */
  public get lateValues(): string[] {
    return [...new Set(Object.values(this.configuration()).flatMap((text) => text.match(LATE_VALUE) ?? []))];
  }

  private get folder(): string {
    return path.posix.join('assets', this.name);
  }

  private configuration(): { [file: string]: string } {
    const files = Object.entries(this.content.renderConfiguration());
    return Object.fromEntries(files.map(([file, text]) => [file, withLateNumbers(text)]));
  }

  private files(): Map<string, ContextFile> {
    const { folders, dockerfile = folders[0] } = this.content;
    const files = new Map([
      [DOCKERFILE, contextFile(path.join(IMAGES, dockerfile, DOCKERFILE))],
      ...packageFiles(this.packages),
    ]);
    for (const folder of folders) {
      for (const file of fs.readdirSync(path.join(IMAGES, folder)).filter((name) => name !== DOCKERFILE)) {
        files.set(`image/${file}`, contextFile(path.join(IMAGES, folder, file)));
      }
    }
    const late = this.lateValues;
    for (const [file, text] of Object.entries(this.configuration())) {
      const marked = text.replace(LATE_VALUE, (value) => `@TERRAFORM_VALUE_${late.indexOf(value) + 1}@`);
      files.set(`config/${file}`, { text: marked, executable: false });
    }
    return files;
  }

  private writeTo(session: ISynthesisSession): void {
    const stackJson = session.manifest.forStack(TerraformStack.of(this)).synthesizedStackPath;
    const stackDirectory = path.dirname(path.join(session.manifest.outdir, stackJson));
    fs.rmSync(path.join(stackDirectory, this.folder), { recursive: true, force: true });
    for (const [name, file] of this.files()) {
      const target = path.join(stackDirectory, this.directory, name);
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.writeFileSync(target, file.text, { mode: file.executable ? 0o755 : 0o644 });
    }
  }
}
