import * as fs from 'fs';
import { randomName } from './container-image';
import { runOrThrow, runProgram } from './program';

/** A volume with secrets in it, such as an administrator fills: readable for a group: 2501, which MTA-RX runs as, or another. */
export class SecretVolume {
  public static create(files: Readonly<Record<string, string>>, group = 2501): SecretVolume {
    const name = randomName('secrets');
    runOrThrow('docker', ['volume', 'create', name]);
    return SecretVolume.fill(name, files, group);
  }

  /** A directory of the host instead. It is filled by the engine, so that whoever runs the test need not be root. */
  public static onHostPath(folder: string, files: Readonly<Record<string, string>>, group = 2501): SecretVolume {
    fs.mkdirSync(folder, { recursive: true });
    return SecretVolume.fill(folder, files, group);
  }

  private static fill(name: string, files: Readonly<Record<string, string>>, group: number): SecretVolume {
    const volume = new SecretVolume(name, group);
    volume.shell(`chgrp ${group} . && chmod 750 .`);
    volume.write(files);
    return volume;
  }

  private constructor(
    public readonly name: string,
    private readonly group: number,
  ) {}

  /** Puts files into it, one after the other, each renamed into its place. */
  public write(files: Readonly<Record<string, string>>): void {
    for (const [file, text] of Object.entries(files)) {
      const base64 = Buffer.from(text).toString('base64');
      this.shell(`echo ${base64} | base64 -d > .new; chgrp ${this.group} .new; chmod 640 .new; mv .new ${file}`);
    }
  }

  /** Lines of shell, in it, as root. */
  public shell(script: string): void {
    const options = ['run', '--rm', '--interactive', '--network', 'none', '--volume', `${this.name}:/secrets`];
    runOrThrow('docker', [...options, '--workdir', '/secrets', 'debian:bookworm-slim', 'sh', '-euc', script]);
  }

  /** How the engine is told to mount it. */
  public mountedAt(path: string): string[] {
    return ['--volume', `${this.name}:${path}:ro`];
  }

  public remove(): void {
    runProgram('docker', ['volume', 'rm', '--force', this.name]);
  }
}
