import { addressOn } from '../../test/tooling/engine';
import { remove, start } from '../engine';
import { HOSTNAME, NAME, PEERS_NETWORK, PEERS_RESOLVER } from '../names';
import { Part } from '../measure/usage';
import { buildPeerImage } from './peer-images';
import { untilReady } from './ready';
import { Setting, System } from './system';

/** What a peer is. */
export interface PeerProps {
  readonly name: string;
  readonly title: string;
  /** Folder of bench/images. */
  readonly image: string;
  /** The image that it is built upon. */
  readonly upon?: string;
  /** Port that it listens on, inside. */
  readonly listens: number;
  readonly port: number;
  /** Where its queues and its work directory are: on volumes, as the gateway's are. */
  readonly volumes: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly isFilterAlone?: boolean;
  readonly alwaysChecks?: boolean;
  /** Settings of the kernel's network, known when it starts. */
  readonly networkSettings?: () => Readonly<Record<string, string>>;
}

/** One of the others: everything in one container, on one loopback interface. */
export class Peer implements System {
  public readonly name: string;
  public readonly title: string;
  public readonly port: number;
  public readonly isFilterAlone?: boolean;
  public readonly alwaysChecks?: boolean;
  public readonly parts: readonly Part[];
  public readonly shared = [{ container: PEERS_RESOLVER, component: 'resolver' }];
  private readonly container: string;
  private image?: string;

  public constructor(private readonly props: PeerProps) {
    this.name = props.name;
    this.title = props.title;
    this.port = props.port;
    this.isFilterAlone = props.isFilterAlone;
    this.alwaysChecks = props.alwaysChecks;
    this.container = `${NAME}-peer-${props.name}`;
    this.parts = [{ container: this.container }];
  }

  public async start({ workers, spamAssassin }: Setting): Promise<void> {
    const { listens, volumes, environment = {}, networkSettings } = this.props;
    this.image ??= buildPeerImage(this.props.image, this.props.upon);
    remove(this.container);
    const values = { ...environment, WORKERS: workers, SPAMASSASSIN: spamAssassin ? 'yes' : '' };
    const sysctls = Object.entries(networkSettings?.() ?? {});
    start(this.container, this.image, [
      ...['--init', '--hostname', HOSTNAME, '--dns', addressOn(PEERS_NETWORK, PEERS_RESOLVER)],
      ...['--publish', `127.0.0.1:${this.port}:${listens}`],
      ...volumes.flatMap((volume) => ['--volume', volume]),
      ...Object.entries(values).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
      ...sysctls.flatMap(([name, value]) => ['--sysctl', `${name}=${value}`]),
    ]);
    await untilReady(this);
  }

  public remove(): void {
    remove(this.container);
  }
}
