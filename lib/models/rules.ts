import { Duration } from './duration';
import { isIpv6 } from './ipv6';

/**
 * What one value has to be, as sendmail, amavisd, DNS and the engine see it. A rule says what is wrong, or nothing.
 */
export interface Rule {
  /** What a right value is, for the error's text. */
  readonly rule: string;
  /** Where the rule comes from. */
  readonly source: string;
  /** What to write instead. */
  readonly instead: string;
  /** Whether a value keeps the rule. */
  readonly holds: (value: unknown) => boolean;
}

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

/**
 * Words that m4 and sendmail's own macros act on wherever they stand: a name with one would not come through. DNS ignores
 * the case, so "dol.example" says what "DOL.example" cannot.
 */
const M4_WORDS = new RegExp(
  [
    '^(change(com|quote)|debug(file|mode)|divert|divnum|dnl|dumpdef|lower|m4exit|strcasecmp|sysval|trace(on|off)|undivert)$',
    '^(CONCAT|DOL|DOMAIN|FEATURE|HACK|MAILER|OSTYPE|POPDIVERT|PUSHDIVERT|SITE|SITECONFIG|TEMPFILE|UUCPSMTP|VERSIONID)$',
    // What a .mc file defines: options of sendmail.
    '^conf[A-Z]',
  ].join('|'),
);

/** Whether a text has a word that m4 would act on. */
export const hasM4Word = (text: string): boolean => text.split(/\W+/).some((word) => M4_WORDS.test(word));

const isName = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.length <= 253 &&
  value.split('.').every((label) => LABEL.test(label)) &&
  !hasM4Word(value);

const isIpv4 = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^(\d{1,3}\.){3}\d{1,3}$/.test(value) &&
  value.split('.').every((octet) => Number(octet) <= 255 && String(Number(octet)) === octet);

export const DOMAIN: Rule = {
  rule: 'a mail domain has at least two labels of letters, digits and hyphens, and no word of m4 such as "dnl"',
  source: 'RFC 5321 section 4.1.2',
  instead: 'a name such as "example.com", without "@" and without a dot at the end',
  holds: (value) => isName(value) && value.includes('.') && !isIpv4(value),
};

export const HOST_NAME: Rule = {
  rule: "a host's name is fully qualified",
  source: 'sendmail waits a minute at each start for a name without a dot (cf/README, WHO AM I?)',
  instead: 'a name such as "mx.example.com"',
  holds: (value) => isName(value) && value.includes('.') && !isIpv4(value),
};

export const HOST: Rule = {
  rule: 'a host is a name, without words of m4 such as "dnl", or an IPv4 address',
  source: 'RFC 5321 section 2.3.5',
  instead: 'a name such as "mail.example.com" or an address such as "192.0.2.1"',
  holds: (value) => isName(value),
};

export const LOCAL_PART: Rule = {
  rule: 'a mailbox is named with lower-case letters, digits, ".", "_" and "-", and begins with a letter or digit',
  source: 'it names a directory; RFC 5321 section 4.1.2',
  instead: 'a local part such as "postmaster"',
  holds: (value) => typeof value === 'string' && /^[a-z0-9][a-z0-9._-]{0,63}$/.test(value),
};

export const RECIPIENT_NAME: Rule = {
  rule:
    "a recipient is named with letters, digits and .&'*+-=?^_`{}~$#/, at most 64; with single dots and none at an end, " +
    'and without "#" or "/" in front',
  source: 'RFC 5321 sections 4.1.2 and 4.5.3.1; "%", "!" and "|" would name a host or a program, "/" in front a file',
  instead: 'a local part such as "jim" or "jim.smith"',
  holds: (value) =>
    typeof value === 'string' &&
    value.length <= 64 &&
    /^[\w&'*+\-=?^`{}~$#/]+(\.[\w&'*+\-=?^`{}~$#/]+)*$/.test(value) &&
    !/^[#/]/.test(value),
};

export const PORT: Rule = {
  rule: 'a port is a whole number from 1 to 65535',
  source: 'RFC 9293 section 3.1',
  instead: 'a port such as 25',
  holds: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65535,
};

export const IPV4_ADDRESS: Rule = {
  rule: 'an IPv4 address has four numbers from 0 to 255',
  source: 'RFC 791 section 2.3',
  instead: 'an address such as "127.0.0.1"',
  holds: isIpv4,
};

export const IPV6_ADDRESS: Rule = {
  rule: 'an IPv6 address has eight numbers of up to four hexadecimal digits, or fewer and one "::"',
  source: 'RFC 4291 section 2.2',
  instead: 'an address such as "2001:db8::25"',
  holds: isIpv6,
};

export const IP_ADDRESS: Rule = {
  rule: 'an address is an IPv4 or an IPv6 address',
  source: 'RFC 791 section 2.3 and RFC 4291 section 2.2',
  instead: 'an address such as "192.0.2.1" or "2001:db8::1"',
  holds: (value) => isIpv4(value) || isIpv6(value),
};

export const ADDRESS_BLOCK: Rule = {
  rule: 'a block of 64 private IPv4 addresses begins on its boundary',
  source: 'the internal networks are /28 subnets of it; RFC 1918',
  instead: 'a block such as "10.20.30.64/26"',
  holds: (value) => {
    const [address, bits, rest] = String(value).split('/');
    return (
      rest === undefined &&
      bits === '26' &&
      isIpv4(address) &&
      Number(address.split('.')[3]) % 64 === 0 &&
      /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address)
    );
  },
};

export const ONE_LINE: Rule = {
  rule: 'the text is one line of printable characters',
  source: 'in the configuration files a setting ends with its line',
  instead: 'the text without line breaks and control characters',
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  holds: (value) => typeof value === 'string' && value !== '' && !/[\u0000-\u001f\u007f]/.test(value),
};

export const GATEWAY_NAME: Rule = {
  rule: 'a name has lower-case letters, digits and hyphens and begins with a letter',
  source: 'it names containers, networks and volumes of the engine',
  instead: 'a name such as "gateway"',
  holds: (value) => typeof value === 'string' && /^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$/.test(value),
};

export const ABSOLUTE_PATH: Rule = {
  rule: 'a directory of the host is an absolute path',
  source: 'the engine takes anything else for the name of a volume',
  instead: 'a path such as "/srv/mqueue-rx"',
  // eslint-disable-next-line no-control-regex -- no path can have a NUL
  holds: (value) => typeof value === 'string' && /^\/[^\u0000:]*$/.test(value),
};

export const COUNT: Rule = {
  rule: 'a number of things is a whole number, 1 or more',
  source: 'sendmail takes 0 for "no limit" and anything else for what stands before it',
  instead: 'a number such as 10; leave it out for the default',
  holds: (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 1,
};

export const CPU_SHARES: Rule = {
  rule: 'shares of processor time are a whole number from 2 to 262144',
  source: 'the kernel takes no others (docker run, --cpu-shares)',
  instead: 'a number such as 512; a container that nothing is said of has 1024',
  holds: (value) => typeof value === 'number' && Number.isInteger(value) && value >= 2 && value <= 262_144,
};

export const WHOLE_SECONDS: Rule = {
  rule: 'a time is a whole number of seconds, 1 or more',
  source: 'op.me, Timeout and -q: sendmail counts in seconds, and takes 0 for "never" or "once"',
  instead: 'a length such as Duration.seconds(1)',
  holds: (value) => value instanceof Duration && value.toMilliseconds() >= 1000 && value.toMilliseconds() % 1000 === 0,
};

/** Characters of a local part that sendmail takes for nothing else: no routes, quotes, programs, files or lists. */
const LOCAL_CHARACTERS = "[A-Za-z0-9_][A-Za-z0-9_.+='&~^?*-]{0,63}";

const isAddress = (value: unknown, local: string): boolean => {
  const [, domain] = new RegExp(`^(?:${local})@(.*)$`).exec(String(value)) ?? [];
  return domain !== undefined && DOMAIN.holds(domain);
};

const isRecipient = (value: unknown): boolean => LOCAL_PART.holds(value) || isAddress(value, LOCAL_CHARACTERS);

export const MAIL_ADDRESS: Rule = {
  rule: 'an address has a plain local part and a domain',
  source: 'RFC 5321 section 4.1.2; sendmail takes "|", "/", ":", "%", "!" and quotes for more than a name',
  instead: 'an address such as "jim@example.com"',
  holds: (value) => isAddress(value, LOCAL_CHARACTERS),
};

export const RECIPIENT: Rule = {
  rule: 'a recipient is an address or the name of a mailbox, and no program, file or included list',
  source: 'aliases(5): "|", "/" and ":include:" would run or write what nobody checked',
  instead: 'an address such as "jim@example.com" or a name such as "jim"',
  holds: isRecipient,
};

export const DOMAIN_PATTERN: Rule = {
  rule: 'a route is for a domain, or with a dot before it for all its subdomains',
  source: 'cf/README, mailertable',
  instead: 'a name such as "example.com" or ".example.com"',
  holds: (value) => typeof value === 'string' && DOMAIN.holds(value.replace(/^\./, '')),
};

export const ADDRESS_PATTERN: Rule = {
  rule: 'an entry is for an address, or with nothing before the "@" for all addresses of a domain',
  source: 'cf/README, virtusertable and genericstable',
  instead: 'an address such as "jim@example.com" or "@example.com"',
  holds: (value) => isAddress(value, `(?:${LOCAL_CHARACTERS})?`),
};

export const REFUSAL: Rule = {
  rule: 'the text of a refusal has letters, digits, blanks and . , ; : ! ? @ _ / + = - alone',
  source: 'sendmail reads it as an address: what is in brackets is a comment, and "%" and "$" have meanings',
  instead: 'a text such as "No such user here"',
  holds: (value) => typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9 .,;:!?@_/+=-]*$/.test(value),
};

export const REWRITTEN_ADDRESS: Rule = {
  rule: 'an address is rewritten to an address; "%1" before the "@" stands for the local part',
  source: 'cf/README, genericstable and virtusertable',
  instead: 'an address such as "jim@example.com" or "%1@example.com"',
  holds: (value) => isAddress(value, `${LOCAL_CHARACTERS}|%1`),
};

export const REWRITTEN_RECIPIENT: Rule = {
  ...RECIPIENT,
  instead: `${RECIPIENT.instead}; "%1@example.com" keeps the local part`,
  holds: (value) => isRecipient(value) || isAddress(value, '%1'),
};
