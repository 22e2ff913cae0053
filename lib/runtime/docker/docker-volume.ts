import { ContainerMounts } from '@cdktf/provider-docker/lib/container';
import { Volume } from '@cdktf/provider-docker/lib/volume';
import { TerraformProvider, Token } from 'cdktf';
import { Construct } from 'constructs';
import { RemovalPolicy } from '../../models/queue-volume';
import { IVolume, Mount, VolumeProps } from '../runtime';

/**
 * The context key (`CDKTF_CONTEXT_JSON`, `cdktf.json`) that lifts the protection of volumes with mail in them: the word
 * that destroying them needs.
 */
export const RELEASE_VOLUMES = 'cdktf-dual-mta:releaseVolumes';

/** A volume of one engine, or a directory of its host. */
export class DockerVolume extends Construct implements IVolume {
  public readonly source: string;
  public readonly isHostPath: boolean;

  public constructor(scope: Construct, id: string, props: VolumeProps, provider?: TerraformProvider) {
    super(scope, id);
    const { hostPath, volumeName, removalPolicy } = props.volume;
    this.isHostPath = hostPath !== undefined;
    const existing = hostPath ?? volumeName;
    if (existing !== undefined) {
      this.source = existing;
      return;
    }
    const released = this.node.tryGetContext(RELEASE_VOLUMES) === true;
    const volume = new Volume(this, 'Volume', {
      provider,
      name: props.name,
      lifecycle: removalPolicy === RemovalPolicy.RETAIN && !released ? { preventDestroy: true } : undefined,
    });
    // Terraform destroys what it knows by another address: where the construct stands must not decide about queued mail.
    if (!Token.isUnresolved(props.name)) {
      volume.overrideLogicalId(`volume_${props.name}`);
    }
    this.source = volume.name;
  }
}

/** Volumes at their places, as the provider wants them. */
export const mountsOf = (mounts: readonly Mount[] = []): ContainerMounts[] =>
  mounts.map(({ volume, path, readOnly }) => ({
    type: volume.isHostPath ? 'bind' : 'volume',
    source: volume.source,
    target: path,
    readOnly,
  }));
