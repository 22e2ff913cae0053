/** Which clients a published port is for. */
export enum AddressFamily {
  /** IPv4 alone. An IPv6 client is refused; it does not arrive under the engine's own address. */
  IPV4 = 'IPv4',
  /** IPv6 alone. */
  IPV6 = 'IPv6',
}

/**
 * A port of a container on an address of the host. It always names its address family: what the engine publishes on
 * "all addresses" hands IPv6 clients to an IPv4 network under the address of its own gateway.
 */
export class Publish {
  /**
   * On IPv4 addresses of the host.
   *
   * @param port the host's port
   * @param address the host's address; `0.0.0.0`, every IPv4 address, where none is given
   */
  public static onIpv4(port: number, address?: string): Publish {
    return new Publish(AddressFamily.IPV4, address ?? '0.0.0.0', port);
  }

  /**
   * On IPv6 addresses of the host. MTA-RX sees the clients' own addresses where the engine's `ip6tables` is on; otherwise,
   * and with Docker Engine 20.10's defaults, all of them have the address of the engine's gateway, which is never trusted.
   *
   * @param port the host's port
   * @param address the host's address; `::`, every IPv6 address, where none is given
   */
  public static onIpv6(port: number, address?: string): Publish {
    return new Publish(AddressFamily.IPV6, address ?? '::', port);
  }

  /**
   * On the IPv4 loopback address, for clients of the same machine only.
   *
   * @param port the host's port
   */
  public static onLoopback(port: number): Publish {
    return Publish.onIpv4(port, '127.0.0.1');
  }

  private constructor(
    /** Which clients it is for. */
    public readonly family: AddressFamily,
    /** The host's address. */
    public readonly address: string,
    /** The host's port. */
    public readonly port: number,
  ) {}

  /** Address and port, as programs take them: `127.0.0.1:25` or `[::]:25`. */
  public toString(): string {
    return `${this.family === AddressFamily.IPV6 ? `[${this.address}]` : this.address}:${this.port}`;
  }

  /** Whether both cannot be on one host. */
  public clashesWith(other: Publish): boolean {
    const everywhere = this.family === AddressFamily.IPV6 ? '::' : '0.0.0.0';
    const sameAddress = this.address === other.address || [this.address, other.address].includes(everywhere);
    return this.family === other.family && this.port === other.port && sameAddress;
  }
}
