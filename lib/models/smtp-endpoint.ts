/** The protocol spoken to an endpoint. */
export enum SmtpProtocol {
  /** SMTP with extensions (RFC 5321). */
  SMTP = 'smtp',
  /** LMTP (RFC 2033): an answer for each recipient after the data. */
  LMTP = 'lmtp',
}

/** Options of an endpoint. */
export interface SmtpEndpointProps {
  /** Host name or address, asked for addresses only, never for MX records. */
  readonly host: string;

  /**
   * TCP port.
   *
   * @default 25
   */
  readonly port?: number;

  /**
   * Protocol.
   *
   * @default SmtpProtocol.SMTP
   */
  readonly protocol?: SmtpProtocol;
}

/**
 * Where mail is handed to: the only thing that MTA-RX knows of the filter, the filter of MTA-TX, and MTA-TX of a
 * mailbox server. Each of the three can therefore stand for itself.
 */
export class SmtpEndpoint {
  /** An endpoint that speaks SMTP. */
  public static smtp(host: string, port?: number): SmtpEndpoint {
    return new SmtpEndpoint({ host, port, protocol: SmtpProtocol.SMTP });
  }

  /** An endpoint that speaks LMTP. */
  public static lmtp(host: string, port: number): SmtpEndpoint {
    return new SmtpEndpoint({ host, port, protocol: SmtpProtocol.LMTP });
  }

  /** Host name or address. */
  public readonly host: string;
  /** TCP port. */
  public readonly port: number;
  /** Protocol. */
  public readonly protocol: SmtpProtocol;

  public constructor(props: SmtpEndpointProps) {
    this.host = props.host;
    this.port = props.port ?? 25;
    this.protocol = props.protocol ?? SmtpProtocol.SMTP;
  }
}
