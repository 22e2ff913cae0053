import { MtaRxOptions } from 'cdktf-dual-mta';
import { ContainerImage } from './container-image';
import { buildGatewayImage } from './gateway-image';
import { RunningContainer } from './running-container';

/** The queue of a sendmail that does not run, with files in it that a test has laid there. */
export class LaidQueue {
  /** That of an MTA-RX. */
  public static start(rx: MtaRxOptions = {}): LaidQueue {
    const volumes = rx.msp ? ['--volume', '/var/spool/mqueue-client'] : [];
    const root = `/var/spool/mqueue-rx${rx.separateWorkArea ? '/queue' : ''}`;
    return LaidQueue.of(buildGatewayImage('mta-rx', { filterProcesses: 3, rx }), root, 'smmsp', volumes);
  }

  /** That of an MTA-TX. */
  public static ofMtaTx(): LaidQueue {
    return LaidQueue.of(buildGatewayImage('mta-tx'), '/var/spool/mqueue', 'smmta');
  }

  private static of(image: ContainerImage, root: string, user: string, volumes: readonly string[] = []): LaidQueue {
    const isolated = ['--network', 'none', '--init', '--entrypoint', 'sleep'];
    const options = [...isolated, '--volume', root, ...volumes];
    return new LaidQueue(image, RunningContainer.start(image.tag, options, ['infinity']), root, user);
  }

  private constructor(
    private readonly image: ContainerImage,
    public readonly container: RunningContainer,
    private readonly root: string,
    private readonly user: string,
  ) {}

  /** Empties it, and lays files there: name and text. */
  public lay(files: { readonly [name: string]: string }): void {
    this.shell('find . -mindepth 1 -delete; /usr/lib/dual-mta/arrange-queue');
    for (const [name, text] of Object.entries(files)) {
      this.container.exec(
        ['sh', '-c', `umask 077; mkdir -p $(dirname ${this.root}/${name}); cat > ${this.root}/${name}`],
        {
          user: this.user,
          input: text,
        },
      );
    }
  }

  /** The files in it: name and text. */
  public files(): { [name: string]: string } {
    const names = this.shell("find . -type f ! -name .layout -printf '%P\\n' | sort")
      .trim()
      .split('\n')
      .filter(Boolean);
    return Object.fromEntries(names.map((name) => [name, this.shell(`cat '${name}'`)]));
  }

  /** Runs lines of shell as the queue's user, in its directory. */
  public shell(script: string): string {
    return this.container.exec(['sh', '-c', `cd ${this.root}; ${script}`], { user: this.user }).stdout;
  }

  /** What a file has in it, byte for byte. */
  public bytes(path: string): Buffer {
    return Buffer.from(this.shell(`base64 ${path}`), 'base64');
  }

  public remove(): void {
    this.container.remove();
    this.image.remove();
  }
}
