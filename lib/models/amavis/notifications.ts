import { Destiny } from '../destiny';
import { MAIL_ADDRESS, Rule } from '../rules';
import { AmavisOption } from './amavis-option';
import { DestinyOptions } from './destinies';
import { mainDomain, NameSettings } from './names';
import { UncheckedOptions } from './unchecked';

/** Texts of notices, in amavisd's own template language (README.customize). */
export interface NotificationTemplates {
  /**
   * To the administrator, about viruses and forbidden files (`$notify_virus_admin_templ`).
   *
   * @default - amavisd's own
   */
  readonly virusAdmin?: string;

  /**
   * To the administrator, about spam (`$notify_spam_admin_templ`).
   *
   * @default - amavisd's own
   */
  readonly spamAdmin?: string;

  /**
   * To recipients (`$notify_virus_recips_templ`).
   *
   * @default - amavisd's own
   */
  readonly recipients?: string;

  /**
   * To the sender, about viruses and forbidden files (`$notify_virus_sender_templ`).
   *
   * @default - amavisd's own
   */
  readonly virusSender?: string;

  /**
   * To the sender, about spam (`$notify_spam_sender_templ`).
   *
   * @default - amavisd's own
   */
  readonly spamSender?: string;

  /**
   * To the sender, about anything else (`$notify_sender_templ`).
   *
   * @default - amavisd's own
   */
  readonly sender?: string;
}

/** Who is told of what. Nobody outside is, unless a destiny is `BOUNCE`. */
export interface NotificationOptions {
  /**
   * Who is told of each virus (`$virus_admin`).
   *
   * @default - nobody
   */
  readonly virusAdmin?: string;

  /**
   * Who is told of each forbidden file (`$banned_admin`).
   *
   * @default - as `virusAdmin`
   */
  readonly bannedAdmin?: string;

  /**
   * Who is told of each spam from `spamKillLevel` on (`$spam_admin`).
   *
   * @default - nobody
   */
  readonly spamAdmin?: string;

  /**
   * Who is told of each bad header (`$bad_header_admin`).
   *
   * @default - nobody
   */
  readonly badHeaderAdmin?: string;

  /**
   * Whether recipients in the gateway's domains are told of a virus (`$warnvirusrecip`).
   *
   * @default false
   */
  readonly warnVirusRecipients?: boolean;

  /**
   * Whether recipients in the gateway's domains are told of a forbidden file (`$warnbannedrecip`).
   *
   * @default - where `bannedDestiny` keeps it from them
   */
  readonly warnBannedRecipients?: boolean;

  /**
   * Whether recipients in the gateway's domains are told of mail that could not be looked into
   * (`%warnrecip_maps_by_ccat`).
   *
   * @default - where `uncheckedDestiny`, `encryptedDestiny` or `ambiguousDestiny` keeps it from them
   */
  readonly warnUncheckedRecipients?: boolean;

  /**
   * Whether recipients in the gateway's domains are told of mail with a bad header (`$warnbadhrecip`).
   *
   * @default false
   */
  readonly warnBadHeaderRecipients?: boolean;

  /**
   * Whom notices to administrators and recipients are from (`$mailfrom_notify_admin`, `$mailfrom_notify_spamadmin`,
   * `$mailfrom_notify_recip`).
   *
   * @default - postmaster of the first domain
   */
  readonly notificationSender?: string;

  /**
   * Other texts for the notices.
   *
   * @default - amavisd's own
   */
  readonly templates?: NotificationTemplates;
}

export interface NotificationSettings extends NotificationOptions, NameSettings, DestinyOptions, UncheckedOptions {}

/** Whether recipients do not get such mail. */
const keeps = (destiny: Destiny = Destiny.DISCARD): boolean => !destiny.delivers;

/** The destinies of what is unchecked, by amavisd's minor category. */
const UNCHECKED_KINDS = [
  ['', 'uncheckedDestiny'],
  [',1', 'encryptedDestiny'],
  [',2', 'uncheckedDestiny'],
  [',3', 'ambiguousDestiny'],
] as const;

/** A text of several lines. */
export const TEMPLATE: Rule = {
  rule: 'a template has lines that end with a line feed, and no control characters',
  source: 'perl makes a carriage return and a line feed in its files into a line feed',
  instead: 'the text with "\\n" at the end of its lines',
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  holds: (value) => typeof value === 'string' && !/[\u0000-\u0008\u000b-\u001f\u007f]/.test(value),
};

const ADMINS: [keyof NotificationOptions & keyof NotificationSettings, string][] = [
  ['virusAdmin', '$virus_admin'],
  ['bannedAdmin', '$banned_admin'],
  ['spamAdmin', '$spam_admin'],
  ['badHeaderAdmin', '$bad_header_admin'],
];

const TEMPLATES: [keyof NotificationTemplates, string][] = [
  ['virusAdmin', '$notify_virus_admin_templ'],
  ['spamAdmin', '$notify_spam_admin_templ'],
  ['recipients', '$notify_virus_recips_templ'],
  ['virusSender', '$notify_virus_sender_templ'],
  ['spamSender', '$notify_spam_sender_templ'],
  ['sender', '$notify_sender_templ'],
];

const WARNED: AmavisOption<NotificationSettings>[] = [
  { property: 'warnVirusRecipients', variable: '$warnvirusrecip', source: 'amavisd.conf-default', byDefault: false },
  {
    property: 'warnBannedRecipients',
    variable: '$warnbannedrecip',
    source: 'a quarantine that nobody knows of loses mail',
    value: (s) => s.warnBannedRecipients ?? keeps(s.bannedDestiny),
  },
  { property: 'warnBadHeaderRecipients', variable: '$warnbadhrecip', source: 'amavisd.conf-default', byDefault: false },
  ...UNCHECKED_KINDS.map(([minor, destiny]): AmavisOption<NotificationSettings> => ({
    property: 'warnUncheckedRecipients',
    variable: `$warnrecip_maps_by_ccat{CC_UNCHECKED . '${minor}'}`,
    source: 'a quarantine that nobody knows of loses mail',
    value: (s) => [s.warnUncheckedRecipients ?? keeps(s[destiny])],
  })),
];

export const NOTIFICATIONS: AmavisOption<NotificationSettings>[] = [
  ...ADMINS.map(([property, variable]): AmavisOption<NotificationSettings> => ({
    property,
    rule: MAIL_ADDRESS,
    variable,
    source: "Debian's default is an address that nobody reads",
    value: (s) => s[property] as string | undefined,
  })),
  ...WARNED,
  ...['admin', 'spamadmin', 'recip'].map((whom): AmavisOption<NotificationSettings> => ({
    property: 'notificationSender',
    rule: MAIL_ADDRESS,
    variable: `$mailfrom_notify_${whom}`,
    source: 'its default does not exist',
    value: (s) => s.notificationSender ?? `postmaster@${mainDomain(s)}`,
  })),
  ...TEMPLATES.map(([property, variable]): AmavisOption<NotificationSettings> => ({
    property: 'templates',
    variable,
    source: 'README.customize',
    when: (s) => s.templates?.[property] !== undefined,
    value: (s) => s.templates?.[property],
  })),
];
