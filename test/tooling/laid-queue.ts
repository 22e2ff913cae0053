import { MtaRxOptions } from 'cdktf-dual-mta';
import { ContainerImage } from './container-image';
import { buildGatewayImage } from './gateway-image';
import { RunningContainer } from './running-container';

const AS_SMMSP = { user: 'smmsp' };

/** The queue of an MTA-RX whose sendmail does not run, with files in it that a test has laid there. */
export class LaidQueue {
  public static start(rx: MtaRxOptions = {}): LaidQueue {
    const image = buildGatewayImage('mta-rx', { filterProcesses: 3, rx });
    const root = `/var/spool/mqueue-rx${rx.separateWorkArea ? '/queue' : ''}`;
    const volumes = ['--volume', root, ...(rx.msp ? ['--volume', '/var/spool/mqueue-client'] : [])];
    const isolated = ['--network', 'none', '--init', '--entrypoint', 'sleep'];
    return new LaidQueue(image, RunningContainer.start(image.tag, [...isolated, ...volumes], ['infinity']), root);
  }

  private constructor(
    private readonly image: ContainerImage,
    public readonly container: RunningContainer,
    private readonly root: string,
  ) {}

  /** Empties it, and lays files there: name and text. */
  public lay(files: { readonly [name: string]: string }): void {
    this.shell('find . -mindepth 1 -delete; /usr/lib/dual-mta/arrange-queue');
    for (const [name, text] of Object.entries(files)) {
      this.container.exec(
        ['sh', '-c', `umask 077; mkdir -p $(dirname ${this.root}/${name}); cat > ${this.root}/${name}`],
        {
          ...AS_SMMSP,
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
    return this.container.exec(['sh', '-c', `cd ${this.root}; ${script}`], AS_SMMSP).stdout;
  }

  public remove(): void {
    this.container.remove();
    this.image.remove();
  }
}
