import { randomName } from './container-image';
import { runOrThrow, runProgram } from './program';

/** A bridge network of the engine, made for a test, until it is removed. */
export class ContainerNetwork {
  /** @param options more arguments of `docker network create` */
  public static create(options: readonly string[] = []): ContainerNetwork {
    const name = randomName('network');
    runOrThrow('docker', ['network', 'create', ...options, name]);
    return new ContainerNetwork(name);
  }

  private constructor(public readonly name: string) {}

  /** Address of the engine's gateway, IPv4 first. */
  public get gateways(): string[] {
    return this.inspect('{{range .IPAM.Config}}{{.Gateway}}\n{{end}}');
  }

  public get subnets(): string[] {
    return this.inspect('{{range .IPAM.Config}}{{.Subnet}}\n{{end}}');
  }

  /** The addresses that a container has on it, IPv4 first. */
  public addressesOf(container: string): string[] {
    const at = `(index .NetworkSettings.Networks "${this.name}")`;
    const format = `{{${at}.IPAddress}}\n{{${at}.GlobalIPv6Address}}`;
    return lines(runOrThrow('docker', ['inspect', '--format', format, container]));
  }

  public connect(container: string): void {
    runOrThrow('docker', ['network', 'connect', this.name, container]);
  }

  public remove(): void {
    runProgram('docker', ['network', 'rm', this.name]);
  }

  private inspect(format: string): string[] {
    return lines(runOrThrow('docker', ['network', 'inspect', '--format', format, this.name]));
  }
}

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');
