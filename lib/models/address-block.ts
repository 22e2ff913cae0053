import { createHash } from 'crypto';
import { addressAfter } from './ipv4';

/** Where each part of the gateway has its address on an internal network: the number within the subnet. */
export enum AddressSlot {
  RESOLVER = 2,
  MTA = 3,
  FILTER = 4,
  /** MTA-RX, where it shares a network with MTA-TX. */
  MTA_RX = 5,
  /** The second filter; those behind it follow. */
  SECOND_FILTER = 6,
  /** ClamAV's daemon. */
  CLAMAV = 13,
}

/** How many filters can share the networks of a gateway. */
export const MOST_FILTERS = 7;

/** The place of a filter: the first one keeps its own when there are more. */
export const filterSlot = (index: number): number =>
  index === 0 ? AddressSlot.FILTER : AddressSlot.SECOND_FILTER + index - 1;

/**
 * The 64 addresses that a gateway's internal networks share: 16 for `scan-in`, 16 for `scan-out`,
 * 16 for `bypass`, which is there only if asked for, the rest in reserve.
 * They have to be known before anything runs, because the engine's `dns` setting, amavisd's `@inet_acl` and MTA-TX's
 * access map take addresses only.
 */
export class AddressBlock {
  /**
   * A block that you chose.
   *
   * @param cidr an IPv4 block of 64 addresses on its boundary, such as `10.20.30.64/26`
   */
  public static of(cidr: string): AddressBlock {
    return new AddressBlock(cidr);
  }

  /**
   * A block that follows from a name: always the same, in 10.192.0.0/10. Two gateways hardly ever get the same one;
   * if they do, synth says so.
   *
   * @param name the gateway's name
   */
  public static derivedFrom(name: string): AddressBlock {
    const digest = createHash('sha256').update(name).digest();
    const [second, third, fourth] = [192 + (digest[0] % 64), digest[1], (digest[2] % 4) * 64];
    return new AddressBlock(`10.${second}.${third}.${fourth}/26`);
  }

  private constructor(
    /** The block, such as `10.20.30.64/26`. */
    public readonly cidr: string,
  ) {}

  /** The subnet between MTA-RX and the filter. */
  public get scanIn(): string {
    return this.subnet(0);
  }

  /** The subnet between the filter and MTA-TX. */
  public get scanOut(): string {
    return this.subnet(1);
  }

  /** The subnet between MTA-RX and MTA-TX, where some mail goes past the filter. */
  public get bypass(): string {
    return this.subnet(2);
  }

  /** The subnet that clients come to, where the engine is not to choose one. */
  public get intake(): string {
    return this.subnet(3);
  }

  /** A part's address on `scan-in`. */
  public onScanIn(slot: AddressSlot): string {
    return this.address(slot);
  }

  /** A part's address on `scan-out`. */
  public onScanOut(slot: AddressSlot): string {
    return this.address(16 + slot);
  }

  /** A part's address on `bypass`. */
  public onBypass(slot: AddressSlot): string {
    return this.address(32 + slot);
  }

  private subnet(index: number): string {
    return `${this.address(index * 16)}/28`;
  }

  private address(offset: number): string {
    return addressAfter(this.cidr.split('/')[0], offset);
  }
}
