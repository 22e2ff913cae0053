/** The stack with the gateway that is measured: no name and no port of the example's, which may be deployed beside it. */
export const NAME = 'bench';

/** What stands beside the gateway; all of it has this label. */
export const LABEL = 'cdktf-dual-mta.bench';
export const PEERS_NETWORK = `${NAME}-peers`;
export const PEERS_RESOLVER = `${NAME}-peers-resolver`;
export const SINK = `${NAME}-sink`;

/** The gateway's part that can be looked at by the engine's names. */
export const [RX, FILTER, TX, RESOLVER] = ['mta-rx', 'filter', 'mta-tx', 'resolver'].map((part) => `${NAME}-${part}`);
export const DELIVERY_NETWORK = `${NAME}-delivery`;

/** Ports on 127.0.0.1; those of the systems follow. */
export const SINK_PORT = 5630;
export const FIRST_PORT = 5631;

/** Who sends to whom: both are known to every system's resolver. */
export const SENDER_DOMAIN = 'sender.example';
export const RECIPIENT_DOMAIN = 'example.com';
export const HOSTNAME = 'mx.example.com';
