import { ProgramResult } from './program';

/** A file for an archive. */
export interface Packed {
  readonly name: string;
  readonly content: Buffer;
}

/** What Debian's 7z and tar make. */
export type ArchiveKind = 'zip' | '7z' | 'tar';

/** A place with 7z and tar, such as the filter's container. */
export interface Workshop {
  exec(command: readonly string[], options: { readonly input: string }): ProgramResult;
}

/** Makes archives with the programs of the filter's own container. */
export class Archives {
  public constructor(private readonly container: Workshop) {}

  /** Files in an archive; with a password they are encrypted. */
  public pack(kind: ArchiveKind, files: readonly Packed[], password?: string): Buffer {
    const writes = files.map(({ name, content }) => `echo ${content.toString('base64')} | base64 -d > './${name}'`);
    return this.make([...writes, ...COMMANDS[kind](password)]);
  }

  /** A file in a zip in a zip, so many of them. */
  public nested(depth: number, { name, content }: Packed): Buffer {
    return this.make([
      `echo ${content.toString('base64')} | base64 -d > '${name}'`,
      `inner='${name}'`,
      `for level in $(seq 1 ${depth}); do 7z a -tzip -bd level$level.zip "$inner" > /dev/null; rm "$inner"; inner=level$level.zip; done`,
      'mv "$inner" out',
    ]);
  }

  /** So many files of a byte each. */
  public manyFiles(count: number): Buffer {
    return this.make([
      `mkdir files; for number in $(seq 1 ${count}); do echo > files/$number.txt; done`,
      '7z a -tzip -bd out.zip ./files > /dev/null; mv out.zip out',
    ]);
  }

  /** So many MiB of zeros in a few KiB. */
  public bomb(mebibytes: number): Buffer {
    return this.make([`head -c ${mebibytes}M /dev/zero | 7z a -tzip -bd -si out.zip > /dev/null; mv out.zip out`]);
  }

  private make(commands: readonly string[]): Buffer {
    const script = [
      'set -eu',
      'cd "$(mktemp -d /tmp/archive.XXXXXX)"',
      ...commands,
      'base64 -w0 out',
      'rm -rf "$PWD"',
    ].join('\n');
    const { code, said, stdout } = this.container.exec(['sh'], { input: script });
    if (code !== 0) {
      throw new Error(said);
    }
    return Buffer.from(stdout, 'base64');
  }
}

const sevenZip =
  (format: string) =>
  (password?: string): string[] => [
    `7z a -t${format} -bd ${password === undefined ? '' : `-p${password}`} out.${format} . > /dev/null`,
    `mv out.${format} out`,
  ];

const COMMANDS: Record<ArchiveKind, (password?: string) => string[]> = {
  zip: sevenZip('zip'),
  '7z': sevenZip('7z'),
  tar: () => ['mkdir ../in.$$; mv * ../in.$$; tar -cf out -C ../in.$$ .; rm -r ../in.$$'],
};
