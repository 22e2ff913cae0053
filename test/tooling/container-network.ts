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

  /** Addresses of its first subnet that the engine gives to nobody so soon: the last ones. */
  public lastAddresses(count: number): string[] {
    const [base, prefix] = this.subnets[0].split('/');
    const first = base.split('.').reduce((number, octet) => number * 256 + Number(octet), 0);
    const end = first + 2 ** (32 - Number(prefix)) - 1;
    return Array.from({ length: count }, (_, index) => {
      const address = end - count + index;
      return [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join('.');
    });
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
