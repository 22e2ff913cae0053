import { Duration } from './duration';

/** Kinds of records that a gateway needs in the public DNS. */
export enum DnsRecordType {
  /** An IPv4 address. */
  A = 'A',
  /** An IPv6 address. */
  AAAA = 'AAAA',
  /** Another name of a host. */
  CNAME = 'CNAME',
  /** Where a domain's mail goes. */
  MX = 'MX',
  /** Text: SPF, DKIM, DMARC, MTA-STS, TLS reports. */
  TXT = 'TXT',
}

/** Longest piece of text that DNS carries in one (RFC 1035 section 3.3). */
const LONGEST_STRING = 255;

/** What a record consists of. */
export interface DnsRecordProps {
  /** Its name, fully qualified, without a dot at the end. */
  readonly name: string;
  /** Its kind. */
  readonly type: DnsRecordType;
  /** Address, host name or whole text; a text has no quotes around it and is not cut into pieces. */
  readonly value: string;
  /** How long others may keep it. */
  readonly ttl: Duration;

  /**
   * The preference of an MX record.
   *
   * @default - none; no other record has one
   */
  readonly priority?: number;
}

/**
 * A record that the outside must see, for a resource of whatever provider serves the domain's zone. It has no value that
 * is known only at apply, unless one of the gateway's properties has.
 */
export class DnsRecord {
  /** Its name, fully qualified, without a dot at the end. */
  public readonly name: string;
  /** Its kind. */
  public readonly type: DnsRecordType;
  /** Address, host name or whole text; a text has no quotes around it and is not cut into pieces. */
  public readonly value: string;
  /** How long others may keep it. */
  public readonly ttl: Duration;
  /** The preference of an MX record; undefined of all others. */
  public readonly priority?: number;

  public constructor(props: DnsRecordProps) {
    this.name = props.name;
    this.type = props.type;
    this.value = props.value;
    this.ttl = props.ttl;
    this.priority = props.priority;
  }

  /** A text in pieces of at most 255 bytes, as DNS carries it; of all other kinds the one value. */
  public get strings(): string[] {
    if (this.type !== DnsRecordType.TXT) {
      return [this.value];
    }
    const pieces = [''];
    for (const character of this.value) {
      const last = pieces[pieces.length - 1];
      if (Buffer.byteLength(last + character) <= LONGEST_STRING) {
        pieces[pieces.length - 1] = last + character;
      } else {
        pieces.push(character);
      }
    }
    return pieces;
  }
}
