import { SpamAssassinOption } from './spamassassin-option';

export interface TrustedNetworkSettings {
  /** Addresses of the MTA-RX whose `Received` line can be believed. */
  readonly trustedAddresses: readonly string[];
}

export const TRUSTED_NETWORKS = ['trusted_networks', 'internal_networks'].map(
  (setting): SpamAssassinOption<TrustedNetworkSettings> => ({
    property: 'trustedAddresses',
    setting,
    source: 'the Received line of MTA-RX can be believed',
    additive: true,
  }),
);
