import { Construct } from 'constructs';
import { Duration } from '../models/duration';
import { ImageSource } from '../models/image-source';
import { RunAs } from '../models/run-as';
import { Size } from '../models/size';
import { RuleChannel } from '../models/spamassassin/rule-channel';
import { RuleUpdateOptions, RULES, UPDATE_INTERVAL } from '../models/spamassassin/rule-updates';
import { INetwork, IRuntime, IService, IVolume } from '../runtime/runtime';
import { writeShellVariables } from '../writers/shell';

/** Options of the container that fetches rules. */
export interface RuleUpdatesProps extends RuleUpdateOptions {
  readonly runtime: IRuntime;
  /** Name of the filter; that of the container and of its network is this one with `-rule-updates` behind. */
  readonly name: string;
  /** Fully qualified name of the gateway. */
  readonly hostname: string;
  /** Where the filter's image comes from. */
  readonly filterImage?: ImageSource;
  /** Where the filter reads them. */
  readonly volume: IVolume;
}

/**
 * Fetches SpamAssassin's rules every so often, with a way out of its own, and puts them where the filter reads them: the
 * filter, which handles what strangers send, has none.
 */
export class RuleUpdates extends Construct {
  public readonly service: IService;
  /** Its way out. */
  public readonly outside: INetwork;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: RuleUpdatesProps,
  ) {
    super(scope, id);
    const { runtime, filterImage, volume } = props;
    const name = `${props.name}-rule-updates`;
    this.outside = runtime.createNetwork(this, 'Network', { name });
    this.service = runtime.createService(this, 'Service', {
      name,
      hostname: `rule-updates.${props.hostname}`,
      source:
        props.image ?? (filterImage?.reference === undefined ? filterImage : undefined) ?? ImageSource.fromBaseImage(),
      content: { folders: ['rule-updates', 'service'], renderConfiguration: () => this.renderConfiguration() },
      runAs: RunAs.SA_UPDATE,
      memory: props.memory ?? Size.mebibytes(256),
      maxProcesses: 64,
      stopTimeout: Duration.seconds(10),
      mounts: [{ volume, path: RULES }],
      scratch: ['/tmp', '/run/sa-update'],
    });
    this.service.joinNetwork(this.outside);
  }

  private renderConfiguration(): { [fileName: string]: string } {
    const { channels = [RuleChannel.spamAssassin()], interval = UPDATE_INTERVAL } = this.props;
    const seconds = interval.toSeconds();
    return {
      service: writeShellVariables({
        UPDATE_USER: RunAs.SA_UPDATE.user,
        UPDATE_RULES: RULES,
        UPDATE_CHANNELS: channels.map(({ name }) => name).join(' '),
        UPDATE_SECONDS: String(seconds),
        UPDATE_RETRY_SECONDS: String(Math.ceil(seconds / 10)),
        UPDATE_AGE_SECONDS: String(3 * seconds),
      }),
      ...Object.fromEntries(
        channels.flatMap(({ name, publicKey }) => (publicKey === undefined ? [] : [[`${name}.asc`, publicKey]])),
      ),
    };
  }
}
