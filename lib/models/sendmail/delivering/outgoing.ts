import { COUNT, HOST_NAME, IPV4_ADDRESS } from '../../rules';
import { call, McOption } from '../statement';

/** How MTA-TX appears to the servers that it delivers to. */
export interface OutgoingOptions {
  /**
   * The address that it connects from (`CLIENT_OPTIONS`, `Addr=`). It becomes the container's address on the delivery
   * network, which must have a subnet that it lies in.
   *
   * @default - the engine chooses one
   */
  readonly sourceAddress?: string;

  /**
   * The name that it says EHLO with (`confHELO_NAME`).
   *
   * @default - the gateway's host name
   */
  readonly heloName?: string;

  /**
   * Most messages in one connection (`SMTP_MAILER_MAXMSGS`). A route can have another number.
   *
   * @default - no limit
   */
  readonly messagesPerConnection?: number;
}

export const OUTGOING: McOption<OutgoingOptions>[] = [
  {
    property: 'sourceAddress',
    rule: IPV4_ADDRESS,
    source: 'cf/README, CLIENT_OPTIONS',
    comment: 'Where it connects from',
    entries: ({ sourceAddress }) =>
      sourceAddress === undefined ? [] : [call('CLIENT_OPTIONS', `Family=inet, Addr=${sourceAddress}`)],
  },
  {
    property: 'heloName',
    rule: HOST_NAME,
    source: 'op.me, HeloName',
    comment: 'What it says EHLO with',
    define: 'confHELO_NAME',
  },
  {
    property: 'messagesPerConnection',
    rule: COUNT,
    source: 'cf/README, SMTP_MAILER_MAXMSGS',
    comment: 'Max no. of msgs in a single connection',
    define: 'SMTP_MAILER_MAXMSGS',
  },
];
