import { Duration } from './duration';
import { Rule } from './rules';

/** What the values of public DNS records have to be. */

export const SPF_MECHANISM: Rule = {
  rule: 'a mechanism of SPF is one word, and "all" comes by itself',
  source: 'RFC 7208 section 4.6.1',
  instead: 'a mechanism such as "include:_spf.example.net" or "ip4:192.0.2.0/24"',
  holds: (value) =>
    typeof value === 'string' &&
    /^[-+?~]?(a|mx|ptr|ip4|ip6|include|exists)([:/][!-~]+)?$|^redirect=[!-~]+$/.test(value),
};

/** Mechanisms that cost whoever receives mail a question to DNS. */
export const ASKS_DNS = /^[-+?~]?(a|mx|ptr|include|exists)([:/]|$)|^redirect=/;

/** Most of them in one record, with what they include (RFC 7208 section 4.6.4). */
export const MOST_QUESTIONS = 10;

export const SELECTOR: Rule = {
  rule: 'a selector has labels of letters, digits and hyphens',
  source: 'RFC 6376 section 3.1',
  instead: 'a selector such as "2026a"',
  holds: (value) =>
    typeof value === 'string' && /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9-]{1,63})*$/i.test(value),
};

export const PUBLIC_KEY: Rule = {
  rule: 'a public key is base64 in one line, without the lines around it in its PEM file',
  source: 'RFC 6376 section 3.6.1, p=',
  instead: 'the text between "-----BEGIN PUBLIC KEY-----" and "-----END PUBLIC KEY-----", without line breaks',
  holds: (value) =>
    typeof value === 'string' && /^([A-Za-z0-9+/]{4})+([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value),
};

export const KEY_TYPE: Rule = {
  rule: 'a key is "rsa" or "ed25519"',
  source: 'RFC 6376 section 3.6.1 and RFC 8463',
  instead: '"rsa"; leave it out for the default',
  holds: (value) => value === 'rsa' || value === 'ed25519',
};

export const MAX_AGE: Rule = {
  rule: 'a policy is remembered for a second to a year, in whole seconds',
  source: 'RFC 8461 section 3.2, max_age',
  instead: 'a duration such as Duration.days(7)',
  holds: (value) =>
    value instanceof Duration &&
    Number.isInteger(value.toSeconds()) &&
    value.toSeconds() >= 1 &&
    value.toSeconds() <= 31_557_600,
};

export const TIME_TO_LIVE: Rule = {
  rule: 'a time to live has whole seconds',
  source: 'RFC 2181 section 8',
  instead: 'a duration such as Duration.hours(1)',
  holds: (value) => value instanceof Duration && Number.isInteger(value.toSeconds()),
};
