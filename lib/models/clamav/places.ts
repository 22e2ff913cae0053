/** Where clamd listens. */
export const CLAMD_PORT = 3310;

/** Where the signatures lie that freshclam keeps up to date. */
export const SIGNATURES = '/var/lib/clamav';

/** Where signatures of one's own lie in an image. */
export const OWN_SIGNATURES = '/etc/dual-mta/signatures';

/** Where clamd puts what it is sent while it looks through it. */
export const CLAMD_WORK = '/var/tmp/clamd';
