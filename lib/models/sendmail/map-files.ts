/**
 * Where sendmail finds its maps: a volume that is filled from outside. What changes with a domain, a recipient or an
 * entry stands in them alone, never in the `.mc` file, so that such a change restarts nothing.
 */
export const MAPS = '/etc/mail/maps';
