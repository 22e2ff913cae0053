import { Publish } from './publish';

/** What is spoken on a port of MTA-RX. */
export enum ListenerProtocol {
  /** Mail from everybody, without AUTH (port 25). */
  SMTP = 'MTA-RX',
  /** Mail from authenticated users alone, TLS by STARTTLS (port 587; RFC 6409). */
  SUBMISSION = 'MSA-RX',
  /** Mail from authenticated users alone, TLS from the first byte (port 465; RFC 8314). */
  SMTPS = 'MSAS-RX',
}

/** Options of a listener. */
export interface ListenerProps {
  /**
   * Where it is published on the host.
   *
   * @default - nowhere; only what is on MTA-RX's networks reaches it
   */
  readonly publish?: Publish[];
}

/** A further port that MTA-RX listens on (`DAEMON_OPTIONS`). */
export class Listener {
  /**
   * Another port like 25: mail from everybody for the gateway's domains; AUTH is not offered (`M=A`).
   *
   * @param port port of the container
   */
  public static smtp(port: number, props?: ListenerProps): Listener {
    return new Listener(ListenerProtocol.SMTP, port, 'A', props?.publish);
  }

  /**
   * Another port like 587: authenticated users alone, after STARTTLS (`M=Ea`).
   *
   * @param port port of the container
   */
  public static submission(port: number, props?: ListenerProps): Listener {
    return new Listener(ListenerProtocol.SUBMISSION, port, 'Ea', props?.publish);
  }

  /**
   * Submission under TLS from the first byte (`M=Eas`), the port that RFC 8314 prefers for users.
   *
   * @param port port of the container; 465 where none is given
   */
  public static smtps(port?: number, props?: ListenerProps): Listener {
    return new Listener(ListenerProtocol.SMTPS, port ?? 465, 'Eas', props?.publish);
  }

  private constructor(
    /** What is spoken there. */
    public readonly protocol: ListenerProtocol,
    /** Port of the container. */
    public readonly port: number,
    /** The letters of `Modifiers=`. */
    public readonly modifiers: string,
    /** Where it is published on the host. */
    public readonly publish: Publish[] = [],
  ) {}
}
