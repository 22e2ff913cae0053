import { QueueVolume } from './queue-volume';

/**
 * A directory with files that nobody else may see: keys, passwords. It is mounted read-only below `/run/secrets` and
 * never copied into an image, Terraform's state or the synthesized JSON. The run-as user must be able to read the files
 * (`chgrp 2501 FILE && chmod 640 FILE`), and nobody beyond its group; the container says so and stops where that is
 * not the case.
 */
export class SecretDirectory {
  /**
   * A directory of the host.
   *
   * @param path absolute path on the host, such as `/srv/mx/certificate`
   */
  public static onHostPath(path: string): SecretDirectory {
    return new SecretDirectory(QueueVolume.onHostPath(path));
  }

  /**
   * A volume that exists already, made and filled by the engine's own means.
   *
   * @param name the volume's name
   */
  public static existing(name: string): SecretDirectory {
    return new SecretDirectory(QueueVolume.existing(name));
  }

  private constructor(
    /** Where it lies. */
    public readonly volume: QueueVolume,
  ) {}
}
