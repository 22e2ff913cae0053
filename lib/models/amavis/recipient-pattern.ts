import { DOMAIN, MAIL_ADDRESS, Rule } from '../rules';

/** For whom an entry by recipient is: a key of amavisd's lookup tables (README.lookups). */
export const RECIPIENT_PATTERN: Rule = {
  rule: 'a policy is for an address, a domain, or with a dot before it for a domain and all its subdomains',
  source: 'amavisd-new, README.lookups',
  instead: '"jim@example.com", "example.com" or ".example.com"',
  holds: (value) => typeof value === 'string' && (MAIL_ADDRESS.holds(value) || DOMAIN.holds(value.replace(/^\./, ''))),
};
