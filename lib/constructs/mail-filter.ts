import { IConstruct } from 'constructs';
import { SmtpEndpoint } from '../models/smtp-endpoint';
import { ScanNetwork } from './scan-network';

/** A filter, as MTA-RX sees it: where to hand mail to, and how many messages at once. */
export interface IMailFilter extends IConstruct {
  /** Where it listens. */
  readonly endpoint: SmtpEndpoint;

  /**
   * Where it takes the mail of authenticated users, to which another policy may apply.
   *
   * @default - where it takes all mail
   */
  readonly submissionEndpoint?: SmtpEndpoint;

  /** How many messages it checks at a time (`$max_servers`). */
  readonly processes: number;
  /** The network that it is handed mail on. */
  readonly intake: ScanNetwork;
  /** Lets a peer hand mail to it. */
  acceptFrom(address: string): void;
}

/** Where a filter returns mail to, as the filter sees it. */
export interface IMailReturn extends IConstruct {
  /** Where it listens. */
  readonly endpoint: SmtpEndpoint;
  /** The network that it is handed mail on. */
  readonly intake: ScanNetwork;
  /** Lets a peer hand mail to it. */
  acceptFrom(address: string): void;
}

/** Where MTA-RX hands mail that is not to be checked. */
export interface IMailBypass extends IConstruct {
  /** Joins a network and lets a peer on it hand mail to it; says where it listens there. */
  openBypass(network: ScanNetwork, from: string): SmtpEndpoint;
}
