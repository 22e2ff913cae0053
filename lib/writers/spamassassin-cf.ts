/** Writes SpamAssassin's site-wide settings. Thresholds and headers are amavisd's. */
export const writeSpamAssassinCf = (trustedAddresses: readonly string[]): string =>
  [
    '# Written by cdktf-dual-mta.',
    '# The filter has no way out: what needs DNS or the network is not asked.',
    'dns_available no',
    'skip_rbl_checks 1',
    'use_bayes 0',
    'bayes_auto_learn 0',
    '# The Received line of MTA-RX can be believed.',
    ...trustedAddresses.flatMap((address) => [`trusted_networks ${address}`, `internal_networks ${address}`]),
    '',
  ].join('\n');
