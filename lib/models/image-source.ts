import { PackageOptions } from './packages';

/**
 * Where a container's image comes from.
 */
export class ImageSource {
  /**
   * Built by Terraform on the engine, from the Dockerfile of this package and the configuration that the constructs
   * write. A configuration that m4, sendmail or amavisd refuses fails the build.
   *
   * @param baseImage the image below; Debian 12 or one made from it
   * @param packages which Debian packages go into it
   */
  public static fromBaseImage(baseImage?: string, packages?: PackageOptions): ImageSource {
    return new ImageSource(baseImage ?? 'debian:bookworm-slim', undefined, packages);
  }

  /**
   * Taken from a registry, where your own pipeline built it from the same build context.
   *
   * @param reference such as `registry.example.com/gateway-mta-rx:1`
   */
  public static fromRegistry(reference: string): ImageSource {
    return new ImageSource(undefined, reference);
  }

  private constructor(
    /** The image to build upon; undefined where nothing is built. */
    public readonly baseImage?: string,
    /** The finished image; undefined where one is built. */
    public readonly reference?: string,
    /** Which packages go into the one that is built. */
    public readonly packages?: PackageOptions,
  ) {}
}
